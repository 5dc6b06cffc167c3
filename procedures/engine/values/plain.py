"""The types of plain data: a catalogue, or a part of one, as JSON and YAML hold it.

Only the checks (``schema.serialization.check_plain``) know what is under a key. Until the engine
has built its own values, no type more exact than ``Any`` would be true.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Plain: TypeAlias = Mapping[str, Any]  # To be read only.
PlainDict: TypeAlias = dict[str, Any]  # Its holder may change it.

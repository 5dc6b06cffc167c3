"""The types of plain data: a catalogue, or a piece of one, as JSON and YAML hold it.

Only its checks (``schema.serialization.check_plain``) know what is under a key, so nothing more
exact than ``Any`` is true of a value before the engine has built its own of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Plain: TypeAlias = Mapping[str, Any]  # To be read only.
PlainDict: TypeAlias = dict[str, Any]  # Its holder may change it.

"""Three-valued (Kleene) truth: ``True``, ``False``, and ``None`` for « not known »."""

from __future__ import annotations

from typing import TypeAlias

Truth: TypeAlias = bool | None

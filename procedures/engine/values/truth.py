"""Three-valued truth, after Kleene: ``True``, ``False``, and ``None`` for « not known »."""

from __future__ import annotations

from typing import TypeAlias

Truth: TypeAlias = bool | None

"""Field inquiries: kits, the waves in which they are filled, what is answered.

Public pages find a wave here and store what is filled; the desk alone reads it, in ``results.py``.
"""

from .content import CompiledKit, ShownIf, compiled
from .storage import FormNotStored, OpenWave, find_wave, store

__all__ = [
    "CompiledKit",
    "FormNotStored",
    "OpenWave",
    "ShownIf",
    "compiled",
    "find_wave",
    "store",
]

"""« Enquêtes de terrain »: kits, waves, their numbers, and how to ask."""

from .compare_page import compare_page
from .export import export_waves_page
from .kit_page import kit_page
from .memo_page import memo_page
from .overview import inquiries_page
from .wave_page import new_wave_page, wave_page

__all__ = [
    "compare_page",
    "export_waves_page",
    "inquiries_page",
    "kit_page",
    "memo_page",
    "new_wave_page",
    "wave_page",
]

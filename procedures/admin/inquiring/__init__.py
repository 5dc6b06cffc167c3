"""« Enquêtes de terrain »: kits, waves, their numbers, and how to ask."""

from .forms import export_waves_page
from .kit_page import compare_page, inquiries_page, kit_page, memo_page, new_wave_page, wave_page

__all__ = [
    "compare_page",
    "export_waves_page",
    "inquiries_page",
    "kit_page",
    "memo_page",
    "new_wave_page",
    "wave_page",
]

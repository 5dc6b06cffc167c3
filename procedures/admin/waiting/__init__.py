"""A page that takes more than a moment says what is being done, and how far it is."""

from procedures.drafting.background import CHECK, DEPARTMENTS, EFFECTS, REHEARSAL, begin

from .page import waiting_page, work_page

__all__ = [
    "CHECK",
    "DEPARTMENTS",
    "EFFECTS",
    "REHEARSAL",
    "begin",
    "waiting_page",
    "work_page",
]

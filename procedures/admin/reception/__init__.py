"""« Postes d'accueil »: which screens may count visits, and the numbers as a spreadsheet."""

from .exporting import export_visits_page
from .posts_page import reception_page

__all__ = ["export_visits_page", "reception_page"]

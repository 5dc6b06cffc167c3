"""« Postes d'accueil »: which screens may count visits, and the numbers as a spreadsheet."""

from .posts_page import export_visits_page, reception_page

__all__ = ["export_visits_page", "reception_page"]

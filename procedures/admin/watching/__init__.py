"""« Tenir à jour »: statements to check again, uncertain ones, days to come, links, the law."""

from .coming_page import coming_page, next_days, next_plans
from .law_page import law_page
from .paper_gaps_page import paper_gaps_page
from .statements_page import due_page, links_page, uncertain_page

__all__ = [
    "coming_page",
    "due_page",
    "law_page",
    "links_page",
    "next_days",
    "next_plans",
    "paper_gaps_page",
    "uncertain_page",
]

"""« Tenir à jour »: what to check again, what is uncertain, dead links, the law that changes."""

from .law_page import law_page
from .links_page import links_page
from .statements_page import due_page, uncertain_page

__all__ = ["due_page", "law_page", "links_page", "uncertain_page"]

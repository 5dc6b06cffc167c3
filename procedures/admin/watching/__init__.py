"""« Tenir à jour »: statements to check again, uncertain ones, dead links, changes of the law."""

from .law_page import law_page
from .links_page import links_page
from .statements_page import due_page, uncertain_page

__all__ = ["due_page", "law_page", "links_page", "uncertain_page"]

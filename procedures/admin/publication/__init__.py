"""« Publier »: what a part's publication would change, for whom, and the act itself."""

from .checks import problems_of
from .page import publish_page

__all__ = ["problems_of", "publish_page"]

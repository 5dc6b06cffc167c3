"""« Publier »: what publishing a part would change, for whom, and the publication itself."""

from procedures.drafting.background import problems_of

from .planning import cancel_page, planned_page, waiting
from .proposals import own_changes_page
from .publishing import publish_page

__all__ = [
    "cancel_page",
    "own_changes_page",
    "planned_page",
    "problems_of",
    "publish_page",
    "waiting",
]

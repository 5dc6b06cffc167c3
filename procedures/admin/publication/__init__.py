"""« Publier »: what publishing a part would change, for whom, and the publication itself."""

from procedures.drafting.background import problems_of

from .planning import cancel_page, planned_page
from .proposals import own_changes_page
from .publishing import publish_page
from .waiting import waiting

__all__ = [
    "cancel_page",
    "own_changes_page",
    "planned_page",
    "problems_of",
    "publish_page",
    "waiting",
]

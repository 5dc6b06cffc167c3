"""What a publication leaves aside, in words: drafts, and what parts in force can no longer name."""

from collections.abc import Iterable

from procedures.models.accounts import Account
from procedures.publishing.content import content_now
from procedures.publishing.departments import department_names
from procedures.publishing.parts.changes import ContentChange
from procedures.publishing.parts.cutting import Contents
from procedures.publishing.parts.fitting import Left
from procedures.publishing.parts.preparing import drafts_of, title_of

from ..addresses import Addresses
from ..versions import own_drafts, version_of
from .authors import NoAuthors
from .grouping import Grouping


def left_out(
    left: Iterable[Left], published: Contents, candidate: Contents, addresses: Addresses
) -> list[tuple[str, str, bool]]:
    """Return (département, name of the entry, whether it goes whole) for each entry left out."""
    listed = list(left)
    if not listed:
        return []
    versions = version_of(published), version_of(candidate)
    found = []
    for one in listed:
        words = Grouping(one.part, *versions, authors=NoAuthors(), addresses=addresses)
        name = str(one.before.get("procedure") or one.before.get("id") or "")
        change = ContentChange("modified", one.section, name, (), one.before, one.before)
        ((_, (told,)),) = words.groups([change])
        place = department_names().get(one.part, one.part)
        found.append((place, told.label, one.after is None))
    return found


def prepared(user: Account, part: str) -> list[str]:
    """Return the titles of what an account prepares in a part: none of it is published."""
    now = content_now()
    own = own_drafts(user, now).get(part, set())
    return [
        title_of(entry) or "sans titre"
        for key, entry in drafts_of(now.whole[part]).items()
        if key in own
    ]

"""The search of what names an entry, which takes seconds: begun once, read by two pages."""

from collections import Counter

from procedures.drafting.changing.uses import UseWords
from procedures.exchange.limits import part_of_file
from procedures.exchange.uses import all_uses
from procedures.publishing.content import content_now
from procedures.publishing.progress import WorkStage, say
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..waiting import USES, begin


def search(request, name):
    """Return the work that finds the places that name an entry.

    Its result: ``count`` of all places, ``groups`` of those that the account sees, in words, and
    how many there are in each of the ``others`` parts.
    """
    rights = rights_of(request)
    visible = frozenset(filter(rights.may_view, rights.visible_parts))
    key = ("uses", name, content_now().digest, visible)
    return begin(request.user.pk, key, lambda: _found(name, visible), USES)


def _found(name, visible):
    say(WorkStage.READING)
    plain = content_now().plain
    say(WorkStage.USES)
    uses = all_uses(plain, name)
    shown = [one for one in uses if _part(one) in visible]
    others = Counter(_part(one) for one in uses if _part(one) not in visible)
    return {
        "count": len(uses),
        "groups": UseWords(plain, ADDRESSES).groups(shown),
        "others": sorted(others.items()),
    }


def _part(use):
    return part_of_file(use.file)

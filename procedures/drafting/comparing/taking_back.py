"""Takes changes out of the working copy: what a return to an edition undid, or one of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import ProtectedError

from procedures.engine.errors import InvalidCatalogue
from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange import load_into_database
from procedures.exchange.putting_back import SHAPES, put_back
from procedures.exchange.snapshots import Entry, take_snapshot
from procedures.models.accounts import Account
from procedures.publishing.content import content_now
from procedures.publishing.editions.proposed import mark_of
from procedures.publishing.journal import recording
from procedures.publishing.parts.cutting import Contents, join
from procedures.publishing.parts.items import DEPARTMENT, REST, items_of
from procedures.publishing.parts.merging import ORDER, Met, changed, put
from procedures.publishing.parts.taking import with_what_needs

from ..versions import published_contents

HOW = "retour en arrière"
REVERTED = "remis comme publié"


class NotReverted(Exception):
    """A change stays in the working copy, for the reason in the message."""


def take_back(
    undone: Contents, former: Contents, parts: Iterable[str], author: Account
) -> list[str]:
    """Put the working copy of parts back to a former edition, and return the parts that changed.

    ``undone`` is what was in force before the return, ``former`` what is in force since. What
    somebody changed after the undone edition is kept, also where both changed one entry. Raises
    ``InvalidCatalogue``, with nothing changed, if the result is not valid.
    """
    changed = []
    with recording(author, how=HOW):
        for code in parts:
            # With the drafts of everybody: what is in preparation stays.
            working = content_now().whole
            wanted = without_undone(undone, former, working, code)
            if wanted is not None:
                load_into_database(join({**working, code: wanted}), only=code)
                changed.append(code)
    return changed


def without_undone(
    undone: Contents, former: Contents, working: Contents, code: str
) -> PlainDict | None:
    """Return a part of the working copy without what a return undoes; ``None`` if it stays."""
    if code not in working or code not in undone or code not in former:
        return None
    since = {one.key for one in changed(undone[code], working[code])}
    wanted = put(undone[code], former[code], working[code], since)
    return wanted if wanted != working[code] else None


def revert(part: str, key: str, mark: str, author: Account) -> None:
    """Put one entry of the working copy back to what the public reads; its row stays the same.

    ``mark`` is that of the change as its author saw it: see ``proposed.mark_of``. Raises
    ``NotReverted``, with nothing changed.
    """
    with recording(author, how=REVERTED):
        _, published = published_contents()
        was, now = published.get(part), content_now().whole.get(part)
        if was is None or now is None:
            raise NotReverted("Cette partie n'est pas encore publiée.")
        met = next((one for one in changed(was, now) if one.key == key), None)
        if met is None or mark_of(met) != mark:
            raise NotReverted("Ce changement n'est plus le même. Rien n'est remis : relisez-le.")
        if met.name == ORDER or met.section == REST:
            raise NotReverted("Remettez l'ordre ou les traductions sur la page de chaque fiche.")
        if with_what_needs(was, now, {key}) != {key}:
            raise NotReverted(
                "D'autres changements en ont besoin. Rien n'est remis : remettez-les d'abord."
            )
        try:
            _put_back(part, met, was)
        except (InvalidCatalogue, ProtectedError) as error:
            raise NotReverted(
                "Le reste de votre travail en a besoin. Rien n'est remis : changez-le d'abord."
            ) from error


def _put_back(part: str, met: Met, was: Plain) -> None:
    standing = next((one for one in take_snapshot() if _is_of(one, part, met)), None)
    if standing is None and met.ours is not None:
        raise NotReverted("Ce changement n'est plus dans votre travail.")
    row = None
    if standing is not None:
        row = SHAPES[met.section].model._default_manager.get(pk=standing.row)
    if met.base is None:
        if row is not None:
            row.delete()
        return
    listed = [one for _, one in items_of(was)[met.section]]
    place = next(place for place, one in enumerate(listed) if one.content == met.base)
    texts: dict[str, dict[str, Plain]] = {}
    for (language, path), told in listed[place].texts.items():
        texts.setdefault(language, {})[path] = told
    put_back(Entry(part, met.section, 0, place, dict(met.base), texts), row)


def _is_of(one: Entry, part: str, met: Met) -> bool:
    """Tell whether an entry of the working copy is the one that changed."""
    if (one.part, one.section) != (part, met.section) or met.ours is None:
        return False
    return one.section == DEPARTMENT or one.name == met.name

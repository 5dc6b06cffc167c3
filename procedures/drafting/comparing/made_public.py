"""What a publication made public, in the words of the pages: its changes, and whose they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from procedures import models
from procedures.engine.values.plain import Plain
from procedures.models import DocumentEntry, Edition
from procedures.publishing.editions import stored as editions
from procedures.publishing.parts.changes import EntryDiff, changed_lines
from procedures.publishing.parts.items import entry_in
from procedures.publishing.request_cache import once

from ..addresses import Addresses
from ..history.rows import SECTIONS, place_of
from ..versions import published_contents, version_of
from ..words.announced import SECTION as NOTICES
from ..words.announced import first_seen
from .grouping import ChangeInWords, Grouping
from .unpublished import read_by_public

# The changes and the procedures that are named.
MOST_NAMED, MOST_PROCEDURES = 3, 3
PAPER = str(DocumentEntry._meta.get_field("document").verbose_name)
# The entries whose names visitors' links and answers hold.
HELD = (
    *(models.Question, models.DerivedFact, models.Group, models.Fee, models.Document),
    *(models.Procedure, models.Orientation, models.ExamplePerson),
)


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A change by its name. ``papers`` are those that an adaptation asks for otherwise.

    ``seen_on`` is the day to come on which the public sees it, if it does not see it at once.
    """

    kind: str  # added, removed, modified
    label: str
    papers: tuple[str, ...] = ()
    seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class MadePublic:
    """``named`` are the first changes that the public reads, ``rest`` the number of the others.

    ``people`` is the number of persons of trial, which it does not read; ``procedures`` are
    [(id, title)] of those that changed and have a page. ``later`` are the days to come on which
    the public sees some of the changes, ``unseen`` the number of those that it never sees: all
    are announcements, which have their days. ``unread`` are (name, why the public never reads it)
    of what is published all the same.
    """

    named: tuple[NamedChange, ...]
    rest: int
    people: int
    procedures: tuple[tuple[str, str], ...]
    later: tuple[date, ...] = ()
    unseen: int = 0
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def at_once(self) -> int:
        """The number of changes that the public sees at once."""
        return len(self.named) + self.rest - len(self.later) - self.unseen

    @property
    def is_read(self) -> bool:
        """Tell whether the public reads something of it."""
        return bool(self.named) or not (self.people or self.unread)


def made_public(
    edition: Edition,
    former: Edition | None,
    codes: Iterable[str],
    addresses: Addresses,
    today: date,
    unread: Mapping[str, str],
) -> MadePublic:
    """Return what an edition changed in some parts; of one published at first, nothing is named.

    ``unread`` is that of ``Grouping``.
    """
    now = editions.contents_of(edition)
    was = editions.contents_of(former) if former else {}
    before, after = version_of(was), version_of(now)
    named: list[NamedChange] = []
    seen: list[EntryDiff] = []
    lost: list[tuple[str, str]] = []
    people = 0
    for code in (one for one in codes if one in was and one in now):
        changes = changed_lines(was[code], now[code])
        read = read_by_public(changes, now[code])
        people += len(changes) - len(read)
        words = Grouping(code, before, after, addresses=addresses, unread=unread)
        lost += [(words.label(one), why) for one in read if (why := words.why_unread(one))]
        read = [one for one in read if not words.why_unread(one)]
        for _, worded in words.groups(read[: MOST_NAMED - len(named)]):
            named += [_named(one, today) for one in worded]
        seen += read
    days = [_seen_on(one, today) for one in seen]
    later = tuple(sorted(day for day in days if day and day > today))
    rest = len(seen) - len(named)
    return MadePublic(
        *(tuple(named), rest, people, tuple(_procedures(seen)), later),
        unseen=days.count(None),
        unread=tuple(lost),
    )


def _named(worded: ChangeInWords, today: date) -> NamedChange:
    day = _seen_on(worded.diff, today)
    later = day if day and day > today else None
    return NamedChange(worded.diff.kind, worded.label, _papers(worded), later)


def _seen_on(change: EntryDiff, today: date) -> date | None:
    """Return the day on which the public sees a change, or ``None`` if it never does."""
    if change.section != NOTICES:
        return today
    before, after = (
        one if isinstance(one, dict) else None for one in (change.before, change.after)
    )
    if before is None and after is None:
        # The order of the announcements.
        return today
    return first_seen(before, after, today)


def _papers(worded: ChangeInWords) -> tuple[str, ...]:
    """Return the papers of the lines of an adaptation that changed, and which way if some stay."""
    if worded.diff.section != "overrides":
        return ()
    found: dict[str, str] = {}
    for one in worded.differences:
        _, *line = one.label.split(" › ")
        if len(line) < 2:
            continue
        way = ""
        if worded.diff.kind == "modified" and line[-1] == PAPER:
            way = "" if one.before and one.after else "en moins : " if one.before else "en plus : "
        found[line[0]] = found.get(line[0]) or way
    return tuple(way + paper for paper, way in found.items())


def _procedures(changes: Iterable[EntryDiff]) -> list[tuple[str, str]]:
    found = [one.after for one in changes if one.section == "procedures"]
    return [(one["id"], _title(one)) for one in found if isinstance(one, dict)][:MOST_PROCEDURES]


def _title(procedure: Plain) -> str:
    title = procedure.get("title") or ""
    return title.get("fr", "") if isinstance(title, dict) else str(title)


def is_published(obj: Model) -> bool:
    """Tell whether the edition in force contains an entry whose name visitors may hold."""
    return isinstance(obj, models.Department) or (isinstance(obj, HELD) and _is_public(obj))


def may_be_prepared(obj: Model) -> bool:
    """Tell whether an entry may be put in preparation: the public must not lose it by that."""
    if isinstance(obj, models.Department) or getattr(obj, "inquiry_id", None) is not None:
        return False
    return not _is_public(obj)


def _is_public(obj: Model) -> bool:
    if type(obj) not in SECTIONS or getattr(obj, "inquiry_id", None) is not None:
        return False
    place = place_of(obj)
    contents = once("published contents", published_contents)[1]
    return entry_in(contents.get(place.part) or {}, place.section, place.name) is not None

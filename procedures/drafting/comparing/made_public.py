"""What a publication made public, in the words of the pages: its changes, and whose they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from procedures.engine.values.plain import Plain
from procedures.models import DocumentEntry, Edition
from procedures.publishing.editions import stored as editions
from procedures.publishing.parts.changes import ContentChange

from ..addresses import Addresses
from ..versions import version_of
from .conflicts import NoAuthors
from .grouping import ChangeInWords, Grouping
from .unpublished import read_by_public, told_between

# The changes and the procedures that are named.
MOST_NAMED, MOST_PROCEDURES = 3, 3
PAPER = str(DocumentEntry._meta.get_field("document").verbose_name)


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A change by its name. ``papers`` are those that an adaptation asks for otherwise."""

    kind: str  # added, removed, modified
    label: str
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MadePublic:
    """``named`` are the first changes that the public reads, ``rest`` the number of the others.

    ``people`` is the number of persons of trial, which it does not read; ``procedures`` are
    [(id, title)] of those that changed and have a page.
    """

    named: tuple[NamedChange, ...]
    rest: int
    people: int
    procedures: tuple[tuple[str, str], ...]

    @property
    def is_read(self) -> bool:
        """Tell whether the public reads something of it."""
        return bool(self.named) or not self.people


def made_public(
    edition: Edition, former: Edition | None, codes: Iterable[str], addresses: Addresses
) -> MadePublic:
    """Return what an edition changed in some parts; of one published at first, nothing is named."""
    now = editions.contents_of(edition)
    was = editions.contents_of(former) if former else {}
    before, after = version_of(was), version_of(now)
    named: list[NamedChange] = []
    seen: list[ContentChange] = []
    people = 0
    for code in (one for one in codes if one in was and one in now):
        changes = told_between(was[code], now[code])
        read = read_by_public(changes, now[code])
        words = Grouping(code, before, after, authors=NoAuthors(), addresses=addresses)
        for _, told in words.groups(read[: MOST_NAMED - len(named)]):
            named += [NamedChange(one.change.kind, one.label, _papers(one)) for one in told]
        seen += read
        people += len(changes) - len(read)
    return MadePublic(tuple(named), len(seen) - len(named), people, tuple(_procedures(seen)))


def _papers(told: ChangeInWords) -> tuple[str, ...]:
    """Return the papers of the lines of an adaptation that changed, and which way if some stay."""
    if told.change.section != "overrides":
        return ()
    found: dict[str, str] = {}
    for one in told.differences:
        _, *line = one.label.split(" › ")
        if len(line) < 2:
            continue
        way = ""
        if told.change.kind == "modified" and line[-1] == PAPER:
            way = "" if one.before and one.after else "en moins : " if one.before else "en plus : "
        found[line[0]] = found.get(line[0]) or way
    return tuple(way + paper for paper, way in found.items())


def _procedures(changes: Iterable[ContentChange]) -> list[tuple[str, str]]:
    found = [one.after for one in changes if one.section == "procedures"]
    return [(one["id"], _title(one)) for one in found if isinstance(one, dict)][:MOST_PROCEDURES]


def _title(procedure: Plain) -> str:
    title = procedure.get("title") or ""
    return title.get("fr", "") if isinstance(title, dict) else str(title)

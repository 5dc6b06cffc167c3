"""Publishes one announcement alone: the other changes of its part stay unpublished."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from procedures.engine.schema.shapes import item_name
from procedures.engine.shortening import shortened
from procedures.engine.values.notice_days import faults_of_days
from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange.snapshots import Entry, take_snapshot
from procedures.models import EntryChange, Notice
from procedures.models.accounts import Account

from ..parts.cutting import Contents
from . import freezing, reviews
from . import stored as editions
from .orders import Order, Publication
from .publisher import LOST_PART, NotPublishable, Permitted, need_permission

SECTION = "notices"


@dataclass(slots=True)
class _Listed:
    """An announcement of a part, with its translations: {language: {path: translation}}."""

    content: Plain
    texts: dict[str, PlainDict] = field(default_factory=dict)


def state_of(row: int) -> Plain | None:
    """Return an announcement of the working copy as plain data, or ``None`` if it has no such row.

    Call it before the announcement is changed, and pass the result to ``publish_notice``.
    """
    found = [entry for entry in take_snapshot() if entry.section == SECTION and entry.row == row]
    return found[0].content if found else None


def publish_notice(
    notice: Notice,
    *,
    author: Account | None = None,
    former: Plain | None = None,
    permitted: Permitted | None = None,
) -> Publication:
    """Publish one announcement as the working copy has it; one that was removed there goes.

    ``former`` is the announcement as plain data before this change. ``permitted`` is asked with the
    lock held: whether the author may still publish its part. Raises ``InvalidCatalogue``,
    ``ReviewNeeded`` or ``NotPublishable``, and then changes nothing.
    """
    rule = reviews.rule_for(author)

    def allow(before: Contents, candidate: Contents) -> None:
        need_permission(permitted, LOST_PART)
        rule(before, candidate)

    order = Order(author=author, note=f"Annonce : {shortened(str(notice), 150)}")
    return freezing.freeze(_builder(notice, former), order, allow=allow)


def candidate_of(notice: Notice, *, former: Plain | None = None) -> Contents:
    """Return what ``publish_notice`` would publish now. Raises ``NotPublishable``."""
    return _builder(notice, former)(editions.contents_of(editions.in_force()))


def rehearse(candidate: Contents) -> None:
    """Check a candidate, and write nothing: the publication then does not take these seconds."""
    freezing.rehearse(lambda published: candidate, Order())


def _builder(notice: Notice, former: Plain | None) -> freezing.Build:
    # A row that was removed has no primary key any more.
    code, row, key = notice.part, notice.pk, notice.key

    def build(published: Contents) -> Contents:
        if code not in published:
            raise NotPublishable(
                "Cette partie n'a encore jamais été publiée. Publiez-la d'abord en entier, sur la "
                "page « Publier »."
            )
        entries = [e for e in take_snapshot() if e.part == code and e.section == SECTION]
        states = [*([former] if former else []), *_recorded(code, row)]
        return {**published, code: with_notice(published[code], entries, row, states, key)}

    return build


def is_of_notices(part: Plain, before: Plain) -> bool:
    """Tell whether a published part differs from the one before it in its announcements alone."""
    return _part(part, []) == _part(before, [])


def with_notice(
    part: Plain, working: list[Entry], row: int | None, states: Iterable[Plain], key: str = ""
) -> PlainDict:
    """Return a published part in which one announcement is as the working copy has it.

    It replaces the published one of its ``key``. Those without a key are known by what they say:
    ``states`` are the earlier contents of the announcement, the latest first. If it is not there
    it is new, and is inserted beside its neighbour of the working copy.
    """
    listed = _listed(part)
    own = next((entry for entry in working if entry.row == row), None)
    place = _published(listed, key, [*([own.content] if own else []), *states])
    if place is not None:
        del listed[place]
    if own is not None:
        place = _place(own, working, [one.content for one in listed], place)
        listed.insert(place, _Listed(own.content, {**own.texts}))
    return _part(part, listed)


def _published(listed: list[_Listed], key: str, states: list[Plain]) -> int | None:
    """Return the index of the announcement that is published, never that of another key."""
    names = [one.content.get("id", "") for one in listed]
    if key and key in names:
        return names.index(key)
    nameless = {index: one.content for index, one in enumerate(listed) if not names[index]}
    return next(
        (index for state in states for index, one in nameless.items() if one == state), None
    )


def _place(own: Entry, working: list[Entry], published: list[Plain], former: int | None) -> int:
    """Return the index for an announcement: beside a neighbour that is published already.

    It goes after the nearest published neighbour before it, else before the nearest one after it.
    Without any, it keeps its former index, or goes last if it is new.
    """
    index = working.index(own)
    for entry in reversed(working[:index]):
        if entry.content in published:
            return published.index(entry.content) + 1
    for entry in working[index + 1 :]:
        if entry.content in published:
            return published.index(entry.content)
    return len(published) if former is None else former


def _recorded(code: str, row: int | None) -> list[Plain]:
    """Return the contents that the journal recorded for an announcement, the latest first."""
    rows = EntryChange.objects.filter(part=code, section=SECTION, name=str(row))
    states = [state for one in rows.order_by("-at", "-pk") for state in (one.after, one.before)]
    return [state["entry"] for state in states if state]


def _listed(part: Plain) -> list[_Listed]:
    listed = [_Listed(one) for one in part["department"].get(SECTION) or []]
    names = [item_name(one.content, index) for index, one in enumerate(listed)]
    for language, paths in _translations(part):
        for path, translation in paths.items():
            section, _, rest = path.partition(".")
            name, _, inner = rest.partition(".")
            if section == SECTION:
                listed[names.index(name)].texts.setdefault(language, {})[inner] = translation
    return listed


def _part(part: Plain, listed: list[_Listed]) -> PlainDict:
    """Return a part with these announcements. Their translations are filed by their places."""
    department = {**part["department"], SECTION: [one.content for one in listed]}
    file = _file(part)
    translations = {language: dict(files) for language, files in part["translations"].items()}
    kept = {
        language: {path: one for path, one in paths.items() if not path.startswith(f"{SECTION}.")}
        for language, paths in _translations(part)
    }
    for index, one in enumerate(listed):
        for language, texts in one.texts.items():
            paths = kept.setdefault(language, {})
            name = item_name(one.content, index)
            paths |= {f"{SECTION}.{name}.{path}": told for path, told in texts.items()}
    for language, paths in kept.items():
        files = translations.setdefault(language, {})
        files.pop(file, None)
        if paths:
            files[file] = paths
    return {**part, "department": department, "translations": translations}


def _translations(part: Plain) -> list[tuple[str, Plain]]:
    file = _file(part)
    return [(language, files.get(file) or {}) for language, files in part["translations"].items()]


def _file(part: Plain) -> str:
    return f"departements/{part['department']['code']}.yaml"


# The columns of an announcement's days, by the keys of the format.
COLUMNS = {
    "from": "starts_on",
    "until": "ends_on",
    "shown_from": "shown_from",
    "shown_until": "shown_until",
}
DAYS = tuple(COLUMNS.values())


def faults_of_dates(
    starts_on: date | None,
    ends_on: date | None,
    shown_from: date | None = None,
    shown_until: date | None = None,
    *,
    publishing: bool = True,
    written: bool = True,
) -> dict[str, str]:
    """Return {field: fault} for the dates of an announcement.

    With ``publishing``, it is to be published at once, and must be seen on some day. Where its
    dates are ``written`` now, they may not be past; those of an old one may stay as they are.
    """
    days = faults_of_days(starts_on, ends_on, shown_from, shown_until)
    faults = {COLUMNS[key]: words for key, words in days.items()}
    last = shown_until or ends_on
    if (publishing or written) and last is not None and last < timezone.localdate():
        name = "shown_until" if shown_until else "ends_on"
        faults.setdefault(name, "Ce jour est passé : personne ne verrait cette annonce.")
    if publishing and (shown_from or starts_on) is None:
        faults.setdefault("starts_on", "Pour publier l'annonce, écrivez son premier jour.")
    if publishing and last is None:
        faults.setdefault("ends_on", "Pour publier l'annonce, écrivez son dernier jour.")
    return faults

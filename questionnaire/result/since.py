"""What changed in an answer since the day on which it was kept: its fingerprint then, and now."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext as _

from procedures.engine.evaluation import Evaluation, OrientationResult, ProcedureResult
from procedures.engine.values.procedure import DocumentEntry

from . import filing, formats
from .papers import is_later
from .reading import Reading, Shown
from .steps import is_late
from .timing import Status, timing_of

# 18 bits: the chance that two of two hundred papers share a mark, and that one takes the place of
# the other in somebody's list, is too small to matter.
MARK = 3
# A link is no longer than a picture holds.
MOST_MARKS = 60
MARKS = re.compile(rf"(?:[\w-]{{{MARK}}}){{0,{MOST_MARKS}}}", re.ASCII)
PRICE = re.compile(r"(?:\d{1,7}(?:\.\d{1,2})? [A-Z]{3})?", re.ASCII)
# In days: a hundred years.
FARTHEST = 36_500


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The marks of an answer on a day.

    ``about`` marks its procedures, or its orientations if it has none; ``stances`` what it asked to
    do, ``channels`` how it is filed. ``price`` is « 225 EUR », or nothing if no sum was sure.
    """

    day: date
    about: str
    stances: str
    papers: tuple[str, ...]
    price: str
    channels: str
    opens: date | None = None
    closes: date | None = None

    def to_data(self) -> list[Any]:
        """Return the fingerprint as JSON holds it, its other days counted from its own."""
        return [
            self.day.isoformat(),
            self.about,
            self.stances,
            "".join(self.papers),
            self.price,
            self.channels,
            self._days_to(self.opens),
            self._days_to(self.closes),
        ]

    def _days_to(self, day: date | None) -> int | None:
        days = (day - self.day).days if day else None
        return days if _is_near(days) else None


def fingerprint_from_data(data: Any) -> Fingerprint | None:
    """Return the fingerprint that some data holds, or ``None`` for anything else."""
    if not (isinstance(data, list) and len(data) == 8):
        return None
    written, about, stances, papers, price, channels, opens, closes = data
    texts = (written, about, stances, papers, channels, price)
    if not all(isinstance(one, str) for one in texts):
        return None
    if not all(MARKS.fullmatch(one) for one in texts[1:5]) or not PRICE.fullmatch(price):
        return None
    if not (_is_near(opens) and _is_near(closes)):
        return None
    try:
        day = date.fromisoformat(written)
        return Fingerprint(
            day,
            about,
            stances,
            tuple(papers[at : at + MARK] for at in range(0, len(papers), MARK)),
            price,
            channels,
            None if opens is None else day + timedelta(opens),
            None if closes is None else day + timedelta(closes),
        )
    except (ValueError, OverflowError):
        return None


def fingerprint_of(reading: Reading, evaluation: Evaluation) -> Fingerprint:
    """Return what stands out of an answer."""
    found = [one for one in evaluation.procedures if one.recommended]
    others = [one for one in evaluation.orientations if one.certain]
    names = [one.procedure.id for one in found] or [one.orientation.id for one in others]
    opens, closes = _days_of(reading, found, () if found else others)
    return Fingerprint(
        day=reading.today,
        about="".join(sorted(map(mark, names))[:MOST_MARKS]),
        stances="".join(mark(one.stance.stance.stance) for one in found if one.stance),
        papers=tuple(dict.fromkeys(mark_of(one) for one in papers_of(reading, found)))[:MOST_MARKS],
        price=price_of(found),
        channels="".join(
            mark(one.channel.channel.kind if one.channel.channel else "") for one in found
        ),
        opens=opens,
        closes=closes,
    )


def papers_of(reading: Reading, found: Iterable[ProcedureResult]) -> list[DocumentEntry]:
    """Return the certain papers that are to be brought, as the page lists them."""
    return [
        one.entry
        for result in found
        for one in result.documents
        if one.certain and not is_later(reading, one.entry)
    ]


def price_of(found: Sequence[ProcedureResult]) -> str:
    """Return what is sure to be paid, « 225 EUR », or nothing if a price is not known."""
    costs = [one for result in found for one in result.costs if one.certain]
    currencies = {one.currency for one in costs}
    unsure = any(result.costs and result.total_cost is None for result in found)
    if unsure or len(currencies) != 1 or any(one.amount is None for one in costs):
        return ""
    total = sum((one.amount for one in costs if one.amount), Decimal(0))
    price = f"{total.quantize(Decimal('0.01'))}".removesuffix(".00")
    return f"{price} {currencies.pop()}"


@lru_cache(1_000)
def mark(name: str) -> str:
    """Return the mark of a name: three letters, the same on every day."""
    return urlsafe_b64encode(blake2b(name.encode(), digest_size=3).digest()).decode()[:MARK]


def mark_of(entry: DocumentEntry) -> str:
    """Return the mark of a line of the list: a paper, or papers of which one is enough."""
    return mark("|".join(entry.documents))


def _days_of(
    reading: Reading, found: Iterable[ProcedureResult], others: Iterable[OrientationResult]
) -> tuple[date | None, date | None]:
    """Return the first day to ask and the last one, as far as they are known."""
    timings = [timing_of(step, reading.today) for one in found for step in one.steps]
    known = [one for one in timings if one.status is not Status.UNKNOWN]
    closes = [one.closes for one in known]
    closes += [one.last_day for one in others]
    return (
        min((one.opens for one in known if one.opens), default=None),
        min((one for one in closes if one), default=None),
    )


def _is_near(days: Any) -> bool:
    return days is None or (type(days) is int and abs(days) <= FARTHEST)


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line: what changed, and its name if it has one."""

    text: str
    name: Shown = ""


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a day, which is written in words; nothing if ``changes`` is empty."""

    day: str
    changes: list[ChangedLine]


def changes_since(reading: Reading, evaluation: Evaluation, before: Fingerprint) -> Since:
    """Return what an answer says now that it did not say then."""
    now = fingerprint_of(reading, evaluation)
    day = reading.day(before.day)
    if now.about != before.about:
        text = _("Ce n’est plus la même réponse. Lisez-la en entier.")
        return Since(day, [ChangedLine(text)])
    found = [one for one in evaluation.procedures if one.recommended]
    changes = [
        *_papers(reading, found, before, now),
        *_price(reading, before, now),
        *_channel(found, before, now),
        *_days(reading, before, now, late=any(is_late(reading, one) for one in found)),
    ]
    if not changes and now.stances != before.stances:
        changes = [
            ChangedLine(_("Ce que vous devez faire a changé. Lisez le début de la réponse."))
        ]
    return Since(day, changes)


def _papers(
    reading: Reading, found: list[ProcedureResult], before: Fingerprint, now: Fingerprint
) -> Iterator[ChangedLine]:
    for entry in papers_of(reading, found):
        if mark_of(entry) not in before.papers:
            yield ChangedLine(_("Un papier de plus :"), _name(reading, entry))
    gone = [one for one in before.papers if one not in now.papers]
    names = _names(reading) if gone else {}
    for one in gone:
        if one in names:
            yield ChangedLine(_("Un papier n’est plus demandé :"), names[one])
        else:
            yield ChangedLine(_("Un papier n’est plus demandé."))


def _name(reading: Reading, entry: DocumentEntry) -> Shown:
    if entry.group:
        return reading.shown(entry.group)
    return reading.shown(reading.rule_set.documents[entry.documents[0]].title)


def _names(reading: Reading) -> dict[str, Shown]:
    """Return {mark: name} of every paper of the rules of today, and of every choice of papers."""
    names = {mark(key): reading.shown(one.title) for key, one in reading.rule_set.documents.items()}
    for procedure in reading.rule_set.procedures.values():
        for entry in procedure.documents:
            if entry.group:
                names.setdefault(mark_of(entry), reading.shown(entry.group))
    return names


def _price(reading: Reading, before: Fingerprint, now: Fingerprint) -> Iterator[ChangedLine]:
    if now.price == before.price:
        return
    if now.price and before.price:
        text = _("Le prix change : %(now)s au lieu de %(before)s.")
        yield ChangedLine(text % {"now": _sum(reading, now), "before": _sum(reading, before)})
    elif now.price:
        yield ChangedLine(
            _("Le prix est maintenant connu : %(now)s.") % {"now": _sum(reading, now)}
        )
    else:
        yield ChangedLine(_("Le prix n’est plus sûr. Regardez « Le prix »."))


def _sum(reading: Reading, fingerprint: Fingerprint) -> str:
    amount, _space, currency = fingerprint.price.partition(" ")
    return formats.money(Decimal(amount), currency, reading.language)


def _channel(
    found: list[ProcedureResult], before: Fingerprint, now: Fingerprint
) -> Iterator[ChangedLine]:
    if now.channels == before.channels:
        return
    places = [filing.title(one.channel.channel) for one in found]
    yield ChangedLine(
        _("La façon de déposer change. Maintenant :"), " / ".join(dict.fromkeys(places))
    )


def _days(
    reading: Reading, before: Fingerprint, now: Fingerprint, *, late: bool
) -> Iterator[ChangedLine]:
    today = reading.today
    if now.opens and now.opens != before.opens and before.opens:
        text = _("Le premier jour pour demander change : le %(day)s.")
        yield ChangedLine(text % {"day": reading.day(now.opens)})
    elif now.opens and before.day < now.opens <= today and not _is_past(now, reading):
        text = _("Vous pouvez demander depuis le %(day)s.")
        yield ChangedLine(text % {"day": reading.day(now.opens)})
    if before.closes and before.day <= before.closes < today:
        still = now.closes == before.closes and not late
        text = (
            _("Il est peut-être encore temps. Agissez aujourd’hui, sans attendre.")
            if still
            else _("Le dernier jour, le %(day)s, est passé.")
        )
        yield ChangedLine(text % {"day": reading.day(before.closes)})
    elif now.closes and before.closes and now.closes != before.closes:
        text = _("Le dernier jour change : le %(now)s au lieu du %(before)s.")
        days = {"now": reading.day(now.closes), "before": reading.day(before.closes)}
        yield ChangedLine(text % days)


def _is_past(fingerprint: Fingerprint, reading: Reading) -> bool:
    return fingerprint.closes is not None and fingerprint.closes < reading.today

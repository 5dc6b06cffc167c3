"""The changes of an answer since the day on which it was kept, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from procedures.engine.evaluation import Evaluation, ProcedureResult
from procedures.engine.values.procedure import DocumentEntry

from . import filing, formats
from .fingerprint import Fingerprint, fingerprint_of, mark, mark_of, papers_of
from .reading import Reading, Shown
from .steps import is_late


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

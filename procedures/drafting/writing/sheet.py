"""A procedure as the public will read it, line by line, from the working copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from procedures.engine.conditions.words import day_words
from procedures.models import Cost, DocumentEntry, Procedure, Step

from ..changing.moving import in_words
from ..conditions.vocabulary import sentence_of, window_end_of
from ..words.formats import amount_words
from .progress import own_channel


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A line: its words, its persons if not all, and the words beneath."""

    words: str
    audience: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSection:
    """The lines of a subject, and the page of the guide on which they are written."""

    title: str
    page: str
    lines: tuple[SheetLine, ...]


def sheet_of(procedure: Procedure, today: date) -> list[SheetSection]:
    """Return the sections of a sheet, in the order in which the public reads them."""
    found = (
        ("Ce que l'on obtient", "quoi", _texts(procedure, "result", "validity")),
        ("Pour qui", "pour-qui", _audience(procedure)),
        ("Ce que dit la carte", "carte", _card(procedure)),
        ("Les étapes", "etapes", map(_step, procedure.steps.all())),
        ("Les papiers", "papiers", map(_paper, procedure.documents.all())),
        ("Le prix", "prix", (_cost(one, today) for one in procedure.costs.all())),
        ("Où et comment", "ou", _filed(procedure)),
        ("Le délai et l'attente", "suite", _texts(procedure, "processing_time", "meanwhile_text")),
        ("Attention", "carte", _warnings(procedure)),
        ("La source", "source", _source(procedure)),
    )
    return [SheetSection(title=one, page=name, lines=tuple(lines)) for one, name, lines in found]


def _texts(procedure: Procedure, *columns: str) -> Iterator[SheetLine]:
    for column in columns:
        text = getattr(procedure, f"{column}_fr")
        if text:
            yield SheetLine(words=text)


def _audience(procedure: Procedure) -> Iterator[SheetLine]:
    yield SheetLine(words=_people(procedure.when) or "Tout le monde.")


def _card(procedure: Procedure) -> Iterator[SheetLine]:
    for one in procedure.stances.all():
        parts = (one.get_moment_display(), _people(one.when))
        yield SheetLine(
            words=f"{one.get_stance_display().capitalize()}",
            audience=" ; ".join(filter(None, parts)),
            more=getattr(one, "lead_fr", "") or "",
        )


def _step(step: Step) -> SheetLine:
    ends = (("à partir de", step.window_from), ("jusqu'à", step.window_to))
    days = ", ".join(f"{word} : {window_end_of(end)}" for word, end in ends if end)
    late = getattr(step, "late_fr", "")
    more = " · ".join(filter(None, (days, late and f"trop tard : {late}")))
    return SheetLine(
        words=getattr(step, "text_fr", "") or "", audience=_people(step.when), more=more
    )


def _paper(entry: DocumentEntry) -> SheetLine:
    titles = [str(one.document) for one in entry.alternatives.all()]
    words = str(entry.document) if entry.document else " ou ".join(titles)
    more = filter(None, (entry.get_form_display(), getattr(entry, "note_fr", "")))
    return SheetLine(words=words, audience=_people(entry.when), more=" · ".join(more))


def _filed(procedure: Procedure) -> Iterator[SheetLine]:
    channel = own_channel(procedure)
    if channel is None:
        yield SheetLine(words="Comme le dit chaque préfecture.")
    else:
        yield SheetLine(words=in_words(channel), more=channel.instructions_fr or "")


def _cost(cost: Cost, today: date) -> SheetLine:
    amount, currency = cost.amount, cost.currency or "EUR"
    if cost.fee:
        row = cost.fee.amounts.filter(starts_on__lte=today).order_by("-starts_on").first()
        amount, currency = row.amount if row else None, cost.fee.currency or "EUR"
    price = "montant inconnu" if amount is None else amount_words(amount, currency)
    more = f"{price}, peut être demandé" if cost.possible else price
    return SheetLine(words=str(cost), audience=_people(cost.when), more=more)


def _warnings(procedure: Procedure) -> Iterator[SheetLine]:
    for one in procedure.warnings.all():
        yield SheetLine(words=getattr(one, "text_fr", "") or "", audience=_people(one.when))


def _source(procedure: Procedure) -> Iterator[SheetLine]:
    if procedure.source_reference:
        read = procedure.source_checked_on
        more = f"lue le {day_words(read)}" if read else "personne ne l'a encore lue"
        yield SheetLine(words=procedure.source_reference, more=more)
    references = [one.reference for one in procedure.legal_references.all()]
    if references:
        yield SheetLine(words=", ".join(references))


def _people(condition: object) -> str:
    return (sentence_of(condition) or "condition à relire") if condition else ""

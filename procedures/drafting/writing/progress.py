"""The pages on which a procedure is written, with what each holds and what it lacks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextField
from django.db.models.functions import Cast

from procedures.drafting.conditions.vocabulary import sentence_of
from procedures.engine.shortening import shortened
from procedures.engine.values.plain import Plain
from procedures.models import NATIONAL, Case, Channel, Document, Procedure
from procedures.models.accounts import Account
from procedures.publishing.checks.completeness import (
    NEGATIVE,
    POSITIVE,
    expected_procedures,
    lack_of_source,
)
from procedures.publishing.parts.changes import EntryDiff
from procedures.publishing.parts.channel_words import family_title

from ..changing.moving import DepartmentFiling
from ..comparing.made_public import may_be_prepared
from ..comparing.my_changes import written_by
from .starting import ANSWERS, written

DONE, LACKING, EMPTY = "done", "lacking", "empty"
MOST_LETTERS = 60
# (name in the address, title) of each page, in the order in which one writes.
PAGES = (
    ("quoi", "Ce que c'est"),
    ("pour-qui", "Pour qui"),
    ("papiers", "Les papiers"),
    ("etapes", "Les étapes"),
    ("quand", "Quand"),
    ("prix", "Le prix"),
    ("ou", "Où et comment"),
    ("suite", "Après le dépôt"),
    ("carte", "Ce que dit la carte"),
    ("source", "La source"),
    ("personnes", "Trois personnes"),
    ("relire", "Relire et proposer"),
)
NAMES = tuple(name for name, _ in PAGES)
# The sections of the catalogue in which something of a procedure is written.
PROCEDURES, DOCUMENTS, CASES, CHANNELS = "procedures", "documents", "cases", "channels"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """A page of the guide: whether it is done, and a few words of what it holds or lacks."""

    number: int
    name: str
    title: str
    state: str
    words: str


def states_of(procedure: Procedure) -> list[PageState]:
    """Return the pages of a procedure, in their order."""
    found = []
    for number, (name, title) in enumerate(PAGES, start=1):
        state, words = _STATES[name](procedure) if name in _STATES else (EMPTY, "")
        found.append(PageState(number=number, name=name, title=title, state=state, words=words))
    return found


def lacks(states: list[PageState]) -> list[PageState]:
    """Return the pages without which a procedure cannot be published."""
    return [one for one in states if one.name in REQUIRED and one.state != DONE]


def cases_of(procedure: Procedure) -> tuple[list[Case], list[Case]]:
    """Return (cases of those who get a procedure, cases of those who do not), drafts included."""
    getting: list[Case] = []
    others: list[Case] = []
    # Of fifteen hundred cases, a few name a procedure: the others are not read.
    naming = Case.objects.alias(text=Cast("expect", TextField())).filter(
        department=None, text__contains=json.dumps(procedure.key)
    )
    for case in naming.order_by("file", "position", "pk"):
        expect = case.expect if isinstance(case.expect, dict) else {}
        if procedure.key in (expect.get("not_procedures") or ()):
            others.append(case)
        elif procedure.key in expected_procedures(expect):
            getting.append(case)
    return getting, others


def own_channel(procedure: Procedure) -> Channel | None:
    """Return the national channel that is for a procedure alone, or ``None``."""
    rows = Channel.objects.filter(department__code=NATIONAL, procedures__procedure=procedure)
    alone = (row for row in rows if row.procedures.count() == 1 and not row.families)
    return next(alone, None)


def _what(procedure: Procedure) -> tuple[str, str]:
    if not procedure.summary_fr:
        return LACKING, "il manque le résumé"
    return DONE, family_title(procedure.family)


def _audience(procedure: Procedure) -> tuple[str, str]:
    if not procedure.when:
        return LACKING, "tout le monde, pour l'instant"
    # A copy is for the people of the one that it was made from, until somebody says which.
    beside = Procedure.objects.filter(track=procedure.track, draft=False, withdrawn=False)
    for title, when in beside.exclude(pk=procedure.pk).values_list("title_fr", "when"):
        if when == procedure.when:
            return EMPTY, shortened(f"à relire : comme « {title} »", MOST_LETTERS)
    return DONE, shortened(sentence_of(procedure.when) or "à relire", MOST_LETTERS)


def _papers(procedure: Procedure) -> tuple[str, str]:
    return _counted(procedure.documents.count(), "papier", "papiers")


def _steps(procedure: Procedure) -> tuple[str, str]:
    number = procedure.steps.count()
    return _counted(number, "étape", "étapes") if number else (LACKING, "il manque une étape")


def _when(procedure: Procedure) -> tuple[str, str]:
    steps = procedure.steps.all()
    dated = sum(bool(one.window_from or one.window_to) for one in steps)
    if dated:
        return DONE, _number(dated, "étape datée", "étapes datées")
    return (DONE, "sans dates") if procedure.validity_fr else (EMPTY, "")


def _price(procedure: Procedure) -> tuple[str, str]:
    return _counted(procedure.costs.count(), "montant", "montants")


def _where(procedure: Procedure) -> tuple[str, str]:
    if DepartmentFiling(NATIONAL).tried(procedure):
        return DONE, "la même façon partout"
    codes = set(Channel.objects.exclude(department__code=NATIONAL).values_list("department__code"))
    known = sum(bool(DepartmentFiling(code).tried(procedure)) for (code,) in codes)
    if known:
        return DONE, _number(known, "département le dit", "départements le disent")
    return LACKING, "aucune façon de déposer"


def _following(procedure: Procedure) -> tuple[str, str]:
    number = sum(map(bool, written(procedure).values()))
    return _counted(number, f"réponse sur {len(ANSWERS)}", f"réponses sur {len(ANSWERS)}")


def _card(procedure: Procedure) -> tuple[str, str]:
    first = procedure.stances.first()
    return (DONE, first.get_stance_display()) if first else (EMPTY, "")


def _source(procedure: Procedure) -> tuple[str, str]:
    lack = lack_of_source(
        procedure.source_reference, procedure.source_checked_on, procedure.source_verified_on
    )
    if lack:
        return LACKING, lack
    return DONE, shortened(procedure.source_reference, MOST_LETTERS)


def _people(procedure: Procedure) -> tuple[str, str]:
    getting, others = (len(one) for one in cases_of(procedure))
    words = f"{getting} oui, {others} non"
    return (DONE if getting >= POSITIVE and others >= NEGATIVE else LACKING), words


def _counted(number: int, one: str, several: str) -> tuple[str, str]:
    return (DONE, _number(number, one, several)) if number else (EMPTY, "")


def _number(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


_STATES: Mapping[str, Callable[[Procedure], tuple[str, str]]] = {
    "quoi": _what,
    "pour-qui": _audience,
    "papiers": _papers,
    "etapes": _steps,
    "quand": _when,
    "prix": _price,
    "ou": _where,
    "suite": _following,
    "carte": _card,
    "source": _source,
    "personnes": _people,
}
REQUIRED = ("source", "personnes")


def release(procedure: Procedure) -> None:
    """Take the mark « en préparation » from a procedure and from all that was made for it."""
    _mark(procedure, draft=False)


def prepare(procedure: Procedure) -> None:
    """Put a procedure back in preparation, with the papers made for it and its persons."""
    _mark(procedure, draft=True)


def _mark(procedure: Procedure, *, draft: bool) -> None:
    rows: list[Procedure | Document | Case] = [procedure, *_prepared_papers(procedure)]
    rows += [one for listed in cases_of(procedure) for one in listed]
    for row in rows:
        if row.draft != draft and may_be_prepared(row):
            row.draft = draft
            row.save(update_fields=["draft"])


def changes_of(procedure: Procedure, account: Account) -> list[tuple[EntryDiff, datetime]]:
    """Return [(change, moment)] of what an account wrote of a procedure, once it is ready."""
    names = {
        PROCEDURES: {procedure.key},
        DOCUMENTS: {one.key for one in _prepared_papers(procedure)},
        CASES: {one.key for two in cases_of(procedure) for one in two},
    }
    return [
        (one, moment)
        for one, moment in written_by(account, NATIONAL)
        if one.name in names.get(one.section, ()) or _is_filed_by(one, procedure.key)
    ]


def _prepared_papers(procedure: Procedure) -> list[Document]:
    rows = Document.objects.filter(entries__procedure=procedure)
    return list(
        (rows | Document.objects.filter(alternatives__entry__procedure=procedure)).distinct()
    )


def _is_filed_by(one: EntryDiff, key: str) -> bool:
    content: Plain = one.after if isinstance(one.after, dict) else {}
    return one.section == CHANNELS and key in ((content.get("for") or {}).get("procedures") or ())

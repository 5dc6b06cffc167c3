"""The persons of a procedure being written: kept as cases, and what the engine gives them now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from procedures.engine.answers import answers_to_data
from procedures.engine.values.facts import Answers
from procedures.engine.values.plain import PlainDict
from procedures.models import Case, Confidence, Procedure

from ..trying.sides import NO, Side
from .progress import cases_of

# The file of the cases made on the desk, for the whole country.
FILE = "essais"
TO_REVIEW = "À relire : personne écrite avec la démarche, sans source encore."
MOST_PAPERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultNow:
    """What the engine gives a person now: how the procedure is listed, then what comes with it."""

    status: str
    gets: bool
    instead: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenPerson:
    """A chosen person: whether what the engine gives is what was expected."""

    case: Case
    right: bool
    now: ResultNow


def keep(procedure: Procedure, side: Side, persona: str, key: str, *, gets: bool) -> Case:
    """Create the case of a person who must get a procedure, or must not.

    The expectation is what the agent chose, and not what the engine gave.
    """
    last = Case.objects.filter(file=FILE).aggregate(last=Max("position"))["last"]
    return Case.objects.create(
        key=key,
        file=FILE,
        position=0 if last is None else last + 1,
        persona=persona,
        today=side.situation.today,
        answers=_as_data(side.situation.answers),
        expect=_expected(procedure.key, side, gets=gets),
        source=procedure.source_reference or TO_REVIEW,
        confidence=Confidence.MEDIUM if procedure.source_reference else Confidence.LOW,
        draft=procedure.draft,
    )


def cases_alike(procedure: Procedure, answers: Answers, today: date) -> list[Case]:
    """Return the persons of a procedure with the same answers on the same day."""
    stored = _as_data(answers)
    listed = (case for two in cases_of(procedure) for case in two)
    return [case for case in listed if case.answers == stored and case.today == today]


def shown(case: Case, side: Side, key: str, *, gets: bool) -> ChosenPerson:
    """Return a chosen person, with what the engine gives now."""
    now = result(side, key)
    right = now.gets if gets else not now.gets
    return ChosenPerson(case=case, right=right, now=now)


def result(side: Side, key: str) -> ResultNow:
    """Return what the engine gives a person, in words."""
    status = side.status(key)
    found = side.results.get(key)
    others = [
        side.text(one.procedure.title).text
        for name, one in side.results.items()
        if one.recommended and name != key
    ]
    return ResultNow(
        status=status,
        gets=bool(found and (found.recommended or not found.certain)),
        instead=", ".join(others),
        lines=tuple(_lines(side, key)) if status != NO else (),
    )


def _lines(side: Side, key: str) -> list[str]:
    papers = list(side.items(key, "documents").values())
    titles = [one.label.text for one in papers[:MOST_PAPERS]]
    if papers[MOST_PAPERS:]:
        titles.append(f"et {len(papers) - MOST_PAPERS} autres")
    found = [f"Papiers : {', '.join(titles)}"] if titles else ["Aucun papier"]
    for section, label in (("steps", "Étape"), ("costs", "Prix"), ("channel", "Où")):
        for one in list(side.items(key, section).values())[:1]:
            value = one.value if isinstance(one.value, str) else one.value.text
            found.append(f"{label} : {one.label.text} ({value})" if value else label)
    return found


def _as_data(answers: Answers) -> PlainDict:
    return dict(answers_to_data(answers))


def _expected(key: str, side: Side, *, gets: bool) -> PlainDict:
    if not gets:
        return {"not_procedures": [key]}
    if side.status(key) == "possible":
        return {"possible": [key]}
    advised = [name for name, one in side.results.items() if one.recommended]
    return {"procedures": advised if key in advised else [key]}

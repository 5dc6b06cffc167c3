"""Proposes persons to try after a préfecture changed what it asks: those who get the change.

Those who live there come first. If there are none, those of elsewhere are tried with an address
there: the nearest persons, for only their commune is another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from procedures.drafting.words.rules import DeskWording
from procedures.engine.evaluation import listed
from procedures.engine.proofs.readings import smallest_reason
from procedures.engine.situation import Situation
from procedures.engine.values.plain import Plain
from procedures.engine.values.procedure import Procedure
from procedures.models import Procedure as ProcedureRow
from procedures.publishing.communes import Commune, largest_commune
from procedures.publishing.departments import department_names

from ..working_copy import WorkingCopy
from .changed import MET, Changed
from .people import MOST_PROPOSED, TriedPerson

COMMUNE = "commune"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A person to try, and what becomes of each paper for them: [(its title, in words)].

    ``key`` is that of their case. ``answers`` are those of a person from elsewhere, with a commune
    there, as JSON; ``leading`` says in words which of them lead to the procedure.
    """

    key: str
    words: str
    papers: tuple[tuple[str, str], ...]
    answers: str = ""
    day: str = ""
    leading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an account has just changed, and persons who get it.

    ``papers`` are [(title, whether it is asked for)]; ``met`` tells whether they get what was
    changed, and not the procedure only. ``commune`` is that of persons of elsewhere.
    """

    title: str
    part: str
    place: str
    papers: tuple[tuple[str, bool], ...]
    people: tuple[Proposed, ...]
    met: bool
    commune: str


@dataclass(frozen=True, slots=True)
class _Found:
    case: Plain
    situation: Situation
    papers: tuple[tuple[str, str], ...]

    @property
    def met(self) -> bool:
        return any(state in MET for _, state in self.papers)


def proposal(copy: WorkingCopy, changed: Changed) -> Proposal | None:
    """Return the persons to try after a département adapted a procedure; ``None`` if it is gone."""
    procedure = copy.rule_set and copy.rule_set.procedures.get(changed.procedure)
    if not procedure:
        return None
    people, town = _here(copy, changed, procedure), None
    if not any(one.met for one in people):
        nearest = largest_commune(changed.part)
        moved = list(_moved(copy, changed, procedure, nearest)) if nearest else []
        if not people or any(one.met for one in moved):
            people, town = moved, nearest
    met = [one for one in people if one.met]
    return Proposal(
        title=str(ProcedureRow.objects.filter(key=procedure.id).first() or procedure.id),
        part=changed.part,
        place=department_names().get(changed.part, changed.part),
        papers=tuple(changed.titles(copy.compiled)),
        people=tuple(
            _proposed(one, changed, procedure, town) for one in (met or people)[:MOST_PROPOSED]
        ),
        met=bool(met),
        commune=town.name if town else "",
    )


def _here(copy: WorkingCopy, changed: Changed, procedure: Procedure) -> list[_Found]:
    """Return the persons of the département who get the procedure."""
    return [
        _Found(case, situation, tuple(changed.states(situation, procedure)))
        for case, situation in copy.cases
        if situation.department == changed.part and _gets(situation, procedure)
    ]


def _moved(
    copy: WorkingCopy, changed: Changed, procedure: Procedure, town: Commune
) -> Iterator[_Found]:
    """Yield the persons of elsewhere who get the procedure there too, those of the nation first.

    Who gets it nowhere is not tried: an address seldom opens a procedure.
    """
    for case, situation in sorted(copy.cases, key=lambda one: bool(one[0].get("department"))):
        if situation.department == changed.part or not _gets(situation, procedure):
            continue
        there = situation.with_answer(COMMUNE, town.code)
        if there.department == changed.part and _gets(there, procedure):
            yield _Found(case, there, tuple(changed.states(there, procedure)))


def _gets(situation: Situation, procedure: Procedure) -> bool:
    # The list of a situation takes longer than one condition, and most persons do not meet it.
    return situation.truth_of_procedure(procedure) is True and any(
        one.id == procedure.id and certain and recommended
        for one, certain, recommended in listed(situation)
    )


def _proposed(
    found: _Found, changed: Changed, procedure: Procedure, town: Commune | None
) -> Proposed:
    """Return a person as they are shown; ``town`` is a commune given to those from elsewhere."""
    case, situation = found.case, found.situation
    person = TriedPerson.of_case(case)
    if town is None:
        return Proposed(key=person.key, words=person.words, papers=found.papers)
    return Proposed(
        key=person.key,
        words=f"{person.words}, avec une adresse à {town.name}",
        papers=found.papers,
        answers=json.dumps({**case["answers"], COMMUNE: situation.answers[COMMUNE]}),
        day=situation.today.isoformat() if case.get("today") else "",
        leading=tuple(_leading(situation, changed, procedure)),
    )


def _leading(situation: Situation, changed: Changed, procedure: Procedure) -> Iterator[str]:
    """Yield in words the fewest answers that lead to a procedure, and those of its new papers."""
    rule_set, given = situation.rule_set, situation.answers
    wording = DeskWording(rule_set)
    behind = {*smallest_reason(rule_set, situation, procedure)}
    behind |= changed.facts_behind(situation, procedure)
    for key in rule_set.questions:
        if key in behind and given.get(key) is not None:
            yield f"{wording.fact(key)} {wording.value(key, given[key])}"

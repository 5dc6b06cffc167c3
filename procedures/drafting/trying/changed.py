"""A change of what a préfecture asks: its papers, and persons to try who get it.

Those who live there come first. If there are none, those of elsewhere are tried with an address
there: the nearest persons, for only their commune is another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from procedures.drafting.words.conditions import DeskWording
from procedures.engine.channels import view_of
from procedures.engine.evaluation import DocumentResult, listed, procedure_result
from procedures.engine.explanation import reasons
from procedures.engine.proofs.readings import smallest_reason
from procedures.engine.situation import ProcedureView, Situation
from procedures.engine.values.plain import Plain
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet
from procedures.models import EntryChange
from procedures.models import Procedure as ProcedureRow
from procedures.permissions import User
from procedures.publishing.communes import Commune, largest_commune
from procedures.publishing.departments import department_names

from ..working_copy import WorkingCopy
from .people import MOST_PROPOSED, TriedPerson

# The state of a paper for one person.
ASKED, MAYBE, NOT = "demandée", "peut-être demandée", "pas demandée"
NO_LONGER, NEVER_WAS = "plus demandée", "pas demandée avant non plus"
# The person meets what was changed.
MET = (ASKED, NO_LONGER)
COMMUNE = "commune"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The adaptation of a procedure in a part: its papers more, each with those to choose from.

    ``dropped`` are the papers that the préfecture no longer asks for. ``just_now`` is false if the
    last act left the papers as they were: then they are all those of the adaptation.
    """

    part: str
    procedure: str
    asked: tuple[tuple[str, ...], ...] = ()
    dropped: tuple[str, ...] = ()
    just_now: bool = True

    def states(self, situation: Situation, procedure: Procedure) -> list[tuple[str, str]]:
        """Return [(title of a paper, its state for this person)]."""
        whole = procedure_result(situation, procedure, certain=True, recommended=True)
        view = view_of(situation, whole.channel)
        names = situation.rule_set
        states = [(titled(names, one), _asked(one, whole.documents)) for one in self.asked]
        return states + [
            (titled(names, (one,)), _dropped(one, whole.documents, procedure, view))
            for one in self.dropped
        ]

    def facts_behind(self, situation: Situation, procedure: Procedure) -> set[str]:
        """Return the facts for which this person is asked for the papers."""
        whole = procedure_result(situation, procedure, certain=True, recommended=True)
        view = view_of(situation, whole.channel)
        lines = [one.entry for one in whole.documents if one.entry.documents in self.asked]
        return {outcome.test.fact for one in lines for outcome in reasons(one.when, view)}

    def titles(self, rule_set: RuleSet) -> list[tuple[str, bool]]:
        """Return [(title of a paper, whether it is asked for)] of what was changed just now."""
        if not self.just_now:
            return []
        found = [(titled(rule_set, one), True) for one in self.asked]
        return found + [(titled(rule_set, (one,)), False) for one in self.dropped]


def last_adaptation(user: User) -> Changed | None:
    """Return the adaptation that an account wrote last of all, if that is its last act."""
    last = EntryChange.objects.filter(author_id=user.pk).first()
    if last is None or last.section != "overrides" or last.after is None:
        return None
    before, after = (last.before or {}).get("entry") or {}, last.after["entry"]
    asked, dropped = (
        [one for one in after.get(key) or () if one not in (before.get(key) or ())]
        for key in ("add_documents", "drop_documents")
    )
    just_now = bool(asked or dropped)
    if not just_now:
        asked, dropped = after.get("add_documents") or [], after.get("drop_documents") or []
    return Changed(
        part=last.part,
        procedure=last.name,
        asked=tuple(map(_documents_of, asked)),
        dropped=tuple(dropped),
        just_now=just_now,
    )


def titled(rule_set: RuleSet, names: tuple[str, ...]) -> str:
    """Name a paper, or papers to choose from; what is gone is named by its inner name."""
    known = rule_set.documents
    return " ou ".join(known[one].title.get("fr", one) if one in known else one for one in names)


def _documents_of(line: Plain | str) -> tuple[str, ...]:
    """Return the papers of a line, which the format may write as one name."""
    if isinstance(line, str):
        return (line,)
    return tuple(line.get("one_of") or [line["document"]])


def _asked(names: tuple[str, ...], shown: tuple[DocumentResult, ...]) -> str:
    for one in shown:
        if one.entry.documents == names:
            return ASKED if one.certain else MAYBE
    return NOT


def _dropped(
    name: str, shown: tuple[DocumentResult, ...], procedure: Procedure, view: ProcedureView
) -> str:
    for one in shown:
        if name in one.entry.documents:
            return ASKED if one.certain else MAYBE
    lines = (one for one in procedure.documents if name in one.documents)
    return NO_LONGER if any(view.truth(one.when) for one in lines) else NEVER_WAS


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

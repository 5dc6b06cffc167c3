"""The effects of a publication on people: classes of answers, and every test case."""

import json
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import date

from procedures.drafting.cases.words import CaseWords
from procedures.drafting.words.conditions import DeskWording
from procedures.drafting.words.outcomes import (
    NOT_LISTED,
    change_words,
    result_words,
    status_in,
)
from procedures.drafting.words.ranks import LISTS, Orders
from procedures.engine.answers import answers_to_data, read_answers
from procedures.engine.errors import InvalidAnswers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.proofs.behaviour import Change, Comparison, differences, new_answers
from procedures.engine.proofs.rules_of import Place
from procedures.engine.results import evaluation_to_data
from procedures.engine.situation import Situation
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain, PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.publishing.cases import run_case
from procedures.publishing.editions.kept import Kept
from procedures.publishing.local_cases import held
from procedures.publishing.progress import WorkStage, counting, say

from ..addresses import Addresses
from ..links import Links
from ..versions import Version

# Of one cause: a new track changes much. The first are read at once, the others behind a fold.
MOST_EFFECTS, FIRST = 40, 3
SAME = "sans changement"
STATES = ("échoue désormais", "échoue toujours", "réussit désormais", "résultat différent", SAME)


@dataclass(frozen=True, slots=True)
class Effect:
    """A change for some people: how many they are, in which départements, and an example."""

    text: str
    people: str
    departments: str
    witness: str
    described: str


@dataclass(frozen=True, slots=True)
class CaseEffect:
    """The failures of a case before and after.

    ``differences`` are those between the two results, in words: none if they are the same.
    """

    name: str
    persona: str
    # The département that keeps the case; empty for a national case.
    department: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    differences: tuple[str, ...]
    # Its answers as data, and its results before and after.
    answers: PlainDict = field(repr=False)
    results: tuple[PlainDict | None, PlainDict | None] = field(repr=False)

    @property
    def state(self) -> str:
        """Return what became of the case, in French."""
        if self.before and self.after:
            return "échoue toujours"
        if self.after:
            return "échoue désormais"
        if self.before:
            return "réussit désormais"
        return "résultat différent" if self.differences else SAME


_kept: Kept[tuple[Comparison, list[CaseEffect]]] = Kept(4)


def is_known(before: Version, after: Version, today: date) -> bool:
    """Tell whether the effects of a publication are already computed and kept."""
    return _key(before, after, today) in _kept


def effects(before: Version, after: Version, today: date, addresses: Addresses) -> PlainDict:
    """Return the template's context for everything that changes between two versions."""
    comparison, cases = _kept.get(
        _key(before, after, today), lambda: _computed(before, after, today)
    )
    by_state = {state: [one for one in cases if one.state == state] for state in STATES}
    return {
        "groups": _groups(comparison, before, after, Links(after.compiled, addresses), cases),
        "unfinished": comparison.unfinished,
        "case_count": len(cases),
        "cases": [(state, listed) for state, listed in by_state.items() if listed],
    }


def _key(before: Version, after: Version, today: date) -> Hashable:
    return before.digest, after.digest, today


def _computed(before: Version, after: Version, today: date) -> tuple[Comparison, list[CaseEffect]]:
    comparison = differences(
        before.compiled, after.compiled, today, told=lambda *far: say(WorkStage.COMPARED, *far)
    )
    listed = counting(WorkStage.COMPARED_PEOPLE, list(held(after.plain, after.compiled, today)))
    return comparison, [_outcome(case, before.compiled, after.compiled, today) for case in listed]


def _groups(
    comparison: Comparison, before: Version, after: Version, links: Links, cases: list[CaseEffect]
) -> list[PlainDict]:
    """Return the effects of each cause: what it is called, its page, and what changes of it.

    A cause is a new answer, if all whom it concerns choose it; if not, the entry that changes.
    """
    words = _EffectWords(before, after, cases)
    groups: dict[tuple[bool, Place], list[Change]] = {}
    for one in comparison.changes:
        newly = Place("questions.yaml", one.new_answer)
        cause = newly if one.new_answer else _place(one, after.compiled, before.compiled)
        groups.setdefault((not one.new_answer, cause), []).append(one)
    found = []
    for (is_entry, place), changes in sorted(groups.items(), key=lambda one: one[0][0]):
        label, url = links.place(place)
        effects = [words.effect(one) for one in changes[:MOST_EFFECTS]]
        who = "" if is_entry else _choosing(place.path, before.compiled, after.compiled)
        found.append(
            {
                "who": who,
                "label": label,
                "url": url,
                "effects": effects[:FIRST],
                "further": effects[FIRST:],
                "effect_count": len(changes),
                "more_effects": len(changes) - len(effects),
            }
        )
    return found


def _choosing(key: str, before: RuleSet, after: RuleSet) -> str:
    """Return who gives a question a new answer, in words."""
    old, new = before.questions[key], after.questions[key]
    values = new_answers(old, new)
    names = [f"« {one.text['fr']} »" for one in new.choices if one.value in values]
    answers = "la nouvelle réponse" if len(names) == 1 else "une des nouvelles réponses :"
    return f"Seules les personnes qui choisissent {answers} {' ou '.join(names)}"


def _place(change: Change, *rule_sets: RuleSet) -> Place:
    """Return where the entry that a change is about is written."""
    if change.decision == "notices":
        return Place(f"departements/{change.subject}.yaml", "")
    found = (one.procedures.get(change.subject) for one in rule_sets)
    procedure = next(filter(None, found), None)
    file = f"procedures/{procedure.family}.yaml" if procedure else "orientations.yaml"
    return Place(file, change.subject)


class _EffectWords:
    """Words the changes between two versions; the example is a person of trial if one fits."""

    def __init__(self, before: Version, after: Version, cases: list[CaseEffect]) -> None:
        self._rule_set, self._cases = after.compiled, cases
        self._wording = DeskWording(after.compiled)
        self._orders = {
            one: tuple(Orders.of(one, side.plain.get(one) or []) for side in (before, after))
            for one in LISTS
        }

    def orders(self, change: Change) -> tuple[Orders, Orders]:
        """Return the orders, before and after, of the section that a change is about."""
        is_one = change.subject in self._rule_set.procedures
        was, now = self._orders["procedures" if is_one else "orientations"]
        return was, now

    def effect(self, change: Change) -> Effect:
        plain = replace(change, item=_item(change, self._rule_set), people=0, departments=())
        people = f"{change.people:,}".replace(",", "\N{NO-BREAK SPACE}") if change.people else ""
        witness, described = self._person(change)
        return Effect(
            text=change_words(plain, self._wording, *self.orders(change)),
            people=people,
            departments=", ".join(change.departments),
            witness=json.dumps(witness, ensure_ascii=False) if witness else "",
            described=described,
        )

    def _person(self, change: Change) -> tuple[PlainDict, str]:
        """Return the answers of a person whom a change concerns, and what they say.

        The person of the proof is the first in the order of the answers, who is like no real one.
        """
        for case in self._cases if change.decision in ("status", "order") else ():
            places = tuple(status_in(one, change.subject) for one in case.results)
            listed = change.decision == "order" and NOT_LISTED not in places
            if listed or places == (change.before, change.after):
                answers = read_answers(self._rule_set, case.answers)
                return (
                    case.answers,
                    f"{case.persona or case.name} : {self._wording.answers(answers)}",
                )
        if not change.witness:
            return {}, ""
        return answers_to_data(change.witness), self._wording.answers(change.witness)


def _item(change: Change, rule_set: RuleSet) -> str:
    """Return the changed item as agents know it: a step by its text instead of its id."""
    procedure = rule_set.procedures.get(change.subject)
    if change.decision in ("steps", "dates") and procedure:
        step = next((one for one in procedure.steps if one.id == change.item), None)
        return f"« {step.text['fr']} »" if step else change.item
    return "" if change.decision == "costs" else change.item


def _outcome(case: Plain, before: RuleSet, after: RuleSet, today: date) -> CaseEffect:
    was, will = (_result(one, case, today) for one in (before, after))
    faults = tuple(run_case(after, case, today, CaseWords(after)))
    # The number of questions is not part of the result: it may change alone.
    same = was is not None and was == will and "questions_at_most" not in case["expect"]
    earlier = faults if same else tuple(run_case(before, case, today, CaseWords(before)))
    named = (case["id"], case.get("persona", ""), case.get("department", ""))
    words = tuple(result_words(was, will, before, after))
    return CaseEffect(*named, earlier, faults, words, case["answers"], (was, will))


def _result(rule_set: RuleSet, case: Plain, today: date) -> PlainDict | None:
    try:
        answers = read_answers(rule_set, case["answers"])
    except InvalidAnswers:
        return None
    situation = Situation(rule_set, answers, parse_date(case.get("today")) or today)
    return evaluation_to_data(situation, evaluate_situation(situation), "fr")

"""The urgent ways in: a choice is answered at once, then a few questions, then the result.

A choice with the text ``urgent`` is a way in. Its *lane* are the questions that it alone leads to:
which decision, where the person is, received when. A sensitive question is never among them, since
a person in danger needs a number to call before anything is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from procedures.engine.situation import Situation
from procedures.engine.values.facts import Value
from procedures.engine.values.rules import RuleSet

from .wording import Shown, shown

LONGEST_LANE = 3
# A person in urgency is taken to be in France, until they say otherwise: the letters are of its
# offices, the numbers ring there. This is read for the answer alone, and never kept.
SUPPOSED = {"residence": "france"}
# The section whose first question asks what the person wants.
NAMING_SECTION = "demande"
# What somebody wants who has filed a request: to follow it, from the day of the filing on.
FOLLOWING = ("goal", "retrait_suivi")


@dataclass(frozen=True, slots=True)
class UrgentWay:
    """An urgent way in. ``name`` is what its button sends; question and value give its icon."""

    question: str
    value: str
    text: Shown

    @property
    def name(self) -> str:
        return f"{self.question}.{self.value}"


def ways_in(rule_set: RuleSet, language: str) -> list[UrgentWay]:
    """Return the urgent ways in, in the order of the questions."""
    return [
        UrgentWay(question.key, choice.value, shown(choice.urgent, language))
        for question in rule_set.questions.values()
        for choice in question.choices
        if choice.urgent
    ]


def way_named(rule_set: RuleSet, name: str) -> UrgentWay | None:
    """Return the way in that a button sent, perhaps from a page older than a renaming."""
    key, _, value = name.partition(".")
    key = rule_set.renamed.question(key)
    value = rule_set.renamed.value(key, value)
    found = (one for one in ways_in(rule_set, "fr") if (one.question, one.value) == (key, value))
    return next(found, None)


def following(rule_set: RuleSet) -> dict[str, Value]:
    """Return what the link of a kept list answers for a person who has filed, if it is a choice."""
    key = rule_set.renamed.question(FOLLOWING[0])
    value = rule_set.renamed.value(key, FOLLOWING[1])
    question = rule_set.questions.get(key)
    return {key: value} if question and question.choice(value) else {}


def lane_of(
    rule_set: RuleSet, key: str, answers: Mapping[str, Value | None], today: date
) -> tuple[str, ...]:
    """Return the questions of a lane so far, in the order of asking; the last may be unanswered.

    They depend on the choice of the way in, and their condition is true by what the lane knows. The
    early questions come after them: the helpers nearby depend on the commune. Where nothing is
    asked first, as in danger, they are not asked either.
    """
    led = _led_to(rule_set, key)
    given = {key: answers[key]}
    while len(given) <= LONGEST_LANE:
        situation = Situation(rule_set, {**supposed(rule_set), **given}, today)
        free = (one for one in led if one not in given and situation.applies(one) is True)
        found = next(free, None)
        if found is None:
            break
        given[found] = answers.get(found)
        if found not in answers:
            break
    lane = tuple(given)[1:]
    if not lane or lane[-1] not in answers:
        return lane
    situation = Situation(rule_set, {**supposed(rule_set), **given}, today)
    early = (one.key for one in rule_set.questions.values() if one.early and one.key not in given)
    return (*lane, *(one for one in early if situation.applies(one) is True))


def supposed(rule_set: RuleSet) -> dict[str, Value | None]:
    """Return what is supposed of a person in urgency, of questions that the catalogue has."""
    renamed = rule_set.renamed
    named = {renamed.question(key): value for key, value in SUPPOSED.items()}
    return {
        key: renamed.value(key, value) for key, value in named.items() if key in rule_set.questions
    }


def _led_to(rule_set: RuleSet, key: str) -> list[str]:
    """Return the questions that the answer to one may bring, but for the sensitive ones."""
    return [
        one.key
        for one in rule_set.questions.values()
        if one.key != key and not one.sensitive and key in _rests_on(rule_set, one.key)
    ]


def _rests_on(rule_set: RuleSet, key: str) -> set[str]:
    found: set[str] = set()
    ahead = [key]
    while ahead:
        for fact in rule_set.dependencies.get(ahead.pop(), frozenset()) - found:
            found.add(fact)
            ahead.append(fact)
    return found

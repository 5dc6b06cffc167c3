"""The French sentences about facts, values and conditions. No other module makes them.

They are for agents and for readers of reports; usagers read the texts of the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ..explanation import Outcome
from ..values.facts import UNDATED, Answers, Duration, Missing, State
from ..values.rules import Document, Orientation, RuleSet
from ..values.units import unit_words
from .operators import OPERATORS
from .tree import All, AnyOf, Condition, FactTest, Not

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)


def duration_words(duration: Duration) -> str:
    """Return a duration in words.

    >>> duration_words(Duration(years=1, months=4)), duration_words(Duration(days=1))
    ('1 an et 4 mois', '1 jour')
    """
    return " et ".join(unit_words(unit, count) for unit, count in duration.to_data().items())


def day_words(day: date) -> str:
    """Return a day as agents write it: 24/11/2026.

    >>> day_words(date(2026, 11, 24))
    '24/11/2026'
    """
    return f"{day:%d/%m/%Y}"


def day_in_full(day: date) -> str:
    """Return a day in full.

    >>> day_in_full(date(2027, 1, 1))
    '1er janvier 2027'
    """
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def days_in_full(first: date, last: date) -> str:
    """Return days in a sentence.

    >>> days_in_full(date(2026, 12, 10), date(2027, 1, 1))
    'du 10 décembre 2026 au 1er janvier 2027'
    """
    start, end = day_in_full(first), day_in_full(last)
    return f"le {start}" if first == last else f"du {start} au {end}"


def partial_day_words(written: str) -> str:
    """Return the date of a document, which may lack the day or the month, as agents write it.

    >>> partial_day_words("2019-09"), partial_day_words("unknown"), partial_day_words("")
    ('09/2019', 'sans date', '')
    """
    return "sans date" if written == UNDATED else "/".join(reversed(written.split("-")))


class Wording:
    """Words for the facts and values of one rule set, taken from its French texts."""

    def __init__(self, rule_set: RuleSet) -> None:
        self._rule_set = rule_set

    def fact(self, fact: str) -> str:
        """Return the text of a fact's question, else the title of a derived fact, else the key."""
        question = self._rule_set.questions.get(fact)
        derived = self._rule_set.derived_facts.get(fact)
        title = question.text["fr"] if question else derived.title if derived else ""
        return f"« {title or fact} »"

    def value(self, fact: str, state: State | object) -> str:
        """Return a value in words: the text of its choice, a date, « oui » or « non »."""
        if isinstance(state, Missing):
            return _MISSING[state]
        if state is None:
            return _MISSING[Missing.UNKNOWN]
        if isinstance(state, bool):
            return "oui" if state else "non"
        if isinstance(state, date):
            return day_words(state)
        if isinstance(state, tuple):
            return ", ".join(self.value(fact, one) for one in state) or "rien"
        question = self._rule_set.questions.get(fact)
        choice = question.choice(state) if question else None
        derived = self._rule_set.derived_facts.get(fact)
        label = choice.text["fr"] if choice else derived.label(state) if derived else ""
        return label or str(state)

    def condition(self, condition: Condition) -> str:
        """Return a condition as one sentence, without a full stop.

        >>> from ..schema.serialization import rule_set_from_plain
        >>> rules = rule_set_from_plain(
        ...     {"questions": [{"key": "age", "kind": "integer", "text": "Âge ?"}]})
        >>> Wording(rules).condition(FactTest("age", "gte", 18))
        '« Âge ? » est au moins 18'
        """
        if isinstance(condition, FactTest):
            return self.test(condition)
        if isinstance(condition, Not):
            return self._contrary(condition.part)
        if isinstance(condition, All) and not condition.parts:
            return "toujours"
        if isinstance(condition, AnyOf) and not condition.parts:
            return "jamais"
        word = " et " if isinstance(condition, All) else " ou "
        parts = [self._nested(part) for part in condition.parts]
        return word.join(parts)

    def _contrary(self, part: Condition) -> str:
        words = self._sentence(part, holds=False) if isinstance(part, FactTest) else ""
        return words or f"il est faux que ({self.condition(part)})"

    def _nested(self, part: Condition) -> str:
        words = self.condition(part)
        joined = isinstance(part, All | AnyOf) and len(part.parts) > 1
        return f"({words})" if joined else words

    def test(self, test: FactTest, *, holds: bool = True) -> str:
        """Return a test in words, or its contrary if ``holds`` is false.

        >>> from ..schema.serialization import rule_set_from_plain
        >>> rules = rule_set_from_plain(
        ...     {"questions": [{"key": "age", "kind": "integer", "text": "Âge ?"}]})
        >>> Wording(rules).test(FactTest("age", "in", (18, 20)), holds=False)
        "« Âge ? » n'est pas « 18 » ni « 20 »"
        """
        words = self._sentence(test, holds=holds)
        return words or f"il est faux que {self._sentence(test, holds=not holds)}"

    def _sentence(self, test: FactTest, *, holds: bool) -> str:
        words = OPERATORS[test.operator].in_words(test, self, holds=holds)
        return f"{self.fact(test.fact)} {words}" if words else ""

    def kind(self, fact: str) -> str:
        """Return the kind of a fact, or an empty string if the rule set does not know the fact."""
        info = self._rule_set.facts.get(fact)
        return info.kind if info else ""

    def duration(self, duration: Duration) -> str:
        """Return a duration in words."""
        return duration_words(duration)

    def group(self, key: str) -> str:
        """Return the title of a group, else its key."""
        group = self._rule_set.groups.get(key)
        return group.title.get("fr", key) if group else key

    def answers(self, answers: Answers) -> str:
        """Return a set of answers on one line: question, answer ; question, answer…"""
        return " ; ".join(
            f"{self.fact(key)} {self.value(key, value)}" for key, value in answers.items()
        )

    def outcome(self, outcome: Outcome) -> str:
        """Return the outcome that a test needed, and the answer that it met."""
        wanted = self.test(outcome.test, holds=outcome.wanted)
        return f"{wanted} (réponse : {self.value(outcome.test.fact, outcome.state)})"

    def procedure(self, name: str) -> str:
        """Return a procedure's title, else its id."""
        found = self._rule_set.procedures.get(name)
        return f"« {found.title['fr']} »" if found else f"« {name} »"

    def document(self, line: str) -> str:
        """Return the titles of a line's documents, from its name: « bail », « bail#2 », « a+b »."""
        keys = re.split(r"\+| \| ", line.partition("#")[0])
        return f"« {' ou '.join(self._title(self._rule_set.documents, key) for key in keys)} »"

    def orientation(self, name: str) -> str:
        """Return an orientation's title, else its id."""
        return f"« {self._title(self._rule_set.orientations, name)} »"

    @staticmethod
    def _title(entries: Mapping[str, Document] | Mapping[str, Orientation], key: str) -> str:
        return entries[key].title["fr"] if key in entries else key

    def named(self, key: str) -> str:
        """Return the text of the procedure, question or document that has this key."""
        if key in self._rule_set.procedures:
            return self.procedure(key)
        return self.document(key) if key in self._rule_set.documents else self.fact(key)


_MISSING: Mapping[Missing, str] = {
    Missing.PENDING: "pas encore de réponse",
    Missing.UNKNOWN: "je ne sais pas",
    Missing.ABSENT: "sans objet",
}

"""The record of an operator in the table: its fields, and the questions it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..values.facts import Missing, State, Value
from ..values.truth import Truth
from .operands import Shape, Speaker, Tested

ANSWERS = "%(answers)s"


def is_unknown_unless_absent(state: Missing, operand: object) -> Truth:
    """Return what most operators say where there is no value: what does not apply fails."""
    return False if state is Missing.ABSENT else None


@dataclass(frozen=True, slots=True)
class Words:
    """A test in words that follow its fact, with ``{}`` for each part of the operand.

    ``contrary`` says the contrary; a flag that is false says it too. Without it, the builder does
    not offer the contrary. ``joining`` stands between several values.
    """

    holds: str
    contrary: str = ""
    joining: str = " ou "


@dataclass(frozen=True, slots=True)
class Operator:
    """All that there is to know of one operator.

    ``holds`` takes a value, what the test compares it with, and today. ``edges`` gives the values
    at which its outcome may turn, today: two values that no edge parts, and two codes that are no
    edges, always have the same outcome. Compiled rules and proofs rest on this; the values of the
    operand are the edges unless the record says otherwise.
    """

    name: str
    kinds: tuple[str, ...]  # of the facts that it applies to
    shape: Shape
    holds: Callable[[Any, Any, date], bool]
    words: Words
    # On the public page of a procedure; None leaves the question out. ANSWERS are the answers
    # that pass, in the words of the questionnaire.
    public: Words | None
    offered: int | None  # its place among the tests that the builder offers; None: not offered
    words_of_kind: Mapping[str, Words] = field(default_factory=dict)
    edges: Callable[[Any, date], tuple[Any, ...]] | None = None
    without_value: Callable[[Missing, Any], Truth] = is_unknown_unless_absent
    looks_at_value: bool = True  # False: every value has the same outcome
    at_least: bool = False  # True: what grows with time passes it one day
    bare: bool = False  # the catalogue writes its operand alone, without its name

    def passes(self, test: Tested, value: Value, today: date) -> bool:
        """Tell whether a value passes a test of this operator."""
        return self.holds(value, self.shape.compared(test), today)

    def truth(self, test: Tested, state: State, today: date) -> Truth:
        """Return what a test says of a fact in any state."""
        if isinstance(state, Missing):
            return self.without_value(state, test.operand)
        return self.passes(test, state, today)

    def edges_of(self, test: Tested, today: date) -> tuple[Any, ...]:
        """Return the values at which the outcome of a test may turn."""
        return self.edges(test.operand, today) if self.edges else self.shape.edges(test)

    def words_for(self, kind: str) -> Words:
        """Return the words of a test of a fact of some kind."""
        return self.words_of_kind.get(kind, self.words)

    def in_words(self, test: Tested, speaker: Speaker, *, holds: bool = True) -> str:
        """Return a test, or its contrary, in words that follow the fact; nothing without words."""
        words = self.words_for(speaker.kind(test.fact))
        affirmed = holds is self.shape.affirms(test.operand)
        sentence, joining = words.holds, words.joining
        if not affirmed:
            sentence, joining = words.contrary, " ni "
        return sentence.format(*self.shape.operands_in_words(test, speaker, joining))

"""Gives reasons for and against: the engine's sentences, with pages of the administration."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from procedures.drafting.words.conditions import DeskWording
from procedures.engine.conditions.tree import ALWAYS, Condition
from procedures.engine.explanation import Outcome, failures, reasons, why_not
from procedures.engine.needs import Needs
from procedures.engine.proofs.diagrams import OutOfSteps
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.readings import Alternative, nearest_with, smallest_reason
from procedures.engine.relevance import keeps_possible
from procedures.engine.situation import ProcedureView, Situation
from procedures.engine.values.procedure import Procedure

from ..addresses import Addresses
from ..links import Links
from ..versions import Version, with_meaning

# In a procedure, its channel is known too.
View: TypeAlias = ProcedureView | Situation


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence, and the page of the question or derived fact that it is about."""

    text: str
    url: str = ""


class Reasoning:
    """The reasons that one version of the catalogue gives for one situation."""

    def __init__(self, version: Version, situation: Situation, addresses: Addresses) -> None:
        self.rule_set = version.compiled
        self.situation = situation
        self.links = Links(self.rule_set, addresses)
        self.wording = DeskWording(self.rule_set)
        self._version = version

    def of_condition(self, condition: Condition, view: View, *, certain: bool) -> list[Reason]:
        """Return why a condition holds, or which answers it still waits for."""
        if condition == ALWAYS:
            return [Reason("toujours")]
        if certain:
            return self._outcomes(reasons(condition, view))
        needs = Needs(self.situation, unknown_too=True)
        needs.add(condition, view)
        return self.waiting(needs.questions) or [
            Reason("dépend d'une façon de déposer qui n'est pas connue")
        ]

    def against(self, condition: Condition, view: View) -> list[Reason]:
        """Return why a condition is false."""
        return self._outcomes(failures(condition, view))

    def waiting(self, keys: Iterable[str]) -> list[Reason]:
        """Return the questions ``keys`` as reasons, in the order of the questionnaire."""
        ordered = [key for key in self.rule_set.questions if key in keys]
        return [self._question("dépend de la réponse à", key) for key in ordered]

    def procedure(self, procedure: Procedure, *, certain: bool) -> list[Reason]:
        """Return why a procedure is listed."""
        if not certain:
            return self.waiting(keeps_possible(self.situation, procedure))
        return self._outcomes(reasons(procedure.when, self.situation))

    def smallest(self, procedure: Procedure) -> list[Reason]:
        """Return the fewest answers that suffice to recommend a procedure, as reasons."""
        found = smallest_reason(self.rule_set, self.situation, procedure)
        return [
            Reason(
                f"{self.wording.fact(key)} {self.wording.value(key, value)}", self.links.fact(key)
            )
            for key, value in found.items()
        ]

    def not_listed(self, procedure: Procedure) -> list[Reason]:
        """Return why a procedure is not listed."""
        if self.situation.truth_of_procedure(procedure) is None:
            return [Reason("une démarche de meilleur rang est déjà sûre")]
        return self._outcomes(why_not(self.situation, procedure))

    def nearest(self, procedures: Iterable[Procedure]) -> dict[str, str]:
        """Return {id: the fewest changes of answers, in words, that recommend the procedure}.

        A procedure for which the search runs out of steps is left out.
        """
        today, answers = self.situation.today, self.situation.answers

        def search(meaning: Meaning) -> dict[str, Alternative | None]:
            found = {}
            for procedure in procedures:
                meaning.store.allow()
                try:
                    found[procedure.id] = nearest_with(meaning, answers, procedure)
                except OutOfSteps:
                    continue
            return found

        return {
            key: self.wording.alternative(one)
            for key, one in with_meaning(self._version, today, search).items()
        }

    def _outcomes(self, outcomes: Iterable[Outcome]) -> list[Reason]:
        found = (
            Reason(self.wording.outcome(one), self.links.fact(one.test.fact)) for one in outcomes
        )
        return list(dict.fromkeys(found))

    def _question(self, words: str, key: str) -> Reason:
        return Reason(f"{words} {self.wording.fact(key)}", self.links.fact(key))

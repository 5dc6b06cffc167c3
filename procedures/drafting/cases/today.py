"""The result of a case on the working copy, its differences, and how little it verifies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from procedures.drafting.versions import Version
from procedures.engine.evaluation import document_entries
from procedures.engine.results import evaluate_to_data
from procedures.engine.values.facts import Answers
from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange.limits import NOTHING_EXPECTED, emptiness_of
from procedures.models import Department
from procedures.publishing.cases import (
    faults_of,
    leads_elsewhere,
    number_of_questions,
    possible_cost,
    subject_of,
)

from ..trying.sides import Side
from .expected import KEY_OF, normal
from .words import NO_CHANNEL, CaseWords

POSSIBLE = "possible"
STATUS = {
    (True, "certain"): "recommandée",
    (False, "certain"): "certaine, non recommandée",
    (True, "possible"): POSSIBLE,
    (False, "possible"): POSSIBLE,
}


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A fact about the result, in words."""

    label: str
    value: str


class Today:
    """The result of the working copy for some answers on one day."""

    def __init__(self, version: Version, answers: Answers, day: date) -> None:
        self.rule_set = version.compiled
        self.day = day
        self.side = Side(version, answers, day, "fr")
        self.words = CaseWords(self.rule_set)

    @cached_property
    def result(self) -> PlainDict:
        situation = self.side.situation
        return evaluate_to_data(self.rule_set, situation.answers, self.day)

    @property
    def statuses(self) -> dict[str, str]:
        """Return {id of a procedure: how it is listed}."""
        return {
            one["id"]: STATUS[one["recommended"], one["certainty"]]
            for one in self.result["procedures"]
        }

    def faults(self, expect: Plain) -> list[str]:
        return faults_of(expect, self.side.situation, self.result, self.words)

    def elsewhere(self, answers: Plain, department: Department | None) -> str:
        """Return the sentence that the answers lead to another département, or an empty string."""
        code = department.code if department else None
        case = {"department": code, "answers": answers, "today": self.day.isoformat()}
        return leads_elsewhere(self.rule_set, case, self.day)

    def subject(self, expect: Plain) -> Plain | None:
        """Return the procedure whose documents the case checks, else the first recommended one."""
        found = subject_of(expect, self.result)
        first = (one for one in self.result["procedures"] if one["recommended"])
        return found or next(first, None)

    def documents_of(self, subject: Plain | None) -> dict[tuple[str, ...], str]:
        """Return {ids of a line's documents: how it is asked for} for a procedure."""
        if subject is None:
            return {}
        shown = {_names(one): one["certainty"] for one in subject["documents"]}
        procedure = self.side.results[subject["id"]].procedure
        entries = [entry for entry, _ in document_entries(self.side.situation, procedure)]
        words = {"certain": "demandée", "possible": "peut-être demandée"}
        found = {names: words[certainty] for names, certainty in shown.items()}
        return found | {
            tuple(one.documents): "pas demandée"
            for one in entries
            if tuple(one.documents) not in found
        }

    def lines(self, subject: Plain | None) -> list[SummaryLine]:
        """Return the lines on a procedure's channel, dates and cost, and on the questions."""
        lines = []
        if subject is not None:
            channel = subject["channel"]["kind"] if subject["channel"] else NO_CHANNEL
            lines.append(SummaryLine("Façon de déposer", self.words.channel(channel)))
            for step in subject["steps"]:
                if step["from"] or step["to"]:
                    lines.append(SummaryLine("Dates", self.words.window(step)))
            total = subject["total_cost"]
            lines.append(SummaryLine("Coût certain", "aucun" if total is None else f"{total} €"))
            lines.append(SummaryLine("Coût possible en plus", f"{possible_cost(subject)} €"))
        count = number_of_questions(self.side.situation, self.result)
        return [*lines, SummaryLine("Questions posées", str(count))]


def _names(document: Plain) -> tuple[str, ...]:
    return tuple(document["one_of"] or [document["id"]])


# More titles than these are counted.
MOST_NAMED = 3
# {key of ``expect``: (words of one procedure, of several, without its title)}
LISTED = {
    "procedures": ("recommandée", "recommandées"),
    "possible": ("possible", "possibles"),
    "shown": ("montrée", "montrées"),
    "not_procedures": ("non recommandée", "non recommandées"),
}


def expects(expect: Plain) -> bool:
    """Tell whether a case compares anything at all."""
    return NOTHING_EXPECTED not in emptiness_of({}, expect)


def says_something_sure(expect: Plain) -> bool:
    """Tell whether a case expects more than what is open, and than that nothing is recommended."""
    expected = normal(expect)
    open_yet = ("procedures", "possible", "questions_at_most", "of", KEY_OF["also"])
    return bool(expected["procedures"]) or any(
        value not in (None, [], {}) for key, value in expected.items() if key not in open_yet
    )


def verified(expect: Plain, words: CaseWords) -> list[str]:
    """Return what a case verifies, one thing each, in the order of its form.

    >>> verified({"procedures": [], "costs": {"total": 25}}, None)
    ['aucune démarche recommandée', 'le coût']
    """
    return list(_verified(normal(expect), words))


def _verified(expected: Plain, words: CaseWords) -> Iterator[str]:
    if expected["procedures"] == []:
        yield "aucune démarche recommandée"
    for key, (one, several) in LISTED.items():
        if expected[key]:
            yield _procedures(expected[key], one, several, words)
    if expected["procedures_any_of"]:
        yield "les démarches recommandées (plusieurs résultats sont justes)"
    papers = len(expected["include"]) + len(expected["exclude"])
    if papers:
        yield f"{papers} pièce{'s' if papers > 1 else ''}"
    if expected["channel"]:
        yield "la façon de déposer"
    if expected["window"]:
        yield "les dates"
    if expected["total"] is not None or expected["possible-cost"] is not None:
        yield "le coût"
    if expected["questions_at_most"] is not None:
        yield "le nombre de questions"


def _procedures(keys: list[str], one: str, several: str, words: CaseWords) -> str:
    if len(keys) > MOST_NAMED:
        return f"{len(keys)} démarches {several}"
    return f"{words.procedures(keys)} {one if len(keys) == 1 else several}"

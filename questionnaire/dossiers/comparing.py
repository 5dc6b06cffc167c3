"""What two answers to one dossier say otherwise, in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from questionnaire.result.cards import Verdict
from questionnaire.result.reading import Shown, plain
from questionnaire.result.records import ProcedureRecord, ResultRecord, differences

from .answered import Answered

NOTHING = "rien"
# Stands for the answer of a question that has none: « je ne sais pas » is one.
NONE = object()


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A question that a dossier and a run answer otherwise."""

    question: Shown
    before: Shown
    after: Shown


def changed_answers(before: Answered, after: Answered) -> list[ChangedAnswer]:
    """Return the answers that differ, in the order of asking."""
    return [
        ChangedAnswer(after.reading.question(question), before.words(key), after.words(key))
        for key, question in after.rules.questions.items()
        if before.answers.get(key, NONE) != after.answers.get(key, NONE)
    ]


def changed_result(before: Answered, after: Answered) -> list[str]:
    """Return what two answers of one day say otherwise, in sentences: their cards first."""
    was, now = before.card_words, after.card_words
    cards = [
        f"{name}\xa0: {words or NOTHING} (avant\xa0: {was[name] or NOTHING})."
        for name, words in now.items()
        if words != was[name]
    ]
    return [*cards, *differences(_placed_record(before), _placed_record(after))]


def _placed_record(answered: Answered) -> ResultRecord:
    """Return the record, with the places of the cards: they name the counter."""
    record = answered.record
    found = zip(record["procedures"].items(), answered.result.sheets, strict=True)
    placed = {key: one | {"channel": _placed(one, sheet.verdict)} for (key, one), sheet in found}
    return record | {"procedures": placed}


def _placed(record: ProcedureRecord, verdict: Verdict) -> list[str]:
    places = [
        ", ".join(plain(words) for words in (one.value, one.note) if words)
        for one in verdict.facts
        if one.icon == "place"
    ]
    title, *rest = record["channel"]
    return [*(places or [title]), *rest]

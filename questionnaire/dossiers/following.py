"""What happened to a request since it was filed: days that members write, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from questionnaire.result import formats
from questionnaire.result.calendar import Reminded, Reminder

# {what happened: its day as JSON holds it}, and the decision: one request.
Followed: TypeAlias = Mapping[str, str]
# {what happened: the words before its day}, in the order of the form.
DAYS = {
    "filed_on": "déposé le",
    "receipt_until": "récépissé jusqu’au",
    "meeting_on": "rendez-vous le",
    "decided_on": "décision le",
}
FIELDS = (*DAYS, "decision")


class Stage(StrEnum):
    """Where the request of a dossier stands; decisions come last. The values are stored."""

    TO_FILE = "to_file"
    FILED = "filed"
    FAVOURABLE = "favourable"
    REFUSED = "refused"
    CLOSED = "closed"


STAGES = {
    Stage.TO_FILE: "À déposer",
    Stage.FILED: "Déposée, décision attendue",
    Stage.FAVOURABLE: "Décision favorable",
    Stage.REFUSED: "Refus",
    Stage.CLOSED: "Sans suite",
}
DECISIONS = {Stage.FAVOURABLE: "favorable", Stage.REFUSED: "refus", Stage.CLOSED: "sans suite"}
# The answers, as the catalogue names them, of somebody who waits, or was told no. A catalogue that
# knows them no more leaves the dossier without computed days.
GOAL, RECEIPT = "goal", {"current_document": "recepisse"}
WAITS, RENEWS, REFUSAL = "retrait_suivi", "recepisse", "refus"
ASKED_OF_WHO_WAITS, LETTER = "request_filed_on", "decision_date"


def current(requests: Sequence[Followed]) -> Followed:
    """Return the request that a dossier is about: the last one."""
    return requests[-1] if requests else {}


def stage_of(one: Followed) -> Stage:
    """Return where a request stands. A receipt proves that it is filed."""
    if one.get("decision"):
        return Stage(one["decision"])
    return Stage.FILED if one.get("filed_on") or one.get("receipt_until") else Stage.TO_FILE


def is_refused(one: Followed) -> bool:
    """Tell whether the answer was no: the time to contest it runs."""
    return stage_of(one) in (Stage.REFUSED, Stage.CLOSED)


def answers_letter(one: Followed, received: date | None) -> bool:
    """Tell whether a refusal has its answer: what was filed since it came, or a later yes."""
    filed = one.get("filed_on", "")
    return stage_of(one) is Stage.FAVOURABLE or bool(received and filed >= received.isoformat())


def supposed_answers(one: Followed) -> dict[str, Any]:
    """Return the answers of somebody to whom this happened, by the names of the catalogue."""
    if is_refused(one):
        return {GOAL: REFUSAL, LETTER: one.get("decided_on")}
    favourable = stage_of(one) is Stage.FAVOURABLE
    found: dict[str, Any] = {GOAL: WAITS, "favorable_decision": favourable}
    if one.get("filed_on"):
        found[ASKED_OF_WHO_WAITS] = one["filed_on"]
    if one.get("receipt_until"):
        found |= {**RECEIPT, "expiry_date": one["receipt_until"]}
        found[GOAL] = WAITS if favourable else RENEWS
    return found


def days_of(one: Followed, today: date) -> Iterator[Reminder]:
    """Yield the days to come that nobody computes: a meeting, the end of a receipt."""
    for name, about in (("meeting_on", Reminded.MEETING), ("receipt_until", Reminded.END)):
        day = date.fromisoformat(one[name]) if one.get(name) else None
        if day and day >= today:
            yield Reminder(day, about)


def words_of(one: Followed) -> list[str]:
    """Return what happened, in words."""
    return [
        f"{_title(name, one)} {formats.day(date.fromisoformat(one[name]), 'fr')}"
        for name in DAYS
        if one.get(name)
    ]


def written(name: str, value: str) -> str:
    """Return what a line of a dossier holds, with the words before its day."""
    if name in DAYS and value:
        return f"{DAYS[name]} {formats.day(date.fromisoformat(value), 'fr')}"
    return DECISIONS[Stage(value)] if name == "decision" and value else value


def _title(name: str, one: Followed) -> str:
    decided = name == "decided_on" and one.get("decision")
    return f"{STAGES[Stage(one['decision'])].lower()} le" if decided else DAYS[name]

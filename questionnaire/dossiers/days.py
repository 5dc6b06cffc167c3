"""The words of a day of a dossier: the same on every page and in every file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import dateformat

from procedures.engine.evaluation import Evaluation, ProcedureResult
from procedures.engine.schema.texts import in_language
from questionnaire.result import formats
from questionnaire.result.calendar import Reminded, Reminder, days_of_step
from questionnaire.result.reading import Reading, first_sentence
from questionnaire.result.timing import Hour
from questionnaire.result.urgency import Urgency

from . import following
from .access import LANGUAGE
from .content import DossierCard

# The mark of a dossier that cannot wait.
LABELS = {
    Urgency.TODAY: "Aujourd’hui",
    Urgency.UNDATED: "Une date manque",
    Urgency.LATE: "En retard",
}
# What a calendar shows over a shoulder: the reference, and nothing of what it is about.
NEUTRAL = {
    Reminded.START: "possible à partir d’aujourd’hui",
    Reminded.LAST_DAY: "dernier jour",
    Reminded.END: "date de fin",
    Reminded.MEETING: "rendez-vous",
}
NEUTRAL_MISSED = "dernier jour, passé"
NEUTRAL_DUE = "dernier jour, aujourd’hui, sans attendre"
# The words of the card, between the careful last day and the last one that the law counts.
DUE = "aujourd’hui, sans attendre"
TODAY = "aujourd’hui"
NO_DATE = "date à calculer, il manque une réponse"
# The law counts hours: to say that the whole day is left would be wrong.
UNTIL = {
    None: "inclus",
    Hour.OF_THE_LETTER: "à l’heure écrite sur la lettre",
    Hour.EARLY: "une heure avant celle de la lettre (heure d’hiver)",
}


def words_of_day(one: Reminder, today: date) -> str:
    """Return a day with what happens on it.

    A last day is part of the delay; one that has passed is never written as one to keep to.
    """
    if one.is_due(today):
        return DUE
    if one.is_missed(today):
        return f"la date limite était le {formats.day(one.day, LANGUAGE)}"
    day = f"{dateformat.format(one.day, 'l')} {formats.day(one.day, LANGUAGE)}"
    if one.about is Reminded.START:
        return f"peut commencer le {day}"
    if one.about is Reminded.MEETING:
        return f"rendez-vous le {day}"
    if one.about is Reminded.END:
        return f"fin du titre ou du document le {day}"
    return f"jusqu’au {day}{', ' if one.hour else ' '}{UNTIL[one.hour]}"


def neutral(one: Reminder, today: date) -> str:
    """Return what happens on a day without saying of what."""
    if one.is_due(today):
        return NEUTRAL_DUE
    if one.is_missed(today):
        return NEUTRAL_MISSED
    whole = one.about is Reminded.LAST_DAY and not one.hour
    return f"{NEUTRAL[one.about]}{', aujourd’hui inclus' if whole else ''}"


def first_words(card: DossierCard, today: date, most: int | None = 1) -> list[str]:
    """Return the words of a dossier in a list: what cannot wait, then the next days."""
    urgent = card.urgencies(today)
    coming = [words_of_day(one, today) for one in card.coming(today)[:most]]
    due = [words_of_day(one, today) for one in card.due(today)[:most]]
    if Urgency.TODAY in urgent and not due and not card.ends_on(today):
        due = [TODAY]
    undated = [NO_DATE] if Urgency.UNDATED in urgent else []
    return [
        *due,
        *undated,
        *(words_of_day(one, today) for one in card.missed(today)[:most]),
        *coming,
    ]


def situation(card: DossierCard, today: date) -> str:
    """Return where a dossier stands, in one line."""
    urgent = card.urgencies(today)
    if urgent:
        kept = [LABELS[one] for one in urgent]
        kept += [words_of_day(one, today) for one in card.missed(today)[:1]]
        return ", ".join([kept[0], *(one[0].lower() + one[1:] for one in kept[1:])])
    acts = [one for one in card.coming(today) if one.about is not Reminded.END]
    if acts:
        words = words_of_day(min(acts, key=lambda one: one.day), today)
        return words[0].upper() + words[1:]
    stage = following.stage_of(following.current(card.requests))
    if stage is not following.Stage.TO_FILE:
        return following.STAGES[stage]
    return "À déposer, aucune date connue" if card.procedures else "Rien à déposer"


def days_of_procedures(reading: Reading, evaluation: Evaluation) -> dict[str, list[str]]:
    """Return the days of each recommended procedure, a line for each of its steps that has some."""
    return {
        result.procedure.id: [*_days_of_steps(reading, result)]
        for result in evaluation.procedures
        if result.recommended
    }


def _days_of_steps(reading: Reading, result: ProcedureResult) -> Iterator[str]:
    for step in result.steps:
        # A first day that has passed says nothing any more.
        days = [
            words_of_day(one, reading.today)
            for one in days_of_step(reading, step)
            if one.day >= reading.today or one.about is Reminded.LAST_DAY
        ]
        if days:
            title, _rest = first_sentence(in_language(step.step.text, LANGUAGE))
            yield f"{title} {', '.join(days)}"

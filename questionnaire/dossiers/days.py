"""How associations read a day of a dossier: the same words on every page and in every file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import dateformat

from procedures.engine.evaluation import Evaluation, ProcedureResult
from procedures.engine.schema.texts import in_language
from questionnaire.result import formats
from questionnaire.result.calendar import Hour, Reminded, Reminder, days_of_step
from questionnaire.result.reading import Reading
from questionnaire.result.sentences import first_sentence

from .access import LANGUAGE
from .kept import DossierCard

# What a calendar shows over a shoulder: the reference, and nothing of what it is about.
NEUTRAL = {
    Reminded.START: "possible à partir d’aujourd’hui",
    Reminded.LAST_DAY: "dernier jour",
    Reminded.END: "date de fin",
}
NEUTRAL_MISSED = "dernier jour, passé"
# The law counts hours: to say that the whole day is left would be wrong.
UNTIL = {
    None: "inclus",
    Hour.OF_THE_LETTER: "à l’heure écrite sur la lettre",
    Hour.EARLY: "une heure avant celle de la lettre (heure d’hiver)",
}


def said(one: Reminder, today: date) -> str:
    """Return a day with what happens on it.

    A last day is part of the delay; one that has passed is never written as one to keep to.
    """
    if one.about is Reminded.LAST_DAY and one.day < today:
        return f"la date limite était le {formats.day(one.day, LANGUAGE)}"
    day = f"{dateformat.format(one.day, 'l')} {formats.day(one.day, LANGUAGE)}"
    if one.about is Reminded.START:
        return f"à déposer dès le {day}"
    if one.about is Reminded.END:
        return f"fin du titre ou du document le {day}"
    return f"jusqu’au {day}{', ' if one.hour else ' '}{UNTIL[one.hour]}"


def neutral(one: Reminder, today: date) -> str:
    """Return what happens on a day without saying of what."""
    if one.about is Reminded.LAST_DAY and one.day < today:
        return NEUTRAL_MISSED
    whole = one.about is Reminded.LAST_DAY and not one.hour
    return f"{NEUTRAL[one.about]}{', aujourd’hui inclus' if whole else ''}"


def situation(card: DossierCard, today: date) -> str:
    """Return where a dossier stands, in one line."""
    if card.is_late(today):
        return "En retard" + "".join(f", {said(one, today)}" for one in card.missed(today)[:1])
    acts = [one for one in card.coming(today) if one.about is not Reminded.END]
    if acts:
        words = said(min(acts, key=lambda one: one.day), today)
        return words[0].upper() + words[1:]
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
            said(one, reading.today)
            for one in days_of_step(reading, step)
            if one.day >= reading.today or one.about is Reminded.LAST_DAY
        ]
        if days:
            title, _rest = first_sentence(in_language(step.step.text, LANGUAGE))
            yield f"{title} {', '.join(days)}"

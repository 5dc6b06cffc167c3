"""The base of the forms of all kinds of questions, and the days and numbers that make sense."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext as _

from procedures.engine.values.facts import Answers, Value, add_months
from procedures.engine.values.questions import Question
from questionnaire.result import formats

# A longer text is no name, number or choice, and would take time to search.
LONGEST = 100
# The value sent for « Je ne sais pas »; no choice of a catalogue has it.
UNKNOWN = "?"


def card(value, text, **more):
    return {"value": value, "text": text, **more}


class QuestionForm(forms.Form):
    """A form whose only answer is ``cleaned_data["value"]``, typed as the engine types it.

    It has no Django fields: the edition in force decides what a question shows, and the components
    of templates/components/ render it.
    """

    template = ""
    checkboxes = False
    # Whether there are so few answers that each rendering is worth caching.
    few_answers = False

    def __init__(self, *args, question, texts, offered, before="", sense=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = before
        self.sense = sense
        self.question = question
        self.texts = texts
        self.offered = offered

    @property
    def names(self):
        """The names of the fields and their ids. ``before`` keeps apart two forms of one page."""
        before = self.before
        return {
            "answer": f"{before}reponse",
            "searched": f"{before}cherche",
            "search": f"{before}recherche",
            "look": f"{before}chercher",
            "unknown": f"{before}inconnu",
            "id": f"id_{before}reponse",
            "help": f"{before}aide",
        }

    @property
    def blank(self):
        """Whether nothing was sent: on a page that may be passed, this is no mistake."""
        return not any(value for name, value in self.data.items() if name != "cherche")

    @property
    def answered_before(self):
        return "value" in self.initial

    @property
    def stored(self):
        return self.initial.get("value")

    @property
    def answered(self):
        """Whether the data sent is an answer, and not a search or a mistake."""
        return self.is_valid() and "value" in self.cleaned_data

    def clean(self):
        self.read()

    def read(self):
        """Read the data sent: ``accept`` an answer, or ``refuse`` it with a message."""
        raise NotImplementedError

    def sent(self, name):
        return self.data.get(name, "")[:LONGEST].strip()

    def accept(self, value):
        self.cleaned_data["value"] = value

    def refuse(self, message, target=""):
        self.problem = {"text": message, "target": target or self.first_id()}
        self.add_error(None, message)

    def first_id(self):
        return self.names["id"]

    def problems(self):
        """Return what is wrong, for the error summary: dicts with text and target."""
        return [self.problem] if self.is_bound and not self.is_valid() else []

    def unknown_cards(self):
        if not self.question.allow_unknown:
            return []
        return [
            card(UNKNOWN, _("Je ne sais pas"), help=self.texts.unknown_help, unknown=True)
        ]  # fmt: skip

    def numbered(self, cards, chosen):
        return [
            {"id": f"{self.names['id']}_{index}", "checked": one["value"] in chosen, **one}
            for index, one in enumerate(cards)
        ]


# An age of more years than these is refused before.
OLDEST = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Sense:
    """What an answer is compared with. ``title`` gives the words of a question on this page."""

    questions: Mapping[str, Question]
    answers: Answers
    today: date
    language: str
    title: Callable[[str], str]

    def fault(self, question: Question, value: date | int) -> str:
        """Return what is wrong with an answer and what is possible, or an empty string."""
        return self._out_of_bounds(question, value) or self._impossible_pair(question, value)

    def _out_of_bounds(self, question: Question, value: date | int) -> str:
        bounds = question.bounds
        if isinstance(value, date):
            first, last = bounds.days(self.today)
            if (first and value < first) or (last and value > last):
                return _of_dates(first, last) % self._words(value, first, last)
            return ""
        least, most = bounds.least, bounds.most
        if (least is not None and value < least) or (most is not None and value > most):
            return _of_numbers(least, most) % self._words(value, least, most)
        return ""

    def _words(self, read: Value, first: Value | None, last: Value | None) -> dict[str, str]:
        return {
            "read": self._in_words(read),
            "first": self._in_words(first),
            "last": self._in_words(last),
        }

    def _impossible_pair(self, question: Question, value: date | int) -> str:
        for key, other in self.answers.items():
            if key == question.key or key not in self.questions:
                continue
            if key in question.bounds.not_before:
                is_possible = self._may_follow(value, other)
            elif question.key in self.questions[key].bounds.not_before:
                is_possible = self._may_follow(other, value)
            else:
                continue
            if not is_possible:
                return _(
                    "Vous avez écrit : %(read)s. Ce n’est pas possible avec une autre réponse : "
                    "« %(question)s » %(other)s. Vérifiez les deux."
                ) % {
                    "read": self._in_words(value),
                    "question": self.title(key),
                    "other": self._in_words(other),
                }
        return ""

    def _may_follow(self, later: Value | None, earlier: Value | None) -> bool:
        after, before = self._days(later), self._days(earlier)
        return not after or not before or before[0] <= after[1]

    def _days(self, value: Value | None) -> tuple[date, date] | None:
        """Return the first and the last day that an answer may mean, or ``None``."""
        if isinstance(value, date):
            return value, value
        if isinstance(value, int) and not isinstance(value, bool):
            return self._years_ago(value + 1) + timedelta(days=1), self._years_ago(value)
        return None

    def _years_ago(self, years: int) -> date:
        try:
            return add_months(self.today, -12 * years)
        except OverflowError:
            return OLDEST

    def _in_words(self, value: Value | None) -> str:
        return formats.day(value, self.language) if isinstance(value, date) else str(value)


def _of_dates(first: date | None, last: date | None) -> str:
    if last is None:
        return _("Vous avez écrit : %(read)s. La date ne peut pas être avant le %(first)s.")
    if first is None:
        return _("Vous avez écrit : %(read)s. La date ne peut pas être après le %(last)s.")
    return _("Vous avez écrit : %(read)s. La date doit être du %(first)s au %(last)s.")


def _of_numbers(least: int | None, most: int | None) -> str:
    if most is None:
        return _("Vous avez écrit : %(read)s. Le nombre doit être au moins %(first)s.")
    if least is None:
        return _("Vous avez écrit : %(read)s. Le nombre doit être au plus %(last)s.")
    return _("Vous avez écrit : %(read)s. Le nombre doit être de %(first)s à %(last)s.")

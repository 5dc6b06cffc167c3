"""The whole questionnaire on one page: the data sent, the answers read, the fields to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Self, TypeAlias

from django.utils.translation import get_language_info

from procedures.engine.answers import read_answer
from procedures.engine.errors import InvalidAnswers
from procedures.engine.relevance import needed_questions
from procedures.engine.situation import Situation
from procedures.engine.values.content import Text
from procedures.engine.values.facts import Missing, Value
from procedures.engine.values.plain import Plain
from procedures.engine.values.questions import Question
from procedures.engine.values.rules import RuleSet
from procedures.publishing import communes
from procedures.publishing.countries import country_names

from ..sent import Sent


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text and its language."""

    text: str
    language: str = "fr"
    # The text is not translated, and is shown in French.
    missing: bool = False

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    def __str__(self) -> str:
        return self.text


def direction_of(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def shown(text: Text, language: str) -> ShownText:
    """Return a text of the catalogue in a language, else in French."""
    if text.get(language):
        return ShownText(text[language], language)
    return ShownText(text.get("fr", ""), "fr", missing=bool(text) and language != "fr")


def joined(texts: Iterable[ShownText], word: str) -> ShownText:
    """Return several texts as one; it is marked as French if one of them is missing."""
    texts = list(texts)
    missing = any(one.missing for one in texts)
    language = "fr" if missing or not texts else texts[0].language
    return ShownText(word.join(one.text for one in texts), language, missing)


NONE, UNKNOWN, NOTHING = "", "?", "-"
YES_NO = {"oui": True, "non": False}
SELECTS = ("choice", "yes_no", "country")
MOST_COMMUNES = 6
# Outside these years, adding durations to a date may leave Python's calendar.
YEARS = range(1900, 2201)
UNKNOWN_LABEL = "je ne sais pas"
UNCOUNTED = (Missing.ABSENT, Missing.PENDING)
# The value, its words, and whether it is chosen.
Option: TypeAlias = tuple[str, ShownText | str, bool]


@dataclass(frozen=True, slots=True)
class Field:
    """A question as a field.

    ``turn`` is 1 for the question that the person would be asked first now, 2 for the next, and 0
    for those that would not be asked.
    """

    key: str
    kind: str
    label: ShownText
    value: str | list[str]
    options: tuple[Option, ...]
    error: str
    turn: int
    applies: bool
    allow_unknown: bool
    # The answer does not count: the question does not apply to this person, or its choice is not
    # offered.
    ignored: bool

    @property
    def name(self) -> str:
        return f"q-{self.key}"

    @property
    def asked(self) -> bool:
        return self.turn > 0

    @property
    def widget(self) -> str:
        if self.kind in SELECTS:
            return "select"
        return "checkboxes" if self.kind == "choices" else "input"

    @property
    def input_type(self) -> str:
        return {"date": "date", "integer": "number"}.get(self.kind, "text")

    @property
    def is_unknown(self) -> bool:
        return self.value == UNKNOWN


class Answers:
    """The answers to the questions of a rule set, and the errors of what could not be read."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self.given: dict[str, Value | None] = {}
        self.errors: dict[str, str] = {}
        self._sent: dict[str, str | list[str]] = {}

    def read_form(self, data: Sent) -> Self:
        """Read the fields of the page, and return ``self``."""
        for key, question in self.rule_set.questions.items():
            sent = [one.strip() for one in data.getlist(f"q-{key}")]
            if data.get(f"q-{key}-inconnu") or UNKNOWN in sent:
                sent = [UNKNOWN]
            sent = [one for one in sent if one != NONE]
            if sent:
                self._sent[key] = sent[0] if question.kind != "choices" else sent
                self._read(key, question, sent)
        return self

    def read_data(self, data: Plain) -> Self:
        """Read answers as JSON data, such as those of a case or of a witness; return ``self``."""
        for key, value in data.items():
            question = self.rule_set.questions.get(key)
            if question is None:
                self.errors[key] = f"la question « {key} » n'est plus dans le questionnaire"
            else:
                self._accept(key, question, value)
        return self

    def fields(self, today: date, language: str) -> tuple[list[Field], list[Field]]:
        """Return (fields of the questions that apply, fields of the others)."""
        situation = Situation(self.rule_set, self.given, today)
        turns = {key: turn for turn, key in enumerate(needed_questions(situation), 1)}
        first: list[Field] = []
        others: list[Field] = []
        for key, question in self.rule_set.questions.items():
            applies = situation.applies(key) is True
            field = self._field(situation, question, language, turns.get(key, 0), applies)
            kept = applies or key in turns or key in self.given or key in self.errors
            (first if kept else others).append(field)
        return first, others

    def _read(self, key: str, question: Question, sent: list[str]) -> None:
        if sent == [UNKNOWN]:
            self._accept(key, question, None)
        elif question.kind == "commune":
            self._commune(key, question, sent[0])
        elif question.kind == "choices":
            self._accept(key, question, [one for one in sent if one != NOTHING])
        elif question.kind == "integer":
            self._accept(key, question, int(sent[0]) if re.fullmatch(r"\d{1,3}", sent[0]) else "")
        else:
            self._accept(key, question, YES_NO.get(sent[0], sent[0]))

    def _accept(self, key: str, question: Question, value: object) -> None:
        try:
            answer = read_answer(self.rule_set.facts[key], question, value)
        except InvalidAnswers as error:
            self.errors[key] = str(error)
            return
        if isinstance(answer, date) and answer.year not in YEARS:
            self.errors[key] = "vérifiez l'année : elle semble fausse"
        else:
            self.given[key] = answer

    def _commune(self, key: str, question: Question, text: str) -> None:
        code = re.search(r"\b(\d[\dAB]\d{3})\)?$", text.upper())
        place = communes.commune(code[1]) if code else None
        found = [place] if place else communes.find_communes(text, MOST_COMMUNES)
        exact = [one for one in found if one.name.casefold() == text.casefold()]
        found = exact if len(exact) == 1 else found
        if len(found) == 1:
            self._accept(key, question, found[0].code)
        elif found:
            names = ", ".join(f"{one.name} ({one.code})" for one in found)
            self.errors[key] = f"plusieurs communes : {names}"
        else:
            self.errors[key] = "commune inconnue : écrivez son nom ou son code INSEE"

    def _field(
        self, situation: Situation, question: Question, language: str, turn: int, applies: bool
    ) -> Field:
        return Field(
            key=question.key,
            kind=question.kind,
            label=shown(question.text, language),
            value=self._written(question),
            options=tuple(self._options(situation, question, language)),
            error=self.errors.get(question.key, ""),
            turn=turn,
            applies=applies,
            allow_unknown=question.allow_unknown,
            ignored=question.key in self.given and situation.state(question.key) in UNCOUNTED,
        )

    def _written(self, question: Question) -> str | list[str]:
        key = question.key
        if key not in self.given:
            return self._sent.get(key, NONE)
        value = self.given[key]
        if value is None:
            return UNKNOWN
        if isinstance(value, bool):
            return "oui" if value else "non"
        if isinstance(value, tuple):
            return list(value) or [NOTHING]
        place = communes.commune(str(value)) if question.kind == "commune" else None
        if place:
            return f"{place.name} ({value})"
        return value.isoformat() if isinstance(value, date) else str(value)

    def _options(self, situation: Situation, question: Question, language: str) -> Iterator[Option]:
        """Yield (value, label, whether it is chosen) for each answer offered."""
        written = self._written(question)
        chosen = written if isinstance(written, list) else [written]
        listed: list[tuple[str, ShownText | str]] = [
            (one.value, shown(one.text, language))
            for one in question.choices
            if situation.is_offered(question, one.value) or one.value in chosen
        ]
        if question.kind == "yes_no":
            listed = [("oui", "oui"), ("non", "non")]
        if question.kind == "country":
            own = {value for value, _ in listed}
            listed += [pair for pair in country_names(language).items() if pair[0] not in own]
        if question.kind == "choices":
            listed.append((NOTHING, "aucune de ces réponses"))
        if question.allow_unknown and question.kind in (*SELECTS, "choices"):
            listed.append((UNKNOWN, UNKNOWN_LABEL))
        for value, label in listed:
            yield value, label, value in chosen


@dataclass(frozen=True, slots=True)
class Mistake:
    """A sentence, and the field it is about: its label and its anchor, if the page has one."""

    text: str
    label: ShownText | str = ""
    anchor: str = ""


def mistakes_of(answers: Answers, fields: Iterable[Field]) -> list[Mistake]:
    """Return the answers that do not read; those of a question that is gone have no field."""
    shown = {one.key: one for one in fields if one.error}
    gone = [Mistake(text) for key, text in answers.errors.items() if key not in shown]
    return [Mistake(one.error, one.label, one.name) for one in shown.values()] + gone


def mistakes_in(form: Any) -> list[Mistake]:
    """Return one mistake a field of a form that was sent; a hidden field is no place to go to.

    What is wrong with the whole form stands above its fields already.
    """
    return [
        # Several buttons in one field have no first one: their group is led to.
        Mistake(field.errors[0], field.label, field.id_for_label or field.auto_id)
        for field in form.visible_fields()
        if field.errors
    ]

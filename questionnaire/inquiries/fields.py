"""The questions of a kit as the fields of one page, each drawn by the components of the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string

from procedures.engine.values.facts import Value, to_plain
from procedures.engine.values.questions import Question
from procedures.inquiring import CompiledKit
from questionnaire.runs.bounds import Sense
from questionnaire.runs.forms import FORMS
from questionnaire.runs.paired_questions import own_part
from questionnaire.runs.prepared import PreparedEdition
from questionnaire.runs.wording import answer_text, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class KitField:
    """A question on the page.

    ``least`` and ``most`` bound a number.
    ``of``, ``values`` and ``unless`` say when it is shown, for the script; ``answers`` and
    ``question`` are the words of that, for a person without one.
    """

    drawn: str
    least: int | None = None
    most: int | None = None
    of: str = ""
    values: str = ""
    unless: bool = False
    answers: tuple[str, ...] = ()
    question: str = ""


class KitFields:
    """The fields of a kit in a language, with what was sent if something was."""

    def __init__(
        self, kit: CompiledKit, language: str, today: date, sent: QueryDict | None = None
    ) -> None:
        self.kit, self.language = kit, language
        prepare: Any = PreparedEdition
        self.prepared = prepare(kit.rule_set)
        questions = kit.rule_set.questions
        self.sense = Sense(questions, {}, today, language, lambda key: key)
        self.forms = {key: self._form(one, sent) for key, one in questions.items()}

    def _form(self, question: Question, sent: QueryDict | None) -> Any:
        before = f"{question.key}-"
        kind: Any = FORMS[question.kind]
        return kind(
            data=None if sent is None else own_part(sent, before),
            initial={},
            question=question,
            texts=self.prepared.question(question.key, self.language, False),
            offered=tuple(one.value for one in question.choices),
            before=before,
            sense=self.sense,
        )

    def problems(self) -> list[dict[str, str]]:
        """Return what is wrong in the answers sent. What was left blank is no mistake."""
        return [one for form in self.forms.values() if not form.blank for one in form.problems()]

    def answers(self) -> dict[str, object]:
        """Return the answers sent, as JSON holds them."""
        given = {key: form for key, form in self.forms.items() if form.answered}
        return {key: to_plain(form.cleaned_data["value"]) for key, form in given.items()}

    def texts(self) -> list[list[object]]:
        return [[form.texts.title, form.texts.choices] for form in self.forms.values()]

    def drawn(self) -> list[KitField]:
        return [self._drawn(key, form) for key, form in self.forms.items()]

    def _drawn(self, key: str, form: Any) -> KitField:
        found = [] if form.blank else form.problems()
        context: Mapping[str, Any] = {
            "form": form,
            "question": form.question,
            "texts": form.texts,
            "problem": found[0] if found else None,
        }
        html = render_to_string(form.template, context)
        shown = self.kit.shown.get(key)
        if shown is None:
            bounds = form.question.bounds
            return KitField(drawn=html, least=bounds.least, most=bounds.most)
        other = self.kit.rule_set.questions[shown.of]
        return KitField(
            drawn=html,
            of=f"{shown.of}-reponse",
            values=" ".join(shown.values),
            unless=shown.unless,
            answers=tuple(self._words(other, one) for one in shown.values),
            question=plain(self.forms[shown.of].texts.title),
        )

    def _words(self, question: Question, sent: str) -> str:
        value: Value = sent
        if question.kind == "yes_no":
            value = sent == "oui"
        elif question.kind == "choices":
            value = (sent,)
        return plain(answer_text(question, value, self.language))

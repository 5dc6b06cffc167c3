"""The answer to the answers of a dossier, with the edition in force and on a day."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property

from django.urls import reverse

from procedures.engine.evaluation import Evaluation, evaluate_situation
from procedures.engine.schema.texts import in_language
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Value
from procedures.engine.values.rules import RuleSet
from questionnaire.result.calendar import Reminded, Reminder, every_reminder
from questionnaire.result.cards import Verdict
from questionnaire.result.others import sort_orientations
from questionnaire.result.papers import is_later
from questionnaire.result.reading import Reading, Shown
from questionnaire.result.records import (
    ResultRecord,
    paper_key,
    record_of,
)
from questionnaire.result.unknowns import ToFindOut
from questionnaire.result.urgency import Urgency, missing_answers, urgencies
from questionnaire.result.views import only_certain
from questionnaire.result.whole_result import Result, result_of
from questionnaire.runs.addresses import RunUrls
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.privacy import is_sensitive
from questionnaire.runs.walk import Walk, typed_answers, walk

from . import following
from .access import LANGUAGE
from .content import DossierCard, DossierContent, as_data
from .days import LABELS
from .urgent_words import urgent_words


@dataclass(frozen=True, slots=True)
class DossierUrls(RunUrls):
    """Where the links of an answer lead on the page of a dossier: to its own answers."""

    def question(self, key: str) -> str:
        return self.review


def dossier_urls(code: str) -> DossierUrls:
    page = reverse("dossier", args=[code])
    every = {one.name: page for one in fields(RunUrls) if one.name != "hidden"}
    return DossierUrls(**{**every, "id": code, "review": f"{page}#reponses"})


@dataclass(frozen=True, slots=True)
class AnswerOfDossier:
    """A line of the answers. ``key`` is the question, for the button that changes it.

    A question that is not ``asked`` of these answers today is not opened: nothing would change.
    """

    key: str
    question: Shown
    answer: Shown
    unknown: bool
    asked: bool


class Answered:
    """What the answers of a dossier give. All is computed at most once, and only if asked for."""

    def __init__(self, rules: RuleSet, content: DossierContent, today: date, code: str = ""):
        self.rules, self.content, self.today, self.code = rules, content, today, code
        self.request = following.current(content.requests)
        self.stage = following.stage_of(self.request)

    @cached_property
    def followed(self) -> Answered | None:
        """What the rules say to somebody with these answers who has filed, if they say it.

        They do of a request of which they ask, with a receipt, when it was filed; and of a refusal
        of which they ask what it says. Answers about a refusal already come after the request.
        """
        waits = self.stage is not following.Stage.TO_FILE
        if not waits or self.content.lane or self.answers.get(following.GOAL) == following.REFUSAL:
            return None
        found = self._supposing(following.supposed_answers(self.request))
        if following.is_refused(self.request):
            return None if found.complete else found
        filed = self._supposing(following.RECEIPT)
        return found if filed.asks(following.ASKED_OF_WHO_WAITS) else None

    def _supposing(self, supposed: dict[str, Value | None]) -> Answered:
        named = self.rules.renamed.answers
        answers = {**named(self.content.answers), **named(supposed)}
        content = DossierContent(answers, passed=self.content.passed)
        return Answered(self.rules, content, self.today, self.code)

    @property
    def by_now(self) -> Answered:
        """What tells the days and what cannot wait: what was filed is not to be filed."""
        return self.followed or self

    @property
    def is_silent(self) -> bool:
        """Whether the rules say how to file what is filed, and nothing of what follows.

        A letter of refusal is answered by what is filed once it came. The request that it refuses
        was filed before, and to write « refus » answers nothing: its days go on.
        """
        if self.stage is following.Stage.TO_FILE or self.followed:
            return False
        if self.answers.get(following.GOAL) != following.REFUSAL:
            return True
        return following.answers_letter(self.request, self.answers.get(following.LETTER))

    def reminders(self) -> list[Reminder]:
        """Return the days, in order: what is filed has no day any more on which to file it."""
        now = self.by_now
        found = {
            one
            for one in every_reminder(now.reading, now.evaluation)
            if one.about is Reminded.END or not self.is_silent
        }
        order = list(Reminded)
        found |= {*following.days_of(self.request, self.today)}
        return sorted(found, key=lambda one: (one.day, order.index(one.about)))

    @cached_property
    def answers(self) -> dict[str, Value | None]:
        """The answers that this edition knows, in the order of asking."""
        found = typed_answers(self.rules, self.rules.renamed.answers(self.content.answers))
        return {key: found[key] for key in self.rules.questions if key in found}

    @cached_property
    def situation(self) -> Situation:
        supposed = prepared_edition(self.rules).supposed if self.content.lane else {}
        return Situation(self.rules, {**supposed, **self.answers}, self.today)

    @cached_property
    def evaluation(self) -> Evaluation:
        found = evaluate_situation(self.situation)
        return only_certain(found) if self.content.lane else found

    @cached_property
    def reading(self) -> Reading:
        urls = dossier_urls(self.code) if self.code else None
        return Reading(self.situation, LANGUAGE, urls, assisted=True)

    @cached_property
    def record(self) -> ResultRecord:
        return record_of(self.reading, self.evaluation)

    @cached_property
    def result(self) -> Result:
        return result_of(self.reading, self.evaluation)

    @cached_property
    def later(self) -> set[str]:
        """The papers, by key, that are given only once the administration asks for them."""
        return {
            paper_key(one.entry)
            for found in self.evaluation.procedures
            for one in found.documents
            if is_later(self.reading, one.entry)
        }

    @cached_property
    def choices(self) -> dict[str, str]:
        """The sentence on each line of which one paper is enough, by key: it names them."""
        one_of, documents = "un seul papier, au choix", self.rules.documents
        found = (entry.entry for one in self.evaluation.procedures for entry in one.documents)
        return {
            # Without a name of its own, a line is called by its papers already.
            paper_key(one): f"{one_of}\xa0: {' ; '.join(names)}" if one.group else one_of
            for one in found
            if one.one_of
            and (names := [in_language(documents[key].title, LANGUAGE) for key in one.documents])
        }

    @cached_property
    def audience(self) -> dict[str, str]:
        """The notes of the lines that are for some persons only, by key."""
        return {
            paper_key(one.entry): in_language(one.entry.note, LANGUAGE)
            for found in self.evaluation.procedures
            for one in found.documents
            if one.entry.for_some
        }

    @property
    def nameless(self) -> bool:
        """Whether no link may be given: a message that somebody else reads would tell a danger."""
        return self.result.sensitive or is_sensitive(self.rules, self.answers)

    @cached_property
    def walk(self) -> Walk:
        """The questions that this edition asks of these answers."""
        renamed, content = self.rules.renamed, self.content
        passed = frozenset(renamed.question(key) for key in content.passed)
        answers, lane = renamed.answers(content.answers), renamed.question(content.lane)
        return walk(prepared_edition(self.rules), answers, self.today, lane, passed)

    @property
    def complete(self) -> bool:
        """Whether this edition has no other question to ask."""
        return self.walk.complete

    def asks(self, key: str) -> bool:
        """Tell whether this edition asks a question of the person with these answers."""
        return bool(self.walk.reaches(key))

    def words(self, key: str) -> Shown:
        """Return the answer to a question in words."""
        if key not in self.answers:
            return "pas de réponse"
        return self.reading.answer(self.rules.questions[key])

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """The cards of the answer, in order."""
        result = self.by_now.result
        found = [one.verdict for one in (*result.cards, *result.sheets)]
        return found or [one for one in [result.verdict] if one]

    @cached_property
    def card_words(self) -> dict[str, str]:
        """What the cards say to do and until when, and why the answer cannot wait.

        It moves with the days: it is compared on one day, and kept in no record.
        """
        words = [
            (f"« {one.label} »", one.leaf.in_full if one.leaf else "") for one in self.verdicts
        ]
        urgent = [LABELS[one] for one in Urgency if one in self.urgencies]
        return {
            "La carte dit": " ; ".join(", ".join(filter(None, one)) for one in words),
            "Ne peut pas attendre": ", ".join(urgent),
        }

    def rows(self) -> list[AnswerOfDossier]:
        """Return the answers in words, in the order of asking."""
        questions = self.rules.questions
        return [
            AnswerOfDossier(
                key,
                self.reading.question(questions[key]),
                self.reading.answer(questions[key]),
                value is None,
                self.asks(key),
            )
            for key, value in self.answers.items()
        ]

    def card(self, reference: str, note: str, **own: str) -> DossierCard:
        """Return the card, as these answers fill it; ``own`` is what else no answer tells."""
        record = self.record
        titles = [one["title"] for one in record["procedures"].values()]
        return DossierCard(
            reference=reference,
            note=note,
            **own,
            requests=self.content.requests,
            title=" ; ".join(titles) or self._title_without_procedure(),
            procedures=list(record["procedures"]),
            department=self.situation.department or "",
            days=[as_data(one) for one in self.reminders()],
            late=Urgency.LATE in self.urgencies,
            today=Urgency.TODAY in self.urgencies,
            undated=Urgency.UNDATED in self.urgencies,
            read_on=self.today.isoformat(),
        )

    @cached_property
    def urgencies(self) -> frozenset[Urgency]:
        """Why the answer cannot wait."""
        if following.is_refused(self.request) and self.followed:
            return frozenset([Urgency.UNDATED])
        if self.is_silent:
            return frozenset()
        found = urgencies(self.by_now.reading, self.by_now.evaluation)
        return found - {Urgency.UNDATED} if self.followed else found

    def urgent_words(self, why: Urgency) -> list[Shown]:
        """Return what the answer says of what cannot wait."""
        return urgent_words(self.by_now.reading, self.by_now.evaluation, why)

    def missing_answers(self) -> list[ToFindOut]:
        """Return the questions without whose answer a day cannot be computed.

        Without one of them it is the next question that these answers have left open.
        """
        now = self.by_now
        found = missing_answers(now.reading, now.evaluation)
        if found or now.walk.next is None:
            return found
        question = self.rules.questions[now.walk.next]
        text, help_text = self.reading.question(question), self.reading.shown(question.unknown_help)
        return [ToFindOut(text, help_text, "", question.key)]

    def _title_without_procedure(self) -> str:
        possible = list(self.record["possible"].values())
        if len(possible) == 1:
            return f"Peut-être : {possible[0]}"
        if possible:
            return f"{len(possible)} démarches possibles"
        return self._advised() or "Aucune démarche"

    def _advised(self) -> str:
        """Return the title of the orientation that the result says first, or nothing."""
        found = sort_orientations(self.evaluation.orientations)
        answers = [one for one in found.particular if not one.fallback]
        shown = [*found.urgent, *answers, *found.general, *found.particular]
        return in_language(shown[0].title, LANGUAGE) if shown else ""

"""The way of a person through the questions, computed at each request, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from procedures.engine.answers import read_answer
from procedures.engine.errors import InvalidAnswers
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Missing, Value

from .prepared import PreparedEdition
from .privacy import is_sensitive
from .run import Run

# A larger bound tells little, discourages much, and may fall to one on the next page: it is not
# shown.
MOST_ANNOUNCED = 3


def section_labels():
    """Return {section of the catalogue's format: its title}, in order."""
    return {
        "vous": _("Vous"),
        "demande": _("Votre demande"),
        "titre": _("Votre titre de séjour"),
        "situation": _("Votre situation"),
        "precisions": _("Dernières précisions"),
    }


def progress_at(walk, key):
    """Return the variables of the component at a question, or ``None`` without a section."""
    questions, labels = walk.prepared.rule_set.questions, list(section_labels())
    own = questions[key].section
    if own not in labels or walk.urgent:
        return None
    # A question of an earlier section may come late: a person at the fourth part of five
    # is not sent back to the third.
    past = [questions[one].section for one, _ in walk.before(key)]
    current = max([own, *(one for one in past if one in labels)], key=labels.index)
    return progress_in(current, walk.pages_left(key))


def progress_in(current, left):
    """Return the variables of the component in a section, with so many pages left."""
    labels = section_labels()
    position = list(labels).index(current)
    states = ("done",) * position + ("current",) + ("todo",) * (len(labels) - position - 1)
    return {
        "sections": [
            {"label": label, "state": state}
            for label, state in zip(labels.values(), states, strict=True)
        ],
        "current_label": labels[current],
        "position": position + 1,
        "total": len(labels),
        "left": left if left <= MOST_ANNOUNCED else None,
    }


@dataclass(frozen=True)
class Walk:
    """The state of a run. ``answers`` are those that count, in the order of asking.

    ``kept`` are the questions whose answers do not count at present. ``lane`` are the only
    questions asked by an urgent way in. ``shared`` are the questions of the last page,
    which tell only which papers to bring, ``late`` those of them that are neither answered nor
    passed. ``open`` are those that were passed or wait on the last page: they may be answered.
    """

    prepared: PreparedEdition
    today: date
    answers: dict[str, Value | None]
    next: str | None
    kept: tuple[str, ...]
    shared: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    lane: tuple[str, ...] = ()
    urgent: bool = False

    @property
    def asked(self) -> tuple[str, ...]:
        return tuple(self.answers)

    @property
    def complete(self) -> bool:
        return self.next is None and not self.late

    @cached_property
    def situation(self) -> Situation:
        supposed = self.prepared.supposed if self.urgent else {}
        return Situation(self.prepared.rule_set, {**supposed, **self.answers}, self.today)

    def reaches(self, key):
        """Tell whether a question may be shown: it was asked, passed, or is the next one."""
        return key in self.answers or key == self.next or key in self.open

    def before(self, key):
        """Return the answers given before a question, which alone decide its choices."""
        given = []
        for asked, value in self.answers.items():
            if asked == key:
                break
            given.append((asked, value))
        return tuple(given)

    def previous(self, key):
        """Return the question asked before this one, or ``None``."""
        if self.urgent:
            asked = [one for one in self.lane_before(key) if one in self.answers]
            return asked[-1] if asked else None
        before = self.before(key)
        return before[-1][0] if before else None

    def lane_before(self, key):
        """Return the questions of the lane that come before one; all, if it is not of the lane."""
        return self.lane[: self.lane.index(key)] if key in self.lane else self.lane

    def offered(self, key):
        return self.prepared.offered(key, self.before(key), self.today)

    def pages_left(self, key):
        """Return an upper bound on the pages still to come, the one of this question included."""
        if self.urgent:
            return len(self.lane) - len(self.lane_before(key))
        return self.prepared.pages_left(self.before(key), self.today)


def walk(prepared, data, today, lane="", passed=frozenset()):
    """Replay answers from the start: only answers to questions asked again count.

    ``data`` are answers as JSON holds them. Answers that this edition does not know are ignored.
    ``lane`` is the question that an urgent way in answered, if the person came by one. ``passed``
    are the questions that the person left without an answer.
    """
    answers = typed_answers(prepared.rule_set, data)
    if answers.get(lane):
        return _walk_of_lane(prepared, answers, today, lane, passed)
    given, shared, skipped = {}, [], frozenset(passed - answers.keys())
    while True:
        path = tuple(given.items())
        key, postponed = prepared.first_turn(path, today, skipped)
        if key is None:
            key = next((one for one in postponed if one in answers and one not in given), None)
            shared += [key] if key else []
        if key is None or key not in answers:
            break
        if key in given:
            # A later answer made this one impossible: its question is asked again.
            del given[key]
            break
        given[key] = answers[key]
    late = () if key else tuple(one for one in postponed if one not in given)
    now = prepared.turns(path, today)[0] if passed else ()
    kept = tuple(one for one in answers if one not in given and one != key)
    order = list(prepared.rule_set.questions)
    return Walk(
        prepared,
        today,
        given,
        key,
        kept,
        shared=tuple(sorted({*shared, *late}, key=order.index)),
        late=tuple(one for one in late if one not in passed),
        open=(*(one for one in now if one in passed and one not in given), *late),
    )


def answers_that_count(run: Run, walked: Walk) -> dict[str, Any]:
    """Return what is worth keeping of a run: an answer given before a change of mind is not.

    The commune tells who helps nearby, even if no rule asks for it. What tells a danger is kept:
    without it, a dossier would give a link.
    """
    rules = walked.prepared.rule_set
    counts = {*walked.answers, rules.renamed.question("commune")}
    return {
        key: value
        for key, value in run.answers.items()
        if key in counts or is_sensitive(rules, {key: value})
    }


def _walk_of_lane(prepared, answers, today, lane, passed):
    """Return the walk of an urgent way in: its few questions, then the result.

    What was answered before it counts as it stands: it is not asked now.
    """
    questions = prepared.lane(lane, tuple(answers.items()), today)
    states = Situation(prepared.rule_set, answers, today).state
    ignored = (Missing.PENDING, Missing.ABSENT)
    order = [key for key in prepared.rule_set.questions if key in answers]
    given = {key: answers[key] for key in order if states(key) not in ignored}
    left = [one for one in questions if one not in given]
    key = next((one for one in left if one not in passed), None)
    kept = tuple(one for one in answers if one not in given and one != key)
    skipped = tuple(one for one in left if one in passed)
    return Walk(prepared, today, given, key, kept, open=skipped, lane=questions, urgent=True)


def typed_answers(rule_set, data):
    """Return the answers that the questions of an edition still take, with their types."""
    answers = {}
    for key, value in data.items():
        question = rule_set.questions.get(key)
        if question is not None:
            try:
                answers[key] = read_answer(rule_set.facts[key], question, value)
            except InvalidAnswers:
                continue
    return answers

"""The results of a wave, in numbers, or of two waves. Only this module reads the answers."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import ceil, sqrt
from operator import itemgetter
from statistics import mean, median
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from procedures.engine.values.questions import Question
from procedures.models import NATIONAL, FilledForm, Wave

from .content import SCALE, CompiledKit, compiled

# Under ten answers, one person more or less moves a percentage by ten points.
LEAST_FOR_SHARES = 10
# Fewer forms than this are never read alone: the agent who handed the device would know whose.
LEAST_TOGETHER = 5
# The most numbers that have each a line; of more, the large ones are grouped from these on.
MOST_LINES = 11
GROUPS = (*range(6), 10, 20, 50, 100)
UNKNOWN = "Je ne sais pas"
NONE = "Aucune de ces réponses"
Answers = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """An answer and how many gave it. ``share`` is a percentage, or ``None`` if too few did."""

    value: str
    label: str
    number: int
    share: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """What was answered to a question. ``answered`` is how many people did."""

    key: str
    title: str
    several: bool
    answered: int
    lines: tuple[AnswerLine, ...]
    middle: str = ""

    @property
    def most(self) -> int:
        return max((line.number for line in self.lines), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveResult:
    """``number`` forms are filled; ``waiting`` of them are not in the answers yet."""

    wave: Wave
    number: int
    waiting: int
    languages: tuple[tuple[str, int], ...]
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """An answer in two waves. ``points`` is the difference of the shares, if both have one.

    ``by_chance`` tells that so small a difference may come from who happened to be there.
    """

    label: str
    before: AnswerLine | None
    after: AnswerLine | None
    points: int | None
    by_chance: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedQuestion:
    title: str
    before: int
    after: int
    margin: int | None
    lines: tuple[ComparedLine, ...]


def waves_for(parts: Collection[str]) -> QuerySet[Wave]:
    """Return the waves that the accounts of some parts may read, with their ``filled`` forms.

    Those of the national content read all.
    """
    waves = Wave.objects.select_related("kit").annotate(filled=Count("forms"))
    return waves if NATIONAL in parts else waves.filter(part__in=parts)


def result_of(wave: Wave) -> WaveResult:
    """Return the numbers of a wave, question by question."""
    kit = compiled(wave.content)
    rows = FilledForm.objects.filter(wave=wave).values_list("day", "language", "answers")
    languages = Counter(language for _day, language, _given in rows)
    answers = _readable(wave, [(day, given) for day, _language, given in rows])
    return WaveResult(
        wave=wave,
        number=len(rows),
        waiting=len(rows) - len(answers),
        languages=tuple(languages.most_common()),
        questions=tuple(
            _question(kit, question, [given[key] for given in answers if key in given])
            for key, question in kit.rule_set.questions.items()
        ),
    )


def _readable(wave: Wave, forms: Sequence[tuple[date, Answers]]) -> list[Answers]:
    """Return the answers that may be read: of days that are over, five people at least at a time.

    Watched while people answer, the page would give each of them away. Once the wave is over, all
    are read, if they are five.
    """
    today = timezone.localdate()
    by_day = sorted((one for one in forms if one[0] < today), key=itemgetter(0))
    # A wave that is ended early still hides the answers of today.
    if today > wave.closes_on and len(by_day) >= LEAST_TOGETHER:
        return [given for _day, given in by_day]
    readable: list[Answers] = []
    together: list[Answers] = []
    for _day, group in groupby(by_day, key=itemgetter(0)):
        together += [given for _day, given in group]
        if len(together) >= LEAST_TOGETHER:
            readable += together
            together = []
    return readable


def _question(kit: CompiledKit, question: Question, given: Sequence[object]) -> QuestionResult:
    labels = _labels(question)
    counts: Counter[str] = Counter()
    for answer in given:
        counts.update(_values(question, answer))
    if UNKNOWN in counts:
        labels = {**labels, UNKNOWN: UNKNOWN}
    if NONE in counts:
        labels = {**labels, NONE: NONE}
    return QuestionResult(
        key=question.key,
        title=question.text["fr"],
        several=question.kind == "choices",
        answered=len(given),
        lines=tuple(
            AnswerLine(
                value=value, label=label, number=counts[value], share=_share(counts[value], given)
            )
            for value, label in labels.items()
        ),
        middle=_middle(kit.kinds[question.key], given),
    )


def _share(number: int, given: Sequence[object]) -> int | None:
    return round(100 * number / len(given)) if len(given) >= LEAST_FOR_SHARES else None


def _labels(question: Question) -> dict[str, str]:
    """Return {value: its words} of the lines of a question, in their order."""
    if question.kind == "yes_no":
        return {"oui": "Oui", "non": "Non"}
    if question.kind == "integer":
        return {_group(question, first): _group(question, first) for first in _starts(question)}
    return {one.value: one.text["fr"] for one in question.choices}


def _values(question: Question, answer: object) -> list[str]:
    """Return the lines on which an answer counts."""
    if answer is None:
        return [UNKNOWN]
    if isinstance(answer, bool):
        return ["oui" if answer else "non"]
    if isinstance(answer, int):
        return [_group(question, answer)]
    if isinstance(answer, list):
        return answer or [NONE]
    return [str(answer)]


def _bounds(question: Question) -> tuple[int, int]:
    bounds = question.bounds
    return bounds.least or 0, 150 if bounds.most is None else bounds.most


def _starts(question: Question) -> list[int]:
    """Return the first number of each line: the same in all waves with the same bounds."""
    least, most = _bounds(question)
    if most - least < MOST_LINES:
        return [*range(least, most + 1)]
    return [least, *(one for one in GROUPS if least < one <= most)]


def _group(question: Question, number: int) -> str:
    """Return the words of the line of a number: « 3 », « 5 à 9 »."""
    starts = [*_starts(question), _bounds(question)[1] + 1]
    place = bisect_right(starts, number, hi=len(starts) - 1)
    first, last = starts[place - 1], starts[place] - 1
    return str(first) if first == last else f"{first} à {last}"


def _middle(kind: str, given: Sequence[object]) -> str:
    """Return the middle and the mean of numbers and scales, if enough people answered."""
    if kind not in (SCALE, "integer") or len(given) < LEAST_FOR_SHARES:
        return ""
    numbers = [int(str(one)) for one in given if one is not None]
    if not numbers:
        return ""
    average = f"{mean(numbers):.1f}".replace(".", ",")
    middle = f"{median(numbers):g}".replace(".", ",")
    return f"Moyenne : {average}. La moitié a répondu {middle} ou moins."


def compared(before: WaveResult, after: WaveResult) -> list[ComparedQuestion]:
    """Return the questions that two waves share, answer by answer."""
    later = {one.key: one for one in after.questions}
    return [
        _compared(one, later[one.key])
        for one in before.questions
        if one.key in later and later[one.key].several == one.several
    ]


def _compared(before: QuestionResult, after: QuestionResult) -> ComparedQuestion:
    margin = margin_of(before.answered, after.answered)
    old = {line.value: line for line in before.lines}
    new = {line.value: line for line in after.lines}
    lines = []
    for value in dict.fromkeys([*old, *new]):
        was, now = old.get(value), new.get(value)
        points = None
        if was and now and was.share is not None and now.share is not None:
            points = now.share - was.share
        chance = bool(points and margin and abs(points) < margin)
        label = (now or was or old[value]).label
        lines.append(
            ComparedLine(label=label, before=was, after=now, points=points, by_chance=chance)
        )
    return ComparedQuestion(
        title=after.title,
        before=before.answered,
        after=after.answered,
        margin=margin,
        lines=tuple(lines),
    )


def margin_of(before: int, after: int) -> int | None:
    """Return the points under which a difference of shares may be chance, or ``None``.

    It is the widest interval at 95 % of a difference of two shares (1.96 × 0.5 = 98 points), as if
    people had been drawn by lot.

    >>> margin_of(100, 100), margin_of(9, 100)
    (14, None)
    """
    if min(before, after) < LEAST_FOR_SHARES:
        return None
    return ceil(98 * sqrt(1 / before + 1 / after))


def same_kit(waves: Iterable[Wave], wave: Wave) -> list[Wave]:
    """Return the waves that may be compared with one: those of the same kit, the latest first."""
    return [one for one in waves if one.kit_id == wave.kit_id and one.pk != wave.pk]

"""The page for the counter: one sheet of paper in French, with the person's language beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import formats
from .cards import KeyFact
from .papers import Paper, PaperChoice, Papers
from .reading import Reading, Shown, plain

SHOWN_FACTS = ("place", "calendar", "euro")


@dataclass(frozen=True, slots=True)
class Pair:
    """A line in French, and the same in the language of the page: empty on a French page."""

    french: str
    own: Shown


@dataclass(frozen=True, slots=True)
class CounterBox:
    """Where, when or how much."""

    label: Pair
    value: Pair


@dataclass(frozen=True, slots=True)
class CounterSheet:
    """The values of templates/questionnaire/result/counter_sheet.html."""

    title: Pair
    situation: list[Pair]
    boxes: list[CounterBox]
    parts: list[CounterPart]
    notes: Pair
    made_on: str


# What a page says of a procedure: the title, the lines of the card, the papers.
Told = tuple[Shown, list[KeyFact], Papers]


@dataclass(frozen=True, slots=True)
class CounterPart:
    """Papers with boxes to tick, under a title."""

    title: Pair
    papers: list[Pair]


def counter_sheet(reading: Reading, own: Told, tell: Callable[[Reading], Told]) -> CounterSheet:
    """Return the page for the counter.

    ``own`` is what the page shows, ``tell`` computes the same for another language.
    """
    if reading.language == "fr":
        return _paired(reading, own, own)
    french = replace(reading, language="fr")
    with translation.override("fr"):
        told = tell(french)
    return _paired(reading, told, own)


def _paired(reading: Reading, french: Told, own: Told) -> CounterSheet:
    same = french is own
    with translation.override("fr"):
        words = _words(replace(reading, language="fr"), french[2])
    own_words = _words(reading, own[2])

    def pairs(first: Iterable[Shown], second: Iterable[Shown]) -> list[Pair]:
        both = zip_longest(first, second, fillvalue="")
        return [Pair(plain(one), "" if same else other) for one, other in both]

    facts = [
        pairs(*([one.label, one.value] for one in both))
        for both in zip(_boxes(french[1]), _boxes(own[1]), strict=False)
    ]
    return CounterSheet(
        title=pairs([french[0]], [own[0]])[0],
        situation=pairs(words.situation, own_words.situation),
        boxes=[CounterBox(*both) for both in facts],
        parts=[
            CounterPart(pairs([title], [own_title])[0], pairs(_names(first), _names(second)))
            for title, own_title, first, second in (
                (words.papers, own_words.papers, french[2].lines, own[2].lines),
                (words.only_if, own_words.only_if, french[2].possible, own[2].possible),
            )
            if first
        ],
        notes=pairs([words.notes], [own_words.notes])[0],
        made_on=formats.day(reading.today, "fr"),
    )


@dataclass(frozen=True, slots=True)
class CounterWords:
    """The page's own words, in the language that is active."""

    situation: list[str]
    papers: str
    only_if: str
    notes: str


def _words(reading: Reading, papers: Papers) -> CounterWords:
    count = ngettext("%(count)s papier", "%(count)s papiers", papers.count)
    return CounterWords(
        situation=_situation(reading),
        papers=count % {"count": papers.count},
        only_if=_("Seulement si…"),
        notes=_("Ce que dit le guichet : date, papier qui manque"),
    )


def _boxes(facts: Iterable[KeyFact]) -> list[KeyFact]:
    return [one for one in facts if one.icon in SHOWN_FACTS]


def _names(lines: Iterable[Paper | PaperChoice]) -> list[Shown]:
    return [one.group if isinstance(one, PaperChoice) else one.title for one in lines]


def _situation(reading: Reading) -> list[str]:
    """Return who the person is in three lines: what they answered, and nothing that they did not.

    Nothing of violence, health or a fear is there: a counter reads over the shoulder.
    """
    said = [_who(reading), _holds(reading), _lives(reading)]
    return [one for one in said if one]


def _name(reading: Reading, key: str) -> str:
    """Return what agents call a question today: they may have renamed it."""
    return reading.rule_set.renamed.questions.get(key, key)


def _answer(reading: Reading, key: str) -> str:
    name = _name(reading, key)
    question = reading.rule_set.questions.get(name)
    if question is None or reading.situation.answers.get(name) is None:
        return ""
    return plain(reading.answer(question))


def _who(reading: Reading) -> str:
    nationality = _answer(reading, "nationality")
    age = reading.situation.answers.get(_name(reading, "age"))
    parts = [_("Nationalité : %(name)s") % {"name": nationality}] if nationality else []
    if isinstance(age, int):
        parts.append(ngettext("%(count)s an", "%(count)s ans", age) % {"count": age})
    return " · ".join(parts)


def _holds(reading: Reading) -> str:
    document, ends = _answer(reading, "current_document"), _answer(reading, "expiry_date")
    parts = [document] if document else []
    if ends:
        parts.append(_("Date de fin : %(day)s") % {"day": ends})
    return " · ".join(parts)


def _lives(reading: Reading) -> str:
    place = _answer(reading, "commune")
    return _("Habite à : %(place)s") % {"place": place} if place else ""

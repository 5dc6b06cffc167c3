"""The page for the counter: one sheet of paper in French, with the person's language beside.

Where the next act is to call or to answer a decision, it is taken to no counter: it is the
person's own then, with the numbers to call and the steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, repeat, zip_longest
from math import ceil

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procedures.publishing.spelling import bare

from . import formats
from .cards import KeyFact, Verdict
from .counter_person import who_they_are
from .formats import NO_BREAK
from .papers import Paper, PaperChoice, Papers
from .places import Contact
from .reading import Reading, Shown, plain
from .steps import ShownStep

SHOWN_FACTS = ("place", "calendar", "euro")
# In letters of a usual size: what a line holds alone, and in one of two columns.
WIDE_LINE, NARROW_LINE = 95, 46
# From how many lines on the letters are smaller, and smaller still.
USUAL_LINES, MANY_LINES = 24, 36
# The stances whose page no counter is shown.
FOR_ONESELF = ("suivre", "repondre", "appeler", "se_proteger")


@dataclass(frozen=True, slots=True)
class Pair:
    """A line in French, and the same in the language of the page: empty on a French page.

    ``ticked`` is true of a paper that the person has ticked. A remark stands after its line, in
    the same language, and is no part of the name of a paper. A choice of papers is ``known_as`` its
    first one too: a page that is not in French has the French name of that one alone.
    """

    french: str
    own: Shown
    ticked: bool = False
    known_as: str = ""
    remark: str = ""
    own_remark: str = ""

    @property
    def lines(self) -> int:
        """Return about how many lines of paper it takes: alone, or in two columns."""
        french = len(self.french) + len(self.remark)
        if not self.own:
            return ceil(french / WIDE_LINE)
        return ceil(max(french, len(plain(self.own)) + len(self.own_remark)) / NARROW_LINE)


@dataclass(frozen=True, slots=True)
class CounterBox:
    """Where, when or how much."""

    label: Pair
    value: Pair


@dataclass(frozen=True, slots=True)
class CounterSheet:
    """The values of templates/questionnaire/result/counter_sheet.html.

    ``sentences`` is the card in words: its band, then its sentences. ``notes`` is empty on a page
    ``for_oneself``.
    """

    for_oneself: bool
    title: Pair
    sentences: list[Pair]
    situation: list[Pair]
    boxes: list[CounterBox]
    parts: list[CounterPart]
    notes: Pair
    made_on: str

    @property
    def length(self) -> str:
        """Say how small its letters are, so that it stays on one page: nothing, long, longest."""
        pairs = [*self.sentences, *self.situation]
        for part in self.parts:
            pairs += [part.title, *part.lines]
        lines = sum(one.lines for one in pairs)
        return "longest" if lines > MANY_LINES else "long" if lines > USUAL_LINES else ""


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What a page says of a procedure. ``before`` are the cards that stand above its own.

    ``known`` is what must be known before any place, which a card may say itself.
    """

    card: Verdict
    papers: Papers
    steps: list[ShownStep]
    before: list[Verdict]
    helpers: list[Contact]
    known: list[Shown] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CounterPart:
    """Papers, calls or steps with boxes to tick, under a title."""

    title: Pair
    lines: list[Pair]


def with_ticks(sheet: CounterSheet, had: Iterable[str]) -> CounterSheet:
    """Return a page whose papers are ticked that somebody has, by their French names.

    Names come from a page as it was read: spaces, apostrophes and accents do not count.
    """
    names = {bare(one) for one in had} - {""}

    def ticked(line: Pair) -> Pair:
        return replace(line, ticked=not names.isdisjoint(map(bare, (line.french, line.known_as))))

    parts = [replace(part, lines=list(map(ticked, part.lines))) for part in sheet.parts]
    return replace(sheet, parts=parts)


def counter_sheet(
    reading: Reading, own: SheetWords, tell: Callable[[Reading], SheetWords]
) -> CounterSheet:
    """Return the page for the counter.

    ``own`` is what the page shows, ``tell`` computes the same for another language.
    """
    if reading.language == "fr":
        return _paired(reading, own, own)
    french = replace(reading, language="fr")
    with translation.override("fr"):
        french_words = tell(french)
    return _paired(reading, french_words, own)


def _paired(reading: Reading, french: SheetWords, own: SheetWords) -> CounterSheet:
    same = french is own
    with translation.override("fr"):
        words = _words(replace(reading, language="fr"), french)
    own_words = _words(reading, own)

    def pairs(first: Iterable[Shown], second: Iterable[Shown]) -> list[Pair]:
        both = zip_longest(first, second, fillvalue="")
        return [Pair(plain(one), "" if same else other) for one, other in both]

    facts = [
        pairs(*([one.label, one.value] for one in both))
        for both in zip(_boxes(french), _boxes(own), strict=False)
    ]
    return CounterSheet(
        for_oneself=_for_oneself(own),
        title=pairs([french.card.title], [own.card.title])[0],
        sentences=pairs(_card_sentences(french), _card_sentences(own)),
        situation=pairs(words.situation, own_words.situation),
        boxes=[CounterBox(*both) for both in facts],
        parts=[
            CounterPart(
                pairs([one.title], [two.title])[0],
                [
                    replace(line, remark=remark, own_remark="" if same else other, known_as=name)
                    for line, remark, other, name in zip(
                        pairs(one.lines, two.lines),
                        *(chain(side.remarks, repeat("")) for side in (one, two)),
                        chain(one.first_names, repeat("")),
                        strict=False,
                    )
                ],
            )
            for one, two in zip(words.parts, own_words.parts, strict=True)
            if one.lines
        ],
        notes=pairs([words.notes], [own_words.notes])[0],
        made_on=formats.day(reading.today, "fr"),
    )


@dataclass(frozen=True, slots=True)
class PartWords:
    """A part in one language. ``remarks`` are those of its lines, or none at all.

    ``first_names`` are the names of the first paper of each line that is a choice of several.
    """

    title: str
    lines: list[Shown]
    remarks: list[str] = field(default_factory=list)
    first_names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CounterWords:
    """The page's own words, in the language that is active, and the lines under each title."""

    situation: list[str]
    parts: list[PartWords]
    notes: str


def _words(reading: Reading, words: SheetWords) -> CounterWords:
    count = ngettext("%(count)s papier", "%(count)s papiers", words.papers.count)
    parts = [
        _papers(count % {"count": words.papers.count}, words.papers.lines),
        _papers(_("Seulement si…"), [*words.papers.for_some, *words.papers.possible]),
    ]
    notes = _("Ce que dit le guichet : date, papier qui manque")
    if _for_oneself(words):
        calls = _calls(words, numbers=reading.language == "fr")
        steps = PartWords(_("Vos étapes"), _steps(words.steps))
        parts = [PartWords(_("Qui appeler"), calls), steps, *parts]
        notes = ""
    return CounterWords(who_they_are(reading), parts, notes)


def _for_oneself(words: SheetWords) -> bool:
    return words.card.stance in FOR_ONESELF


def _card_sentences(words: SheetWords) -> list[Shown]:
    """Return the band of a card and its sentences: paper says no less than the screen."""
    card = words.card
    late = [card.late] if card.late else [one.late for one in words.steps if one.late][:1]
    known = [one for one in words.known if one not in card.leads]
    sentences = [card.label, *known, card.sentence, *card.leads, card.text, *late]
    return [one for one in sentences if one]


def _calls(words: SheetWords, *, numbers: bool) -> list[Shown]:
    """Return who to call. Only the French side has the number: Arabic would turn its groups."""
    calls = [(call.number, call.text) for card in words.before for call in card.calls]
    lines = [
        f"{number.replace(' ', NO_BREAK)} : {plain(text)}" if numbers else text
        for number, text in calls
    ]
    for one in words.helpers:
        if one.phone:
            said = (one.check, one.phone.replace(" ", NO_BREAK) + " :" if numbers else "")
            lines.append(" ".join(filter(None, (*said, plain(one.name)))))
    return lines


def _steps(steps: Iterable[ShownStep]) -> list[Shown]:
    return [_step(one) for one in steps]


def _step(step: ShownStep) -> Shown:
    """Return the line of a step, its answer too if the line only asks."""
    asks = plain(step.title).endswith(("?", "؟"))
    parts = [plain(step.title), plain(step.text) if asks else ""]
    words = " ".join(one for one in parts if one)
    return f"{words} · {step.when}" if step.when else words


def _boxes(words: SheetWords) -> list[KeyFact]:
    """Return the last days and the lines of the card, those of the cards above it first."""

    cards = [*(words.before if _for_oneself(words) else ()), words.card]
    return [
        _on_paper(line)
        for card in cards
        for line in (*_leaf(card), *card.facts)
        if line.icon in SHOWN_FACTS
    ]


def _on_paper(line: KeyFact) -> KeyFact:
    """Return a line of a card; one that is not sure names the contact to ask."""
    asked = " ".join(filter(None, (plain(line.note), line.link)))
    return line if line.sure else replace(line, value=f"{plain(line.value)} : {asked}")


def _leaf(card: Verdict) -> list[KeyFact]:
    if card.leaf is None:
        return []
    passed = f" ({card.leaf.left})" if card.leaf.past else ""
    return [KeyFact("calendar", plain(card.leaf.what), card.leaf.in_full + passed)]


def _papers(title: str, lines: Sequence[Paper | PaperChoice]) -> PartWords:
    """Return the names of papers, with those they are for, and whether one of several is enough."""
    one_of = _("un seul papier, au choix")
    names, remarks, first_names = [], [], []
    for one in lines:
        choice = one if isinstance(one, PaperChoice) else None
        names.append(one.group if isinstance(one, PaperChoice) else one.title)
        parts = [one_of if choice else "", plain(one.audience)]
        remarks.append(" · ".join(filter(None, parts)))
        first_names.append(plain(choice.documents[0].title) if choice else "")
    return PartWords(title, names, remarks, first_names)

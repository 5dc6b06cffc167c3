"""What a provisional paper allows, and the sheet of it for who asks for a proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from procedures.engine.conditions.tree import ALWAYS
from procedures.engine.values.between import OnlineService, PaperUse, ProofAsker, ProvisionalPaper
from procedures.engine.values.content import Text
from questionnaire.result.reading import Reading, Shown

ICONS = {"oui": "success", "si": "success", "principe": "warning", "non": "none"}
# What a sheet says in French, then in the language of the reader.
FRENCH = "fr"


@dataclass(frozen=True, slots=True)
class PaperRight:
    """A line of a paper: what it allows, in a word, then when."""

    label: str
    verdict: str
    note: Shown
    icon: str


@dataclass(frozen=True, slots=True)
class AskerLink:
    """A person or an office who asks for a proof, and the address of its sheet."""

    title: Shown
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class Both:
    """A text in French, and in the language of the reader; empty for a reader of French."""

    french: str
    words: Shown


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A right as a sheet tells it: its label and its words, twice, beside the article."""

    label: Both
    verdict: Both
    note: Both
    article: str


def verdict_words(verdict: str) -> str:
    """Return the word of a verdict, as it follows the name of a right.

    Verdicts are those of ``procedures.engine.values.between.VERDICTS``.
    """
    return {
        "oui": pgettext("ce papier permet", "oui"),
        "si": pgettext("ce papier permet", "oui, à une condition"),
        "principe": pgettext("ce papier permet", "en principe, oui"),
        "non": pgettext("ce papier permet", "non"),
        "inconnu": pgettext("ce papier permet", "à vérifier d’abord"),
    }[verdict]


def verdict_twice(verdict: str) -> Both:
    """Return the word of a verdict in French, and in the language of the reader."""
    with override(FRENCH):
        french = verdict_words(verdict)
    return Both(french, verdict_words(verdict))


def rights_of(reading: Reading, paper: ProvisionalPaper) -> list[PaperRight]:
    """Return the lines of a paper, always in the same order: none is left out."""
    verdicts = [
        PaperRight(label, verdict_words(code), reading.shown(note), ICONS.get(code, "question"))
        for label, code, note, _article in _verdicts(paper)
    ]
    return [
        *verdicts,
        PaperRight(_("Jusqu’à quand"), "", reading.shown(paper.lasts), "calendar"),
        PaperRight(_("Ce que ce papier ne fait pas"), "", reading.shown(paper.limits), "info"),
    ]


def links_of(
    reading: Reading, entries: Iterable[ProvisionalPaper | OnlineService], page: str
) -> list[tuple[Shown, str]]:
    """Return [(title, address)] of entries that have such a page each."""
    return [(reading.shown(one.title), reverse(page, args=[one.id])) for one in entries]


def papers_of_answer(reading: Reading) -> list[tuple[Shown, str]]:
    """Return the ways to the papers that the person certainly holds or waits for."""
    papers = reading.rule_set.provisional_papers.values()
    own = (one for one in papers if one.when != ALWAYS and reading.situation.truth(one.when))
    return links_of(reading, own, "paper")


def askers_of(reading: Reading, paper: ProvisionalPaper) -> list[AskerLink]:
    """Return who asks for this paper, if the catalogue says what it is worth to them."""
    askers = reading.rule_set.askers
    return [
        AskerLink(
            reading.shown(askers[use.asker].title),
            askers[use.asker].icon,
            reverse("paper_sheet", args=[paper.id, use.asker]),
        )
        for use in paper.uses
    ]


def sheet_rows(reading: Reading, paper: ProvisionalPaper) -> list[SheetRow]:
    """Return what a sheet tells of the paper: to stay, to work, and how long.

    To leave France and come back is no affair of who asks for a proof.
    """
    with override(FRENCH):
        french = _for_askers(paper)
    return [
        SheetRow(
            Both(label, own_label),
            Both(word, own_word),
            both_of(reading, note),
            article,
        )
        for (label, word, note, article), (own_label, own_word, *_same) in zip(
            french, _for_askers(paper), strict=True
        )
    ]


def _for_askers(paper: ProvisionalPaper) -> list[tuple[str, str, Text, str]]:
    stay, work, _travel = (
        (label, verdict_words(verdict), note, article)
        for label, verdict, note, article in _verdicts(paper)
    )
    return [stay, work, (_("Jusqu’à quand"), "", paper.lasts, paper.stay_article)]


def both_of(reading: Reading, text: Text) -> Both:
    """Return a text of the catalogue in French, and in the language of the reader."""
    return Both(text.get(FRENCH, ""), reading.shown(text) if text else "")


def lines_of(reading: Reading, text: Text) -> list[Shown]:
    """Return the lines of a text of the catalogue, each as a template shows it."""
    words = reading.shown(text) if text else ""
    if isinstance(words, dict):
        return [{**words, "text": line} for line in words["text"].splitlines() if line.strip()]
    return [line for line in words.splitlines() if line.strip()]


def lines_twice(reading: Reading, text: Text) -> list[Both]:
    """Return the lines of a text in French, each with that of the reader's language beside."""
    return [
        Both(*one) for one in zip(text[FRENCH].splitlines(), lines_of(reading, text), strict=False)
    ]


def use_of(paper: ProvisionalPaper, asker: ProofAsker) -> PaperUse | None:
    """Return what the paper is worth to one who asks, or ``None`` if the catalogue is silent."""
    return next((one for one in paper.uses if one.asker == asker.id), None)


def _verdicts(paper: ProvisionalPaper) -> list[tuple[str, str, Text, str]]:
    return [
        (_("Rester en France"), paper.stay, paper.stay_note, paper.stay_article),
        (_("Travailler"), paper.work, paper.work_note, paper.work_article),
        (_("Sortir de France et revenir"), paper.travel, paper.travel_note, ""),
    ]

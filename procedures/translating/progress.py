"""The progress of translations by language, part and section, and the texts in each state."""

from collections import Counter
from dataclasses import dataclass, field

from procedures.models import NATIONAL, TranslationStatus

from .catalogue_texts import LANGUAGES, SECTIONS

# The order of the bars: finished texts come first.
STATES = (
    TranslationStatus.REVIEWED,
    TranslationStatus.MACHINE,
    TranslationStatus.STALE,
    TranslationStatus.MISSING,
)
IN_FORCE = (TranslationStatus.REVIEWED, TranslationStatus.MACHINE)


@dataclass(frozen=True)
class Figures:
    """The number of texts of a section in each state, in one language."""

    language: str
    part: str
    section: str
    counts: Counter = field(default_factory=Counter)

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def done(self):
        """The number of texts that visitors read in their language."""
        return sum(self.counts[state] for state in IN_FORCE)


def progress(texts):
    """Return the figures of every language, part and section that has texts."""
    found = {}
    for text in texts:
        for language in LANGUAGES:
            name = (language, text.part, text.section)
            figures = found.setdefault(name, Figures(*name))
            figures.counts[text.status(language)] += 1
    return sorted(found.values(), key=_order)


def chosen(texts, language, *, parts=(), sections=(), states=()):
    """Return the texts in some parts, sections and states; an empty list means any."""
    return [
        text
        for text in texts
        if (not parts or text.part in parts)
        and (not sections or text.section in sections)
        and (not states or text.status(language) in states)
    ]


def counted_states(texts, language):
    """Return {state: number of texts} in a language."""
    return Counter(text.status(language) for text in texts)


def _order(figures):
    places = list(SECTIONS)
    return (
        LANGUAGES.index(figures.language),
        figures.part != NATIONAL,
        figures.part,
        places.index(figures.section),
    )

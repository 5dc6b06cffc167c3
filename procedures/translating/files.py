"""The common parts of translation files: lines, limits, and the refusal of a file."""

from dataclasses import dataclass

from procedures.models import TranslationStatus

# In bytes, of a file as it is sent.
LARGEST = 8 * 1024 * 1024
MOST_LINES = 20_000
# The most characters that a cell of a spreadsheet holds.
LONGEST = 32_767

# Translators read English more often than French: their files say both.
STATES = {
    TranslationStatus.MISSING: "à traduire / missing",
    TranslationStatus.STALE: "le français a changé / French has changed",
    TranslationStatus.MACHINE: "traduction automatique / machine translation",
    TranslationStatus.REVIEWED: "relue par une personne / reviewed",
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """A translation that comes back. ``place`` locates it in the file.

    ``mark`` is the hash of the French text that was translated; without it, ``french`` is the text
    itself.
    """

    place: str
    reference: str
    text: str
    mark: str
    french: str = ""


class UnreadableFile(ValueError):
    """A file holds no readable translations, for the reason in the message, in French."""


def as_written(text):
    """Return a text with uniform line breaks and without spaces around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()

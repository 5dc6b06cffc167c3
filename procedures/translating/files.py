"""What files of translations have in common: their lines, their limits, how they are refused."""

from dataclasses import dataclass

from procedures.models import TranslationStatus

LARGEST = 8 * 1024 * 1024  # of a file as it is sent
MOST_LINES = 20_000
LONGEST = 32_767  # what a cell of a spreadsheet holds

# Translators read English more often than French.
STATES = {
    TranslationStatus.MISSING: "à traduire / missing",
    TranslationStatus.STALE: "le français a changé / French has changed",
    TranslationStatus.MACHINE: "traduction automatique / machine translation",
    TranslationStatus.REVIEWED: "relue par une personne / reviewed",
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One translation that comes back. ``place`` says where it stands in the file.

    ``mark`` is that of the French that it was made from (without it, ``french`` tells); ``unsure``
    is what its translator left to be looked at again.
    """

    place: str
    reference: str
    text: str
    mark: str
    french: str = ""
    unsure: bool = False


class UnreadableFile(ValueError):
    """A file that holds no translations that can be read, with the reason in French."""


def as_written(text):
    """Return a text as files give it back: line breaks of one kind, nothing around."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()

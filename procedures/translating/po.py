"""Reads and writes translations as PO files, which translators' tools read."""

import polib
from django.utils import timezone
from django.utils.translation import get_language_info

from procedures.models import TranslationStatus

from . import po_entries
from .catalogue_texts import language_name
from .files import MOST_LINES, STATES, FileLine, UnreadableFile
from .reading_beside import read_beside

TO_REVIEW = (TranslationStatus.STALE, TranslationStatus.MACHINE)
MARK = "repère : "
REASONS = {
    po_entries.TOO_MANY: f"Ce fichier a trop de textes : {MOST_LINES} au plus.",
    po_entries.UNREADABLE: "Ce fichier n'est pas un fichier PO que l'on peut lire.",
}


def write_po(texts, language):
    """Return the bytes of a PO file with these texts to translate into a language."""
    name = get_language_info(language)["name"]
    po = polib.POFile(wrapwidth=100)
    po.header = (
        f"Avant le guichet : traductions du français ({language_name(language)}).\n"
        f"Avant le guichet: translations from French into {name}.\n"
        "« fuzzy » : à relire / to be reviewed."
    )
    po.metadata = {
        "Project-Id-Version": "avant-le-guichet",
        "POT-Creation-Date": f"{timezone.localtime():%Y-%m-%d %H:%M%z}",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    po.extend(_entry(text, language) for text in texts)
    return str(po).encode()


def _entry(text, language):
    status = text.status(language)
    return polib.POEntry(
        msgctxt=text.reference,
        msgid=text.french,
        msgstr=text.translation(language),
        comment=f"{text.where}\n{STATES[status]}\n{MARK}{text.mark}",
        flags=["fuzzy"] if status in TO_REVIEW else [],
    )


def read_po(source):
    """Return (language, lines) of the bytes of a PO file, or raise ``UnreadableFile``."""
    try:
        written = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("Ce fichier n'est pas écrit en UTF-8.") from error
    told = read_beside(po_entries, written.encode(), REASONS)
    if not told["language"]:
        raise UnreadableFile("L'en-tête de ce fichier PO ne dit pas la langue (« Language: ar »).")
    return told["language"], [_line(*entry) for entry in told["entries"]]


def _line(number, reference, french, text, comment, unsure):
    comments = comment.split("\n")
    mark = next((one.removeprefix(MARK) for one in comments if one.startswith(MARK)), "")
    return FileLine(f"ligne {number}", reference, text, mark.strip(), french, unsure)

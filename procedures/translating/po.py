"""Translations as a PO file, which translators' tools read."""

import polib
from django.utils import timezone
from django.utils.translation import get_language_info

from procedures.models import TranslationStatus

from .catalogue_texts import language_name
from .files import MOST_LINES, STATES, FileLine, UnreadableFile

TO_REVIEW = (TranslationStatus.STALE, TranslationStatus.MACHINE)
MARK = "repère : "


def write_po(texts, language):
    """Return the bytes of a PO file that asks for these texts in a language."""
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
    """Return (language, [FileLine]) of the bytes of a PO file; raise UnreadableFile."""
    try:
        written = source.decode("utf-8-sig")
        # The library opens what looks like the name of a file; this never does.
        po = polib.pofile(f"#\n{written}", encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile("Ce fichier n'est pas écrit en UTF-8.") from error
    except Exception as error:  # What a crafted file makes the library raise has no end.
        raise UnreadableFile("Ce fichier n'est pas un fichier PO que l'on peut lire.") from error
    if len(po) > MOST_LINES:
        raise UnreadableFile(f"Ce fichier a trop de textes : {MOST_LINES} au plus.")
    language = po.metadata.get("Language", "").strip()
    if not language:
        raise UnreadableFile("L'en-tête de ce fichier PO ne dit pas la langue (« Language: ar »).")
    return language, [_line(entry) for entry in po if not entry.obsolete]


def _line(entry):
    comments = entry.comment.split("\n")
    mark = next((one.removeprefix(MARK) for one in comments if one.startswith(MARK)), "")
    place = f"ligne {entry.linenum - 1}"  # The line that was put before the first is not theirs.
    return FileLine(
        place, entry.msgctxt or "", entry.msgstr, mark.strip(), entry.msgid, entry.fuzzy
    )

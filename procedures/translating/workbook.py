"""Writes translations as a spreadsheet (XLSX): one row per text, one column to fill."""

from dataclasses import dataclass

from django.utils.translation import get_language_info
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter

from procedures.models import TranslationStatus
from procedures.xlsx import bytes_of, harmless_cell

from .catalogue_texts import is_to_the_left, language_name

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
REFERENCE = "Référence / Reference"
WHERE = "Où / Where"
FRENCH = "Français / French"
CURRENT = "Traduction actuelle / Current translation"
STATE = "État / State"
TO_FILL = "À remplir / To fill in"
COMMENT = "Commentaire / Comment"
MARK = "Repère du français / Mark of the French"
COLUMNS = {
    REFERENCE: 30,
    WHERE: 40,
    FRENCH: 60,
    CURRENT: 60,
    STATE: 22,
    TO_FILL: 60,
    COMMENT: 30,
    MARK: 16,
}
OPEN = (TO_FILL, COMMENT)

GREY = PatternFill("solid", fgColor="EEEEEE")
HEAD = PatternFill("solid", fgColor="1E1E5F")
EDGE = Border(**dict.fromkeys(("left", "right", "top", "bottom"), Side("thin", "BBBBBB")))


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


def write_workbook(texts, language):
    """Return the bytes of a workbook with these texts to translate into a language."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(f"fr - {language}")
    sheet.freeze_panes = "C2"
    for number, width in enumerate(COLUMNS.values(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_head(sheet, title) for title in _titles(language)])
    for row in _rows(sheet, texts, language):
        sheet.append(row)
    # Without a password, the protection only shows which cells to leave alone.
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.sort = sheet.protection.autoFilter = False
    return bytes_of(book)


def _titles(language):
    name = get_language_info(language)["name"]
    own = f"{TO_FILL} : {language_name(language)} / {name} [{language}]"
    return [own if title == TO_FILL else title for title in COLUMNS]


def _head(sheet, title):
    cell = _styled(harmless_cell(sheet, title))
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = HEAD
    return cell


def _rows(sheet, texts, language):
    looks = {title: _look(sheet, title, language) for title in COLUMNS}
    for text in texts:
        values = {
            REFERENCE: text.reference,
            WHERE: text.where,
            FRENCH: text.french,
            CURRENT: text.translation(language),
            STATE: STATES[text.status(language)],
            MARK: text.mark,
        }
        row = []
        for title, look in looks.items():
            cell = harmless_cell(sheet, values.get(title, "")[:LONGEST])
            # All cells of a column share one style: setting its parts in each cell takes seconds.
            cell._style = look
            row.append(cell)
        yield row


def _look(sheet, title, language):
    cell = _styled(harmless_cell(sheet, ""))
    if is_to_the_left(language) and title in (CURRENT, TO_FILL):
        cell.alignment = Alignment(
            wrap_text=True, vertical="top", horizontal="right", readingOrder=2
        )
    if title in OPEN:
        cell.protection = Protection(locked=False)
    elif title != FRENCH:
        cell.fill = GREY
    return cell._style


def _styled(cell):
    cell.quotePrefix = True
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = EDGE
    return cell

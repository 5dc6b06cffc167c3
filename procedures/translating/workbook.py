"""Reads and writes translations as a spreadsheet (XLSX): one row per text, one column to fill."""

import re
import zipfile
from io import BytesIO

from django.utils.translation import get_language_info
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter

from .catalogue_texts import is_to_the_left, language_name
from .files import LONGEST, MOST_LINES, STATES, FileLine, UnreadableFile

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
LANGUAGE = re.compile(re.escape(TO_FILL) + r".*\[([a-z]{2,3})\]")
MOST_MEMBERS = 200
LARGEST_UNPACKED = 100 * 1024 * 1024

GREY = PatternFill("solid", fgColor="EEEEEE")
HEAD = PatternFill("solid", fgColor="1E1E5F")
EDGE = Border(**dict.fromkeys(("left", "right", "top", "bottom"), Side("thin", "BBBBBB")))


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
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _titles(language):
    name = get_language_info(language)["name"]
    own = f"{TO_FILL} : {language_name(language)} / {name} [{language}]"
    return [own if title == TO_FILL else title for title in COLUMNS]


def _head(sheet, title):
    cell = _styled(_cell(sheet, title))
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
            cell = _cell(sheet, values.get(title, ""))
            # All cells of a column share one style: setting its parts in each cell takes seconds.
            cell._style = look
            row.append(cell)
        yield row


def _look(sheet, title, language):
    cell = _styled(_cell(sheet, ""))
    if is_to_the_left(language) and title in (CURRENT, TO_FILL):
        cell.alignment = Alignment(
            wrap_text=True, vertical="top", horizontal="right", readingOrder=2
        )
    if title in OPEN:
        cell.protection = Protection(locked=False)
    elif title != FRENCH:
        cell.fill = GREY
    return cell._style


def _cell(sheet, value):
    """Return a cell that holds a text, never a formula, whatever the text begins with."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST])
    cell.data_type = "s"
    return cell


def _styled(cell):
    cell.quotePrefix = True
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = EDGE
    return cell


def read_workbook(source):
    """Return (language, lines) of the bytes of a workbook, or raise ``UnreadableFile``."""
    _refuse_bombs(source)
    try:
        book = load_workbook(BytesIO(source), read_only=True, data_only=True, keep_links=False)
        rows = list(_rows_of(book.worksheets[0]))
    except UnreadableFile:
        raise
    # A crafted file can make openpyxl raise almost any exception.
    except Exception as error:
        message = "Ce fichier n'est pas un tableau XLSX que l'on peut lire."
        raise UnreadableFile(message) from error
    return _lines(rows)


def _refuse_bombs(source):
    """Raise ``UnreadableFile`` for an archive larger, once unpacked, than any catalogue needs.

    Unpacking never exceeds the sizes that the archive declares.
    """
    try:
        members = zipfile.ZipFile(BytesIO(source)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile("Ce fichier n'est pas un tableau XLSX.") from error
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > LARGEST_UNPACKED:
        raise UnreadableFile("Ce fichier est trop gros une fois ouvert : il est refusé.")


def _rows_of(sheet):
    # The size that the file declares for itself is not trusted.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=20, values_only=True), start=1):
        if number > MOST_LINES:
            message = f"Ce tableau a trop de lignes : {MOST_LINES} au plus."
            raise UnreadableFile(message)
        yield number, ["" if value is None else str(value) for value in row]


def _lines(rows):
    if not rows:
        raise UnreadableFile("Ce tableau est vide.")
    heads = rows[0][1]
    places = {title: _place(heads, title) for title in (REFERENCE, FRENCH, TO_FILL, MARK)}
    absent = [title for title in (REFERENCE, TO_FILL) if places[title] is None]
    if absent:
        names = ", ".join(f"« {title} »" for title in absent)
        raise UnreadableFile(f"La première ligne du tableau n'a pas la colonne {names}.")
    language = LANGUAGE.match(heads[places[TO_FILL]])
    if language is None:
        message = f"Le titre « {TO_FILL} » ne dit plus la langue : « … [ar] »."
        raise UnreadableFile(message)
    found = [_line(number, row, places) for number, row in rows[1:] if any(row)]
    return language[1], found


def _place(heads, title):
    found = (place for place, head in enumerate(heads) if head.strip().startswith(title))
    return next(found, None)


def _line(number, row, places):
    def at(title):
        place = places[title]
        return row[place] if place is not None and place < len(row) else ""

    return FileLine(
        f"ligne {number}", at(REFERENCE).strip(), at(TO_FILL), at(MARK).strip(), at(FRENCH)
    )

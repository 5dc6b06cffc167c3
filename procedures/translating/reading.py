"""Reads a returned file of translations: a spreadsheet (XLSX)."""

import re
import zipfile
from io import BytesIO

from .files import LARGEST, FileLine, UnreadableFile
from .reading_beside import TOO_BIG, read_rows
from .workbook import FRENCH, MARK, REFERENCE, TO_FILL

LANGUAGE = re.compile(re.escape(TO_FILL) + r".*\[([a-z]{2,3})\]")
MOST_MEMBERS = 200
# In bytes, unpacked: in all, and of a member that holds no cell. The shipped catalogue's own
# workbook has 7 kB of styles; 96 MB of styles, packed into 95 kB, took 2.3 GB of memory.
LARGEST_UNPACKED = 40 * 1024 * 1024
LARGEST_OTHER_MEMBER = 2 * 1024 * 1024
CELLS = re.compile(r"xl/(worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)


def read_file(source):
    """Return (language, lines) of a file's bytes, or raise ``UnreadableFile`` with the reason.

    XML can ask for far more memory than it has bytes: a limit on sizes alone is not enough.
    """
    if len(source) > LARGEST:
        raise UnreadableFile(f"Ce fichier est trop gros : {LARGEST // 1024 // 1024} Mo au plus.")
    if not source.strip():
        raise UnreadableFile("Ce fichier est vide.")
    _refuse_bombs(source)
    return _lines(read_rows(source))


def _refuse_bombs(source):
    """Raise ``UnreadableFile`` for an archive larger, once unpacked, than any catalogue needs.

    Unpacking never exceeds the sizes that the archive declares.
    """
    try:
        members = zipfile.ZipFile(BytesIO(source)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile("Ce fichier n'est pas un tableau XLSX.") from error
    others = (one.file_size for one in members if not CELLS.fullmatch(one.filename))
    if (
        len(members) > MOST_MEMBERS
        or sum(one.file_size for one in members) > LARGEST_UNPACKED
        or any(size > LARGEST_OTHER_MEMBER for size in others)
    ):
        raise UnreadableFile(TOO_BIG)


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

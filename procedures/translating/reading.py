"""Reads a returned file of translations: a spreadsheet (XLSX)."""

import json
import re
import subprocess
import sys
import threading
import zipfile
from io import BytesIO
from pathlib import Path

from . import sheet_rows
from .workbook import (
    FRENCH,
    LARGEST,
    MARK,
    MOST_LINES,
    REFERENCE,
    TO_FILL,
    FileLine,
    UnreadableFile,
)

# Of the program that reads: bytes of memory, seconds of processor, seconds on the clock.
MEMORY = 512 * 1024 * 1024
PROCESSOR = 8
CLOCK = 30

# So many files are read at once: ten would take ten times the memory. The desk is one process. A
# file is read in less than a second, unless it was made to take long: the next one waits a moment,
# and no longer, since a waiting page holds a thread of the desk.
AT_ONCE = 2
TURN = 3
_turns = threading.BoundedSemaphore(AT_ONCE)

TOO_BIG = "Ce fichier est trop gros une fois ouvert : il est refusé."
BUSY = (
    "Le portail lit déjà d'autres fichiers. Réessayez dans un instant : choisissez le fichier de "
    "nouveau, rien n'est perdu."
)


REASONS = {
    sheet_rows.TOO_MANY: f"Ce tableau a trop de lignes : {MOST_LINES} au plus.",
    sheet_rows.TOO_LONG: TOO_BIG,
    sheet_rows.UNREADABLE: "Ce fichier n'est pas un tableau XLSX que l'on peut lire.",
}
LANGUAGE = re.compile(re.escape(TO_FILL) + r".*\[([a-z]{2,3})\]")
MOST_MEMBERS = 200
# In bytes, unpacked: in all, and of a member that holds no cell. The shipped catalogue's own
# workbook has 7 kB of styles; 96 MB of styles, packed into 95 kB, took 2.3 GB of memory.
LARGEST_UNPACKED = 40 * 1024 * 1024
LARGEST_OTHER_MEMBER = 2 * 1024 * 1024
CELLS = re.compile(r"xl/(worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)


def read_rows(source):
    """Return the rows that ``sheet_rows.py`` prints of a workbook's bytes.

    Raises ``UnreadableFile`` if it needs more than it may, or refuses, or cannot start soon because
    others read.
    """
    if not _turns.acquire(timeout=TURN):
        raise UnreadableFile(BUSY)
    try:
        printed = _printed(source)
    finally:
        _turns.release()
    if "refused" in printed:
        raise UnreadableFile(REASONS[printed["refused"]])
    return printed["rows"]


def _printed(source):
    limits = (str(one) for one in (MOST_LINES, MEMORY, PROCESSOR))
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(Path(sheet_rows.__file__)), *limits],
            input=source,
            capture_output=True,
            env={},
            timeout=CLOCK,
            check=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise UnreadableFile(TOO_BIG) from error


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

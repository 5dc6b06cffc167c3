"""Runs the program that reads a stranger's file, beside the site, with bounded memory and time."""

import json
import subprocess
import sys
import threading
from pathlib import Path

from . import sheet_rows
from .files import MOST_LINES, UnreadableFile

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

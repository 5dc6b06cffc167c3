"""Runs the program that reads a stranger's file, beside the site, with bounded memory and time."""

import json
import subprocess
import sys
import threading
from pathlib import Path

from .files import MOST_LINES, UnreadableFile

# Of the program that reads: bytes of memory, seconds of processor, seconds on the clock.
MEMORY = 512 * 1024 * 1024
PROCESSOR = 8
CLOCK = 30

# So many files are read at once: ten would take ten times the memory. The desk is one process. A
# file is read in less than a second, unless it was made to take long: the next one waits a moment,
# and no longer, since whoever waits holds a thread of the desk.
AT_ONCE = 2
TURN = 3
_turns = threading.BoundedSemaphore(AT_ONCE)

TOO_BIG = "Ce fichier est trop gros une fois ouvert : il est refusé."
BUSY = (
    "Le portail lit déjà d'autres fichiers. Réessayez dans un instant : choisissez le fichier de "
    "nouveau, rien n'est perdu."
)


def read_beside(program, source, reasons):
    """Return what a module of this folder prints of some bytes, run as a program.

    Raises ``UnreadableFile`` if it needs more than it may, or refuses: ``reasons`` says each of its
    refusals in French; or if it cannot start soon, because others read.
    """
    if not _turns.acquire(timeout=TURN):
        raise UnreadableFile(BUSY)
    try:
        told = _told(program, source)
    finally:
        _turns.release()
    if "refused" in told:
        raise UnreadableFile(reasons[told["refused"]])
    return told


def _told(program, source):
    limits = (str(one) for one in (MOST_LINES, MEMORY, PROCESSOR))
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(Path(program.__file__)), *limits],
            input=source,
            capture_output=True,
            env={},
            timeout=CLOCK,
            check=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise UnreadableFile(TOO_BIG) from error

"""Runs the program that reads a stranger's file, beside the site, with bounded memory and time."""

import json
import subprocess
import sys
from pathlib import Path

from .files import MOST_LINES, UnreadableFile

# Of the program that reads: bytes of memory, seconds of processor, seconds on the clock.
MEMORY = 512 * 1024 * 1024
PROCESSOR = 8
CLOCK = 30

TOO_BIG = "Ce fichier est trop gros une fois ouvert : il est refusé."


def read_beside(program, source, reasons):
    """Return what a module of this folder prints of some bytes, run as a program.

    Raises ``UnreadableFile`` if it needs more than it may, or refuses: ``reasons`` says each of its
    refusals in French.
    """
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
        told = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise UnreadableFile(TOO_BIG) from error
    if "refused" in told:
        raise UnreadableFile(reasons[told["refused"]])
    return told

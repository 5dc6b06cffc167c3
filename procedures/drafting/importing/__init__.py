"""Public files taken into the working copy: read, laid beside it, and applied once confirmed."""

from .comparing import KEPT_DAYS, FileChange, FileStudy, RowFate, leaves_on, study
from .formats import LARGEST, LARGEST_OF_A_COMMAND, read_file
from .matching import HOW, MODELS
from .rows import PublicFile, PublicRow, file_of, stored_file
from .taking import apply, waiting

__all__ = [
    "HOW",
    "KEPT_DAYS",
    "LARGEST",
    "LARGEST_OF_A_COMMAND",
    "MODELS",
    "FileChange",
    "FileStudy",
    "PublicFile",
    "PublicRow",
    "RowFate",
    "apply",
    "file_of",
    "leaves_on",
    "read_file",
    "stored_file",
    "study",
    "waiting",
]

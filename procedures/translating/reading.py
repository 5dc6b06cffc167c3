"""A file of translations that comes back, whichever of the formats it is in."""

from .files import LARGEST, UnreadableFile
from .po import read_po
from .workbook import read_workbook

ARCHIVE = b"PK"  # A workbook is an archive; the name of a file says nothing.


def read_file(source):
    """Return (language, [Line]) of a file's bytes; raise UnreadableFile with the reason."""
    if len(source) > LARGEST:
        raise UnreadableFile(f"Ce fichier est trop gros : {LARGEST // 1024 // 1024} Mo au plus.")
    if not source.strip():
        raise UnreadableFile("Ce fichier est vide.")
    return read_workbook(source) if source.startswith(ARCHIVE) else read_po(source)

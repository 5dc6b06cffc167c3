"""Reads a returned file of translations, whatever its format."""

from .files import LARGEST, UnreadableFile
from .po import read_po
from .workbook_reading import read_workbook

# A workbook is a zip archive. The name of a file proves nothing.
ARCHIVE = b"PK"


def read_file(source):
    """Return (language, lines) of a file's bytes, or raise ``UnreadableFile`` with the reason."""
    if len(source) > LARGEST:
        raise UnreadableFile(f"Ce fichier est trop gros : {LARGEST // 1024 // 1024} Mo au plus.")
    if not source.strip():
        raise UnreadableFile("Ce fichier est vide.")
    return read_workbook(source) if source.startswith(ARCHIVE) else read_po(source)

"""Reads the fiches of a folder or of a zip archive, one at a time and within limits."""

import re
import zipfile
import zlib
from pathlib import Path

from .fiche_reader import UnreadableFiche, read_fiche

FICHE = re.compile(r"(?:^|/)(F\d{1,6})\.xml$", re.IGNORECASE)
# In bytes and in files. The longest real fiche has 400 kB; the whole set has 10,000 files.
LARGEST_FICHE = 5_000_000
MOST_FILES = 100_000
# In bytes, of the fiches that are read: those that we cite have 10 MB.
MOST_READ = 40_000_000


def read_archive(path, numbers):
    """Return ({number: fiche} of the numbers asked for, number of fiches in the folder or archive).

    Raises ``UnreadableFiche``, which names the file and the fault in French.
    """
    path = Path(path)
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.is_file())
        return _read(((str(one.relative_to(path)), one) for one in files), numbers, _of_file)
    return _of_archive(path, path.name, numbers)


def read_sent(file, numbers):
    """Do the same for an open file that was sent: an archive, or one fiche if it is named so."""
    if file.name.lower().endswith(".xml"):
        return _read([(file.name, file)], numbers, lambda one: one.read(LARGEST_FICHE + 1))
    return _of_archive(file, file.name, numbers)


def _of_archive(file, name, numbers):
    try:
        with zipfile.ZipFile(file) as archive:
            found = archive.infolist()
            if len(found) > MOST_FILES:
                raise UnreadableFiche(f"{name} : trop de fichiers ({len(found)})")
            opened = ((one.filename, one) for one in found)
            return _read(opened, numbers, lambda one: _of_zip(archive, one))
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        message = f"{name} : ni un dossier, ni une archive zip lisible ({error})"
        raise UnreadableFiche(message) from error


def _read(files, numbers, content_of):
    fiches, seen, read = {}, 0, 0
    for name, file in files:
        match = FICHE.search(name.replace("\\", "/"))
        if not match:
            continue
        seen += 1
        number = match.group(1).upper()
        if number in numbers:
            content = content_of(file)
            read += len(content)
            if read > MOST_READ:
                raise UnreadableFiche(f"{name} : les fiches sont trop grosses une fois ouvertes")
            _add(fiches, name, number, content)
    return fiches, seen


def _add(fiches, name, number, content):
    if len(content) > LARGEST_FICHE:
        raise UnreadableFiche(f"{name} : le fichier est trop gros")
    fiche = read_fiche(name, content)
    if fiche.number != number:
        raise UnreadableFiche(f"{name} : le fichier contient la fiche {fiche.number}")
    if number in fiches and fiches[number].digest != fiche.digest:
        raise UnreadableFiche(f"{name} : la fiche {number} est là deux fois, avec deux textes")
    fiches[number] = fiche


def _of_file(file):
    with file.open("rb") as opened:
        return opened.read(LARGEST_FICHE + 1)


def _of_zip(archive, info):
    """Return the content of a member, cut at the largest fiche, whatever size its header claims."""
    try:
        with archive.open(info) as opened:
            return opened.read(LARGEST_FICHE + 1)
    except (zipfile.BadZipFile, EOFError, ValueError, zlib.error) as error:
        raise UnreadableFiche(f"{info.filename} : l'archive est abîmée ({error})") from error

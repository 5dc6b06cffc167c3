"""Reads official fiches (« Vos droits et démarches », DILA) from a folder or an archive of XML.

Menus, links to other fiches and addresses of services are left out: they change all the time, and
tell nothing of the law.
"""

import hashlib
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

LONGEST_ADDRESS = 1000
DC = "{http://purl.org/dc/elements/1.1/}"
LABELS = {
    "SurTitre", "Audience", "Canal", "FilDAriane", "Theme", "SousThemePere", "DossierPere",
    "SousDossierPere", "VoirAussi", "QuestionReponse", "OuSAdresser", "ServiceEnLigne",
    "PourEnSavoirPlus", "Image", "Video", "Colonne",
}  # fmt: skip
# The titles of these boxes only tell their kind: « À savoir », « Attention ».
BOXES = {"ANoter", "ASavoir", "Attention", "Rappel", "Exemple"}
SECTIONS = {
    "Introduction": "Introduction",
    "Reference": "Textes de référence",
    "Definition": "Définitions",
    "Abreviation": "Abréviations",
}
SENTENCE = re.compile(r"(?<=[.!?;:…])\s+(?=[A-ZÀÂÇÉÈÊÎÔŒ«\"])")
TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-"})


class UnreadableFiche(Exception):
    """A file is broken, or is not a fiche. The message says which, in French."""


@dataclass(frozen=True, slots=True)
class Fiche:
    """A fiche. ``paragraphs`` are (section, text); a section's title is one of its paragraphs."""

    number: str
    title: str
    url: str
    modified_on: date | None
    paragraphs: tuple[tuple[str, str], ...]

    @property
    def digest(self):
        return digest(self.paragraphs)


def read_fiche(name, content):
    """Return the fiche of a file, or raise ``UnreadableFiche`` with its ``name``."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableFiche(f"{name} : le fichier XML est abîmé ({error})") from error
    if root.tag != "Publication" or not root.get("ID"):
        raise UnreadableFiche(f"{name} : ce n'est pas une fiche « Vos droits et démarches »")
    try:
        paragraphs = tuple(_paragraphs(root, ()))
    except RecursionError as error:
        raise UnreadableFiche(f"{name} : le fichier XML est trop profond") from error
    if not paragraphs:
        raise UnreadableFiche(f"{name} : la fiche n'a aucun texte")
    title = words_of(root.find(f"{DC}title"))
    # A page of the desk makes a link of it.
    url = root.get("spUrl") or ""
    url = url if url.startswith("https://") and len(url) <= LONGEST_ADDRESS else ""
    return Fiche(root.get("ID"), title, url, _modified_on(root), paragraphs)


def sentences(paragraphs):
    """Return [(section, sentence)] of a text, in order."""
    return [
        (section, sentence)
        for section, text in paragraphs
        for sentence in SENTENCE.split(text)
        if plain(sentence)
    ]


def plain(text):
    """Return a sentence without spaces and with uniform quotes, for comparison.

    >>> plain("L’étranger\u00a0: « oui ».") == plain("L'étranger : \\"oui\\".")
    True
    """
    text = unicodedata.normalize("NFKC", text).translate(TYPOGRAPHY)
    return "".join(text.split())


def digest(paragraphs):
    """Return a digest that is equal for texts that differ only by typography."""
    text = "\n".join(plain(sentence) for _, sentence in sentences(paragraphs))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def words_of(element):
    """Return the words inside an element, on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _modified_on(root):
    found = re.search(r"\d{4}-\d{2}-\d{2}", words_of(root.find(f"{DC}date")))
    try:
        return date.fromisoformat(found.group()) if found else None
    except ValueError:
        return None


def _paragraphs(element, section):
    """Yield (section, text) for each paragraph inside an element, in order."""
    title = element.find("Titre")
    if title is not None and element.tag not in BOXES:
        section = (*section, words_of(title))
        yield _named(section), words_of(title)
    for child in element:
        if child.tag in LABELS or child.tag == "Titre" or child.tag.startswith(DC):
            continue
        inner = (*section, SECTIONS[child.tag]) if child.tag in SECTIONS else section
        if child.tag == "Rangée":
            text = " | ".join(words_of(cell) for cell in child)
        elif _is_a_paragraph(child):
            text = words_of(child)
        else:
            yield from _paragraphs(child, inner)
            continue
        if text:
            yield _named(inner), text


def _is_a_paragraph(element):
    """Tell whether an element has words of its own, instead of only containing other elements."""
    around = [element.text, *(child.tail for child in element)]
    return element.tag == "Paragraphe" or any(text and text.strip() for text in around)


def _named(section):
    return " › ".join(section)


FICHE = re.compile(r"(?:^|/)(F\d{1,6})\.xml$", re.IGNORECASE)
# In bytes and in files. The longest real fiche has 400 kB; the whole set has 10,000 files.
LARGEST_FICHE = 5_000_000
MOST_FILES = 100_000
# In bytes, of the fiches that are read: those that we cite have 10 MB.
MOST_READ = 40_000_000
# Those of the publisher: LZMA fails in ways of its own, and takes the memory that a header names.
COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


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
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
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
    if info.compress_type not in COMPRESSIONS:
        raise UnreadableFiche(f"{info.filename} : une compression que l'éditeur n'emploie pas")
    try:
        with archive.open(info) as opened:
            return opened.read(LARGEST_FICHE + 1)
    except (zipfile.BadZipFile, EOFError, ValueError, zlib.error) as error:
        raise UnreadableFiche(f"{info.filename} : l'archive est abîmée ({error})") from error

"""Reads the text of an official fiche (« Vos droits et démarches », DILA) from its XML.

Menus, links to other fiches and addresses of services are left out: they change all the time, and
tell nothing of the law.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
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

"""Plain French: what a text says too long, in unexplained letters, or in office words.

Warnings for editors, never blocking. A person who reads French with difficulty must understand a
text the first time. What is measured:

- a *sentence* ends with « . », « ! », « ? » or « … », or with a line; a *word* is what stands
  between spaces and holds a letter or a digit: « l'enfant » is one, as is a telephone number;
- an *entry* is what a page shows together: a procedure, a document, a question, an orientation, one
  line of a département. Acronyms are explained, and the mean is taken, in an entry as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from procedures.engine.errors import Problem
from procedures.engine.files import entries
from procedures.engine.schema.shapes import ListOf, OneShape, Record, Shape, item_name, join, text
from procedures.engine.values.plain import Plain

from ..links import FoundByEntry

# Everybody reads these acronyms as words; written in full, fewer people would understand them.
ALLOWED_ACRONYMS = frozenset(
    {
        "SMS",  # written so on every telephone, in every language
        "PDF",  # the name of a file, in every language
        "QR",  # « QR code » is its only name
        "SOS",  # the call for help, and part of the names of associations
        "CEDEX",  # part of an address
    }
)

# {pattern of a word or expression: what to write instead}. The replacement fits most sentences.
# Words of the law that a person reads on a card (récépissé, titre) are left out on purpose.
_SIMPLER = {
    r"afin d(?:e|')": "pour",
    r"en vue d(?:e|')": "pour",
    r"le cas échéant": "si c'est votre cas",
    r"à défaut": "sinon",
    r"sous réserve": "si, à condition que",
    r"au préalable|préalablement|préalable à": "avant",
    r"ultérieurement": "plus tard",
    r"dans le cadre d(?:e|u|es|')": "pour, pendant",
    r"en application d(?:e|u|es|')": "selon",
    r"conformément": "selon, comme",
    r"nonobstant": "malgré",
    r"sus-?mentionn\w+|sus-?visé\w*|ci-après": "(nommer de nouveau la chose)",
    r"ledit|ladite|lesdit\w+": "ce, cette",
    r"dûment": "(à supprimer)",
    r"à titre gratuit": "gratuitement",
    r"à titre onéreux": "en payant",
    r"afférent\w*": "de, pour",
    r"octro[iy]\w*": "donner",
    r"délivr(?:er|e|é|ée|és|ées|ance|ent)": "donner",
    r"proroge\w*|prorogation\w*": "prolonger",
    r"sollicit\w+": "demander",
    r"effectu\w+": "faire",
    r"s'acquitte\w*|acquitter": "payer",
    r"muni\w* d(?:e|')": "avec",
    r"diligent\w*": "faire",
    r"instruction d\w+ (?:dossier|demande)\w*|instruire": "étudier, étude",
    r"ressortissant\w*": "personne de ce pays, citoyen",
    r"pétitionnaire\w*|requérant\w*": "vous, la personne",
    r"comparution|comparaître": "venir en personne",
    r"notifi(?:er|e|é|ée|és|ées|cation\w*)": "envoyer, donner la lettre",
    r"ascendant\w*": "parent ou grand-parent",
    r"descendant\w*": "enfant ou petit-enfant",
    r"titulaire\w* d(?:e|'|u|es|une)": "qui a",
    r"bénéfici(?:er|e|ez|ent) d(?:e|')": "avoir, recevoir",
    r"justifi(?:er|e|ez|ent) d(?:e|')": "prouver",
    r"attest(?:er|e|ez|ent) (?:de|que)": "prouver",
    r"fai(?:re|t|sant) l'objet": "avoir, recevoir",
    r"subordonné\w*": "possible seulement si",
    r"résili\w+": "arrêter",
    r"révocation|révoqu\w+": "retirer, retrait",
    r"caduc\w*|caducité": "plus valable",
    r"inhérent\w*": "de",
    r"imparti\w*": "donné",
    r"s'avér\w+": "être",
    r"récus\w+": "refuser",
}


def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE)


SIMPLER = tuple((_expression(pattern), words) for pattern, words in _SIMPLER.items())
# Most texts hold no hard word: one search of this pattern spares one search per expression.
ANY_HARD_WORD = _expression("|".join(_SIMPLER))


MOST_WORDS = 20
MOST_WORDS_ON_AVERAGE = 12
# The mean of fewer sentences than this is not reported: one long sentence would decide it.
SENTENCES_OF_A_MEAN = 5
SHOWN_WORDS = 6

# Names and addresses are copied as they are, whatever their length.
NAMES = ("name", "address", "hours")
# Titles are short and are no sentences: they would lower the mean.
TITLES = ("title", "label", "group")
# The lists of a département whose entries pages show one by one.
OWN_ENTRIES = ("sites", "channels", "overrides", "notices", "helpers", "waiting_times")

NUMBER = re.compile(r"\+?\d[\d\u00a0 .]{6,}\d")
QUOTED = re.compile(r"«[^»]*»")
# A full stop after a single capital ends no sentence: « L. 422-1 », « M. Dupont ».
END = re.compile(r"(?<![\s(][A-Z]\.)(?<!^[A-Z]\.)(?<=[.!?…])[»\s]+(?=[^\s])|\n+")
ACRONYM = re.compile(r"(?<![\w-])[A-ZÀÉÈ]{2,}(?:-[A-ZÀÉÈ]{2,})*(?!\w)")
ROMAN = re.compile(r"[IVXLC]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A French text and its place. ``path`` locates it; ``key`` is the name of its field."""

    path: str
    key: str
    words: str


def plain_language(plain: Plain) -> Iterator[Problem]:
    """Yield a warning for each text of a catalogue that could be written more plainly.

    >>> question = {"key": "age", "kind": "integer", "text": "Au préalable, quel âge avez-vous ?"}
    >>> [str(one) for one in plain_language({"questions": [question]})]
    ['questions.yaml : age.text : mot difficile : « Au préalable » (plus simple : avant)']
    """
    for entry in entries(plain):
        yield from _found.of(*entry)


def _problems_of(file: str, path: str, entry: object, shape: Record) -> Iterator[Problem]:
    for name, passages in _shown_together(path, entry, shape):
        yield from _long_sentences(file, passages)
        yield from _mean(file, name, passages)
        yield from _acronyms(file, passages)
        yield from _hard_words(file, passages)


_found = FoundByEntry(_problems_of)


@lru_cache(maxsize=8_192)
def sentences(words: str) -> tuple[tuple[str, int], ...]:
    """Return the sentences of a text, each with its number of words.

    The result is cached by text: of the 3,645 texts of the shipped catalogue, an edit changes one.

    >>> sentences("Lisez l'article L. 422-1. Est-ce clair ? Oui.")
    (("Lisez l'article L. 422-1.", 4), ('Est-ce clair ?', 2), ('Oui.', 1))
    """
    counted = ((part.strip(), count_words(part)) for part in END.split(words))
    return tuple((sentence, count) for sentence, count in counted if count)


def count_words(words: str) -> int:
    """Return the number of words of a text, as this module's docstring defines a word.

    >>> count_words("Appelez le 05 63 22 82 00 : c'est gratuit !")
    5
    """
    return sum(any(map(str.isalnum, one)) for one in NUMBER.sub("0", words).split())


def _shown_together(path: str, entry: object, shape: Record) -> Iterator[tuple[str, list[Passage]]]:
    """Yield (path, passages) for each group of texts that a page shows together.

    An entry is one group, except a département: each line of its lists is a group of its own.
    """
    own: dict[str, list[Passage]] = {}
    for passage in _passages(path, "", entry, shape):
        first, _, rest = passage.path.partition(".")
        part = f"{first}.{rest.partition('.')[0]}" if first in OWN_ENTRIES and not path else ""
        own.setdefault(part or path, []).append(passage)
    yield from own.items()


def _passages(path: str, key: str, value: object, shape: Shape) -> Iterator[Passage]:
    if isinstance(shape, OneShape):
        chosen = shape.mapping if isinstance(value, Mapping) else shape.other
        yield from _passages(path, key, value, chosen)
    elif isinstance(shape, Record) and isinstance(value, Mapping):
        for name, inner in shape.keys().items():
            if name in value and name not in NAMES:
                yield from _passages(join(path, name), name, value[name], inner)
    elif isinstance(shape, ListOf) and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _passages(join(path, item_name(item, index)), key, item, shape.item)
    elif shape is text:
        french = value.get("fr") if isinstance(value, Mapping) else value
        if isinstance(french, str):
            yield Passage(path, key, french)


def _long_sentences(file: str, passages: list[Passage]) -> Iterator[Problem]:
    for passage in passages:
        for sentence, count in sentences(passage.words):
            if count > MOST_WORDS:
                shown = " ".join(sentence.split()[:SHOWN_WORDS])
                message = f"phrase de {count} mots ({MOST_WORDS} au plus) : « {shown}… »"
                yield _warning(file, passage.path, message, "long_sentence")


def _mean(file: str, path: str, passages: list[Passage]) -> Iterator[Problem]:
    counts = [
        count
        for passage in passages
        if passage.key not in TITLES
        for _, count in sentences(passage.words)
    ]
    if len(counts) < SENTENCES_OF_A_MEAN or sum(counts) <= MOST_WORDS_ON_AVERAGE * len(counts):
        return
    mean = f"{sum(counts) / len(counts):.1f}".replace(".", ",")
    message = f"{len(counts)} phrases de {mean} mots en moyenne ({MOST_WORDS_ON_AVERAGE} au plus)"
    yield _warning(file, path, message, "mean")


def _acronyms(file: str, passages: list[Passage]) -> Iterator[Problem]:
    whole = "\n".join(passage.words for passage in passages)
    seen: set[str] = set()
    for passage in passages:
        for acronym in _acronyms_of(passage.words):
            if acronym in seen or acronym in ALLOWED_ACRONYMS or ROMAN.fullmatch(acronym):
                continue
            seen.add(acronym)
            if not _is_explained(acronym, whole):
                message = (
                    f"sigle non expliqué : « {acronym} » "
                    f"(écrivez une fois « nom complet ({acronym}) »)"
                )
                yield _warning(file, passage.path, message, "acronym")


@lru_cache(maxsize=8_192)
def _acronyms_of(words: str) -> tuple[str, ...]:
    return tuple(ACRONYM.findall(words))


def _is_explained(acronym: str, words: str) -> bool:
    """Tell whether a text once says « nom complet (SIGLE) » or « SIGLE (nom complet) »."""
    sign = re.escape(acronym)
    after = re.search(rf"\w[\w'’»-]*\s+\((?:[^()]{{0,30}}\W)?{sign}(?:\W[^()]*)?\)", words)
    before = re.search(rf"(?<![\w-]){sign}\s»?\s?\([^()]*[a-zà-ÿ]+[\s'’-][^()]*\)", words)
    return bool(after or before)


def _hard_words(file: str, passages: list[Passage]) -> Iterator[Problem]:
    for passage in passages:
        for found, simpler in _hard_words_of(passage.words):
            message = f"mot difficile : « {found} » (plus simple : {simpler})"
            yield _warning(file, passage.path, message, "hard_word")


@lru_cache(maxsize=8_192)
def _hard_words_of(words: str) -> tuple[tuple[str, str], ...]:
    # Quoted words are those of a card, a visa or a form: the reader must find them unchanged.
    own = QUOTED.sub("", words)
    patterns = SIMPLER if ANY_HARD_WORD.search(own) else ()
    met = ((pattern.search(own), simpler) for pattern, simpler in patterns)
    return tuple((found[0], simpler) for found, simpler in met if found)


def _warning(file: str, path: str, message: str, kind: str) -> Problem:
    return Problem(file, path, message, blocking=False, kind=kind)

"""Words a use of a name: the entry, the place in it, and the sentence of a condition."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Model
from django.utils.text import capfirst

from procedures import models
from procedures.engine.errors import Problem
from procedures.engine.shortening import shortened
from procedures.engine.values.plain import Plain
from procedures.exchange.labels import file_label
from procedures.exchange.limits import part_of_file
from procedures.exchange.uses import Use
from procedures.models import NATIONAL, ConditionField
from procedures.translating.catalogue_texts import SECTIONS

from ..addresses import Addresses
from ..conditions.vocabulary import sentence_of
from ..places import Places

SHORT = 70
MOST_SHOWN = 400
# The most conditions that a page turns into sentences.
MOST_SENTENCES = 150
OTHER_SECTIONS = {
    name: file_label(name)
    for name in ("derived_facts.yaml", "cases", "invariants.yaml", "territoires")
}
FIRST_WORDS = ("title", "text", "label", "name", "persona")


@dataclass(frozen=True, slots=True)
class UseInWords:
    """A use of a name, as the page shows it."""

    entry: str
    where: str
    sentence: str
    url: str


class UseWords:
    """Words uses with the titles of the working copy."""

    def __init__(self, plain: Plain, addresses: Addresses) -> None:
        self._titles = {
            (model, entry["id"]): _first_words(entry)
            for model, section in ((models.Document, "documents"), (models.Procedure, "procedures"))
            for entry in plain.get(section) or []
        }
        self._places = Places(addresses)
        self._sentences_shown = 0

    def groups(self, uses: Iterable[Use]) -> list[tuple[str, int, list[UseInWords]]]:
        """Return [(section, number of uses, [``UseInWords``])], in the order of the catalogue."""
        listed = sorted(uses, key=lambda use: _order(use.file, use.path))
        groups = []
        room = MOST_SHOWN
        for title, inside in groupby(listed, key=lambda use: section_of(use.file, use.path)):
            section = list(inside)
            shown = section[: max(room, 0)]
            room -= len(shown)
            groups.append((title, len(section), [self._in_words(use) for use in shown]))
        return groups

    def _in_words(self, use: Use) -> UseInWords:
        (model, entry), *inside = use.chain
        if model is models.Department and inside:
            (model, entry), *inside = inside
        within = [self._named(*one) for one in inside]
        return UseInWords(
            capfirst(self._named(model, entry)),
            " › ".join([*within, str(use.label)]),
            self._sentence(use),
            self._places.of(Problem(use.file, use.path, ""))[1],
        )

    def _named(self, model: type[Model], entry: Plain) -> str:
        words = self._words(model, entry)
        kind = model._meta.verbose_name
        return f"{kind} « {shortened(words, SHORT)} »" if words else str(kind)

    def _words(self, model: type[Model], entry: Plain) -> str:
        if model is models.Override:
            name: str = entry["procedure"]
            return self._titles.get((models.Procedure, name), name)
        if model is models.DocumentEntry:
            names = entry.get("one_of") or [entry.get("document")]
            return " ou ".join(self._titles.get((models.Document, one), str(one)) for one in names)
        if model is models.Channel:
            return str(models.Channel.Kind(entry["kind"]).label)
        if model is models.DerivedRule:
            value = entry["value"]
            return ("oui" if value else "non") if isinstance(value, bool) else str(value)
        return _first_words(entry)

    def _sentence(self, use: Use) -> str:
        model = use.chain[-1][0]
        fields = {field.name: field for field in model._meta.fields}
        if (
            not isinstance(fields.get(use.column), ConditionField)
            or self._sentences_shown >= MOST_SENTENCES
        ):
            return ""
        self._sentences_shown += 1
        return sentence_of(use.value) or ""


def _first_words(entry: Plain) -> str:
    found = next((entry[key] for key in FIRST_WORDS if entry.get(key)), "")
    return str(found or entry.get("id") or entry.get("key") or "")


def section_of(file: str, path: str) -> str:
    """Return the section of a place in words: « Démarches », « Département 82 : canaux »."""
    part = part_of_file(file)
    folder = file.split("/")[0]
    if folder != "departements":
        return SECTIONS.get(folder) or OTHER_SECTIONS[folder]
    inside = SECTIONS.get(path.split(".")[0], SECTIONS["prefecture"])
    where = "Contenu national" if part == NATIONAL else f"Département {part}"
    return f"{where} : {inside.lower()}"


def _order(file: str, path: str) -> tuple[int, str | int, str]:
    local = file.startswith("departements/")
    names = [*SECTIONS, *OTHER_SECTIONS]
    folder = file.split("/")[0]
    if local:
        return 1, file, path.split(".")[0]
    return 0, names.index(folder) if folder in names else len(names), ""

"""Words the place of a text in the catalogue: « lieux d'accueil › Préfecture › adresse »."""

from collections.abc import Iterable, Mapping
from typing import Any

from procedures.engine.files import entry_name
from procedures.engine.schema.shapes import item_name
from procedures.engine.shortening import shortened
from procedures.engine.values.plain import Plain
from procedures.exchange.columns import Block, Children
from procedures.exchange.labels import key_label, kind_of, section_label
from procedures.exchange.shapes import QUESTION
from procedures.publishing.parts.items import LISTS_OF_A_DEPARTMENT

TITLES = ("title", "name", "label", "text", "persona")
LOST = "un texte retiré"


class TextPlaces:
    """Finds texts by file and path in one version of the catalogue, and says where they are."""

    def __init__(self, plain: Plain) -> None:
        self._plain = plain
        self._documents = {one["id"]: one["title"] for one in plain.get("documents") or ()}

    def of(self, file: str, path: str) -> str:
        """Return where a text is: its section, its entry, then its place in the entry."""
        section, entry, rest = self._entry(file, path)
        title = self._title(entry) if isinstance(entry, Mapping) else ""
        inside = self.place(section, rest, entry) if entry is not None else LOST
        words = f"« {title} »" if title else ""
        return " › ".join(filter(None, (section_label(section), words, inside)))

    def titles(self, section: str, names: Iterable[str]) -> list[str]:
        """Return the titles of entries of a section by their names."""
        listed = self._plain.get(section) or [
            entry
            for one in (self._plain.get("departments") or {}).values()
            for entry in one.get(section) or ()
        ]
        entries = listed if isinstance(listed, list) else []
        known = {entry_name(one, index): self._title(one) for index, one in enumerate(entries)}
        return [known.get(name) or "sans titre" for name in names]

    def place(self, section: str, path: str, entry: Any) -> str:
        """Return the place of a text in an entry, with the words of its lines for numbers."""
        model, keys = kind_of(section)
        if section == "inquiries":
            entry = entry.get("questions") if isinstance(entry, Mapping) else entry
            keys = QUESTION.keys
        names = []
        for part in path.split("."):
            if isinstance(entry, list):
                entry = _line(entry, part)
                names.append(self._title(entry) or LOST)
                continue
            entry = entry.get(part) if isinstance(entry, Mapping) else None
            key = next((one for one in keys if one.name == part), None)
            names.append(key_label(model, key) if model and key else LOST)
            if isinstance(key, Children):
                model, keys = key.shape.model, key.shape.keys
            elif isinstance(key, Block):
                keys = key.keys
        return " › ".join(filter(None, names))

    def _entry(self, file: str, path: str) -> tuple[str, Any, str]:
        """Return (section, entry or ``None``, path inside it) of a text."""
        folder, _, name = file.removesuffix(".yaml").partition("/")
        first, _, rest = path.partition(".")
        if folder == "departements":
            found = (self._plain.get("departments") or {}).get(name)
            if first not in LISTS_OF_A_DEPARTMENT:
                return "department", found, path
            line, _, rest = rest.partition(".")
            return first, _line((found or {}).get(first) or [], line), rest
        if folder == "enquetes":
            return "inquiries", (self._plain.get("inquiries") or {}).get(name), path
        return folder, _line(self._plain.get(folder) or [], first), rest

    def _title(self, line: Any) -> str:
        words = [line.get(key) for key in TITLES] if line else []
        found = next((one for one in words if isinstance(one, str)), "")
        title: str = shortened(found or self._documents.get(_document(line), ""), 60)
        return title


def _line(entries: list[Any], name: str) -> Any:
    named = ((one, (item_name(one, i), _document(one))) for i, one in enumerate(entries))
    return next((one for one, names in named if name in names), None)


def _document(line: object) -> str:
    return line.get("document", "") if isinstance(line, dict) else ""

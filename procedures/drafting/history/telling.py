"""Words a change: sentences for conditions, and texts with their differences marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from procedures.drafting.words.changes import ChangeWords
from procedures.engine.schema.shapes import item_name
from procedures.engine.values.plain import Plain
from procedures.exchange.keys import Block, Children
from procedures.exchange.labels import key_label, kind_of, section_label
from procedures.exchange.shapes import QUESTION
from procedures.models import EntryChange, Procedure
from procedures.publishing.content import content_now
from procedures.publishing.parts.changes import ContentChange
from procedures.translating.catalogue_texts import language_name

from ..versions import version_of
from .marking import marked

STATUSES = {"machine": "traduction automatique", "reviewed": "relue"}


@dataclass(frozen=True, slots=True)
class MarkedDifference:
    """A difference. ``before`` and ``after`` are texts as ``marked`` returns them."""

    label: str
    before: list[tuple[str, bool]]
    after: list[tuple[str, bool]]
    language: str = ""


class Teller:
    """Words changes with the names of the working copy, which it reads once."""

    def __init__(self) -> None:
        version = version_of(content_now().by_part)
        self._words = ChangeWords(version, version)
        self._documents = {one["id"]: one["title"] for one in version.plain.get("documents", ())}

    def differences(
        self, section: str, before: Plain | None, after: Plain | None
    ) -> list[MarkedDifference]:
        """Return the differences between two states of an entry, as the journal stores them.

        Either may be ``None``: the entry did not exist then.
        """
        was, now = ((one or {}).get("entry") for one in (before, after))
        if isinstance(was, list) or isinstance(now, list):
            return [_told("ordre", ", ".join(was or []), ", ".join(now or []))]
        change = ContentChange("modified", section, "", (), was or {}, now or {})
        found = [_told(one.label, one.before, one.after) for one in self._words.differences(change)]
        return found + list(self._translations(section, before, after))

    def _translations(
        self, section: str, before: Plain | None, after: Plain | None
    ) -> Iterator[MarkedDifference]:
        was, now = ((one or {}).get("translations") or {} for one in (before, after))
        entry = (after or before or {}).get("entry")
        for language in sorted({*was, *now}):
            old, new = was.get(language, {}), now.get(language, {})
            name = language_name(language)
            for path in dict.fromkeys((*new, *old)):
                if old.get(path) != new.get(path):
                    label = f"traduction ({name}) › {self._spoken(section, path, entry)}"
                    yield _told(label, _said(old.get(path)), _said(new.get(path)), language)

    def _spoken(self, section: str, path: str, entry: Any) -> str:
        """Return the place of a text in an entry, with the words of its lines for numbers."""
        model, keys = kind_of(section)
        if section == "inquiries":
            entry, keys = (entry or {}).get("questions"), QUESTION.keys
        said = []
        for part in path.split("."):
            if isinstance(entry, list):
                entry = _line(entry, part)
                said.append(self._title(entry) or part)
                continue
            entry = entry.get(part) if isinstance(entry, dict) else None
            key = next((one for one in keys if one.name == part), None)
            said.append(key_label(model, key) if model and key else part)
            if isinstance(key, Children):
                model, keys = key.shape.model, key.shape.keys
            elif isinstance(key, Block):
                keys = key.keys
        return " › ".join(filter(None, said))

    def _title(self, line: Plain | None) -> str:
        words = [line.get(key) for key in ("title", "name", "label", "text")] if line else []
        found = next((one for one in words if isinstance(one, str)), "")
        return Truncator(found or self._documents.get(_document(line), "")).chars(60)


def _line(entries: list[Any], name: str) -> Any:
    named = ((one, (item_name(one, i), _document(one))) for i, one in enumerate(entries))
    return next((one for one, names in named if name in names), None)


def _document(line: object) -> str:
    return line.get("document", "") if isinstance(line, dict) else ""


def _told(label: str, before: str, after: str, language: str = "") -> MarkedDifference:
    return MarkedDifference(label, marked(before, after), marked(after, before), language)


def _said(translation: Plain | None) -> str:
    if translation is None:
        return ""
    status = STATUSES.get(translation.get("status", ""), "")
    return f"{translation['text']} ({status})" if status else translation["text"]


def titles() -> dict[str, str]:
    """Return {id: French title} of the procedures, by which agents know local adaptations."""
    return dict(Procedure.objects.values_list("key", "title_fr"))


def title_of(row: EntryChange, named: Mapping[str, str]) -> str:
    """Return the section and the words by which agents know the entry of a journal's row."""
    stored = row.after or row.before
    section = section_label(row.section)
    entry = stored.get("entry") if stored else None
    if not isinstance(entry, dict):
        return f"{section} : ordre"
    texts = (entry.get(key) for key in ("title", "text", "name", "label", "persona"))
    words = next((one for one in texts if isinstance(one, str)), "")
    if row.section == "overrides":
        words = named.get(row.name, "")
    if row.section in ("channels", "helpers") and not words:
        words = entry.get("instructions") or entry.get("address") or entry.get("url") or ""
    return f"{section} : {words or row.name}"

"""What is added, in the form in which the public sees it: the values of a component of its pages.

Only entries whose component shows what they say, and nothing that an answer decides.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from procedures.engine.schema.declared import texts_of
from procedures.engine.values.department import NOTE
from procedures.engine.values.plain import PlainDict
from procedures.engine.values.rules import Document
from procedures.publishing.opening import opening_lines
from procedures.publishing.parts.changes import EntryDiff
from procedures.publishing.parts.channel_words import (
    FIRST_CALLS,
    action_of_channel,
    address_of_call,
    icon_of_call,
    title_of_channel,
    trouble_with_channel,
)

# (name of a component of the public's pages, its values)
Seen: TypeAlias = tuple[str, PlainDict]


def seen_by_public(change: EntryDiff) -> Seen | None:
    """Return how the public will see an entry that is added, if a component shows it."""
    make = FORMS.get(change.section)
    if make is None or change.kind != "added" or not isinstance(change.after, Mapping):
        return None
    return make(change.after)


def _notice(entry: Mapping[str, Any]) -> Seen | None:
    # A closure is named by its days, and « Fermer un jour » shows its sentence.
    if entry.get("closed"):
        return None
    return "notice", {"text": _text(entry.get("text"))}


def _document(entry: Mapping[str, Any]) -> Seen:
    texts = {name: _text(entry.get(name)) for name in texts_of(Document)}
    own = {name: entry.get(name) for name in ("icon", "translation")}
    form = "original" if entry.get("original") else ""
    return "document", {**own, "form": form, "title": texts["title"], "texts": texts}


def _contact(entry: Mapping[str, Any]) -> Seen:
    plain = {name: entry.get(name) or "" for name in ("phone", "email")}
    texts = {name: _text(entry.get(name)) for name in ("name", "address")}
    return "contact", {**plain, **texts, "hours": _hours(entry.get("hours"))}


def _channel(entry: Mapping[str, Any]) -> Seen:
    kind, url = str(entry.get("kind") or ""), entry.get("url") or ""
    return "channel", {
        "title": title_of_channel(kind, entry.get("consulate") or ""),
        "lead": _text(entry.get("instructions")),
        "address": _text(entry.get("address")),
        "url": url,
        "action": action_of_channel(kind),
        "trouble": trouble_with_channel(kind),
        "trouble_help": _text(entry.get("no_slot_help")),
    }


def _orientation(entry: Mapping[str, Any]) -> Seen:
    calls = [_call(one) for one in entry.get("calls") or ()]
    links = [
        {"text": _text(one.get("text")), "url": one.get("url") or ""}
        for one in entry.get("links") or ()
    ]
    return "advice", {
        **{name: _text(entry.get(name)) for name in ("title", "text")},
        "calls": calls,
        "first_calls": calls[:FIRST_CALLS],
        "other_calls": calls[FIRST_CALLS:],
        "links": links,
    }


def _call(one: Mapping[str, Any]) -> PlainDict:
    number, kind = str(one.get("number") or ""), str(one.get("kind") or "")
    return {
        "number": number,
        "url": address_of_call(number, kind),
        "icon": icon_of_call(kind),
        "text": _text(one.get("text")),
    }


def _hours(value: Any) -> list[str]:
    if not isinstance(value, Mapping) or "fr" in value:
        return [_text(value)] if value else []
    week = {day: ranges for day, ranges in value.items() if day != NOTE}
    note = _text(value.get(NOTE))
    return [*opening_lines(week), *([note] if note else [])]


def _text(value: Any) -> str:
    found = value.get("fr") if isinstance(value, Mapping) else value
    return str(found or "")


FORMS: dict[str, Callable[[Mapping[str, Any]], Seen | None]] = {
    "notices": _notice,
    "documents": _document,
    "channels": _channel,
    "sites": _contact,
    "helpers": _contact,
    "orientations": _orientation,
}

"""Names a change by the title of its entry, in words."""

from __future__ import annotations

from procedures.drafting.words.formats import some_of
from procedures.drafting.words.ranks import moved, passes_words
from procedures.drafting.words.titles import TextPlaces
from procedures.engine.files import entry_name
from procedures.engine.values.plain import PlainDict
from procedures.exchange.labels import entry_label
from procedures.models import Channel
from procedures.models.notices import closure_name
from procedures.publishing.parts.changes import ORDER, EntryDiff
from procedures.publishing.parts.channel_words import family_title
from procedures.translating.catalogue_texts import language_name

TITLES = ("title", "text", "name", "label", "persona")
# The families and procedures that a channel is named with, the entries that pass elsewhere.
MOST_NAMED = 3
ORDER_CHANGES = "l'ordre change"


class Labels:
    """Names the changes between some versions of the catalogue; the last one wins."""

    def __init__(self, *versions: PlainDict) -> None:
        self.titles: dict[str, str] = {}
        self._places: dict[str, str] = {}
        for plain in versions:
            self.titles |= _titles(plain)
            self._places |= _closed_places(plain)
        self._ends = versions[:1] + versions[-1:]
        self._texts = TextPlaces(versions[-1] if versions else {})

    def of(self, change: EntryDiff) -> str:
        """Return the name of a change: what it is, then the title of its entry."""
        if change.name == ORDER and change.before is None and change.after is None:
            moves = moves_words(change.section, *self._ends) if self._ends else ""
            return f"{change.section_label} : {moves or ORDER_CHANGES}"
        if change.section == "translations" and not change.name:
            return "des traductions"
        if change.section == "translations":
            language, file, path = change.name.split(" : ", 2)
            where = self._texts.of(file, path)
            return f"traduction ({language_name(language)}) : {where}"
        return f"{entry_label(change.section)} : {self._name(change)}"

    def _name(self, change: EntryDiff) -> str:
        if change.section in ("procedures", "overrides"):
            return f"« {self.titles.get(change.name, 'une démarche retirée')} »"
        entry = change.after or change.before
        if change.section == "inquiries" and isinstance(entry, list):
            entry = entry[0] if entry else {}
        if not isinstance(entry, dict):
            return ""
        if change.section == "channels":
            return f"« {self._channel(entry)} »"
        if closure := closure_name(entry, self._places.get(entry.get("id", ""), "")):
            return f"« {closure} »"
        for key in TITLES:
            if isinstance(entry.get(key), str):
                return f"« {entry[key]} »"
        return "sans titre"

    def _channel(self, entry: PlainDict) -> str:
        """Return what a channel is and what it is for: several are of one kind."""
        kind = dict(Channel.Kind.choices).get(str(entry.get("kind")), "sans type")
        purpose = entry.get("for") or {}
        named = [f"famille {family_title(one)}" for one in purpose.get("families") or ()]
        named += [
            self.titles.get(one, "une démarche retirée") for one in purpose.get("procedures") or ()
        ]
        return f"{kind}, pour {some_of(named, MOST_NAMED) or 'toutes les démarches'}"


def _closed_places(plain: PlainDict) -> dict[str, str]:
    """Return {id of a closure: name of the only place that it closes}."""
    return {
        notice["id"]: _french(site.get("name") or site["id"])
        for one in (plain.get("departments") or {}).values()
        for notice in one.get("notices") or []
        for site in one.get("sites") or []
        if notice.get("place") and notice["place"] == site.get("id")
    }


def _titles(plain: PlainDict) -> dict[str, str]:
    return {
        one["id"]: _french(one["title"])
        for one in plain.get("procedures") or []
        if one.get("title")
    }


def _french(text: str | dict[str, str]) -> str:
    return text["fr"] if isinstance(text, dict) else text


def moves_words(section: str, before: PlainDict, after: PlainDict) -> str:
    """Return what passed before or behind what in a list of a catalogue, or an empty string."""
    names = [_names(one.get(section)) for one in (before, after)]
    was, now = ([one for one in side if one in {*names[0]} & {*names[1]}] for side in names)
    found = moved(was, now)
    if not found:
        return ""
    if len(found) > MOST_NAMED:
        return f"{len(found)} changent de place"
    titles = TextPlaces(after).titles(section, now)
    named = {name: f"« {title} »" for name, title in zip(now, titles, strict=True)}
    return " ; ".join(f"{named[one]} {passes_words(was, now, one, named)}" for one in found)


def _names(listed: object) -> list[str]:
    entries = listed if isinstance(listed, list) else []
    named = [entry_name(one, index) for index, one in enumerate(entries)]
    return [name for name in named if not name.startswith("[")]

"""The ids of the entries of a département without one: made from their content.

Editions published before these entries had an id are read with one, by the same rule that named
the entries of the working copy then.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from .values.channel_kinds import CHANNEL_KINDS
from .values.plain import Plain, PlainDict

# The lists of a département, and what an entry of each is called if it says nothing.
SECTIONS = {"sites": "lieu", "channels": "depot", "notices": "annonce", "helpers": "aide"}
# In files, a waiting time has its id: only a row of the desk is named.
OF_ROWS = {**SECTIONS, "waitingtimes": "delai"}
LONGEST = 60
# The words of an announcement, or of a name, that make its id.
MOST_WORDS = 5
# The letters that are read of a text: putting a long row of accents in order takes seconds.
MOST_READ = 500
# Words that tell no entry from another.
EMPTY = {
    *("a", "au", "aux", "avec", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les"),
    *("n", "nous", "ou", "par", "pour", "sur", "un", "une", "vous"),
}


def free_key(words: str, taken: Iterable[str], *, otherwise: str = "entree") -> str:
    """Return an identifier made from words, that no other has.

    >>> free_key("Où êtes-vous né(e) ?", ()), free_key("Oui", ("oui",)), free_key("10 ans", ())
    ('ou_etes_vous_ne_e', 'oui_2', 'entree_10_ans')
    """
    name = "_".join(_words(words))[:LONGEST].rstrip("_")
    name = name if name[:1].isalpha() else f"{otherwise}_{name}".strip("_")
    known, number, found = set(taken), 1, name
    while found in known:
        number += 1
        found = f"{name}_{number}"
    return found


def key_of(section: str, entry: Plain, taken: Collection[str] = ()) -> str:
    """Return an id for an entry that has none, made from what it says."""
    return free_key(words_of(section, entry), taken, otherwise=OF_ROWS[section])


def words_of(section: str, entry: Plain) -> str:
    """Return the words that name an entry: the kind of a channel and its first purpose, a name…

    >>> words_of("helpers", {"name": "RESF 09 (Réseau éducation) : aide pour les familles"})
    'resf 09'
    >>> words_of("channels", {"kind": "counter", "for": {"families": ["etudes"]}})
    'guichet etudes'
    """
    if section == "channels":
        purpose = entry.get("for") or {}
        first = [*(purpose.get("procedures") or ()), *(purpose.get("families") or ())][:1]
        kind = CHANNEL_KINDS.get(entry["kind"])
        return " ".join([(kind and kind.id) or entry["kind"] or "", *first])
    text = entry.get("name") or entry.get("text") or entry.get("address") or ""
    for mark in "(:" if section != "notices" else "":
        text = text.partition(mark)[0] or text
    return " ".join([one for one in _words(text) if one not in EMPTY][:MOST_WORDS])


def entry_of_columns(columns: Mapping[str, Any], procedures: Collection[str] = ()) -> PlainDict:
    """Return what names a row of the working copy, as its entry says it."""
    texts = {key: columns.get(f"{key}_fr") for key in ("name", "text", "address")}
    purpose = {"procedures": procedures, "families": columns.get("families")}
    return {**texts, "kind": columns.get("kind"), "for": purpose}


def ids_of(section: str, entries: Iterable[Plain]) -> list[str]:
    """Return the id of each entry of a list: its own, or one made from what it says."""
    listed = list(entries)
    taken = {one["id"] for one in listed if one.get("id")}
    found = []
    for one in listed:
        found.append(one.get("id") or key_of(section, one, taken))
        taken.add(found[-1])
    return found


def with_ids(part: Plain) -> Plain:
    """Return the content of a part in which each entry of the département has an id.

    It is the same object if all have one.
    """
    department = part.get("department") or {}
    lacking = {
        section: ids_of(section, department[section])
        for section in SECTIONS
        if any(not one.get("id") for one in department.get(section) or ())
    }
    if not lacking:
        return part
    named: PlainDict = {
        section: [{"id": name, **one} for name, one in zip(ids, department[section], strict=True)]
        for section, ids in lacking.items()
    }

    def renamed(path: str) -> str:
        section, _, rest = path.partition(".")
        place, _, inner = rest.partition(".")
        known = lacking.get(section, [])
        return f"{section}.{known[int(place)]}.{inner}" if known and place.isdigit() else path

    file = f"departements/{department['code']}.yaml"
    translations: dict[str, Any] = {
        language: {
            name: {renamed(path): one for path, one in paths.items()} if name == file else paths
            for name, paths in files.items()
        }
        for language, files in (part.get("translations") or {}).items()
    }
    texts = {"translations": translations} if translations else {}
    return {**part, "department": {**department, **named}, **texts}


def _words(text: str) -> list[str]:
    read = text[:MOST_READ].casefold().replace("œ", "oe")
    flat = unicodedata.normalize("NFKD", read).encode("ascii", "ignore").decode()
    return "".join(one if one.isalnum() else " " for one in flat).split()

"""Replaces the former names in plain data by the names of today.

The national content and each département are published separately. When the national content
renames an entry, what a département published earlier still uses the former name, until the
département publishes again.
"""

from __future__ import annotations

from procedures.engine.former_names import former
from procedures.engine.values.plain import Plain, PlainDict

from .names import Name
from .uses import all_uses, passed, with_names

KINDS = {
    "groups": ("group", "key"),
    "documents": ("document", "id"),
    "procedures": ("procedure", "id"),
}


class NamesOfToday:
    """Gives the name of today for each ``Name``, from the former names in the national content."""

    def __init__(self, national: Plain) -> None:
        questions = national.get("questions") or []
        self._families = frozenset(one.get("family") for one in national.get("procedures") or [])
        self._by_kind = {
            kind: former(national.get(section) or [], identity)
            for section, (kind, identity) in KINDS.items()
        }
        facts = [*questions, *(national.get("derived_facts") or [])]
        self._facts = self._by_kind["fact"] = former(facts, "key")
        self._values = {one["key"]: former(one.get("choices") or [], "value") for one in questions}

    def __bool__(self) -> bool:
        return any(self._by_kind.values()) or any(self._values.values())

    def __call__(self, name: Name) -> str:
        if name.kind == "value":
            fact = self._facts.get(name.of, name.of)
            return self._values.get(fact, {}).get(name.key, name.key)
        return self._by_kind.get(name.kind, {}).get(name.key, name.key)

    @property
    def names(self) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
        """All the former names; two national contents with the same ones compare equal."""
        return self._by_kind, {key: names for key, names in self._values.items() if names}

    def of_written(self, plain: Plain) -> PlainDict:
        """Return a piece of plain data under the names of today, without making it canonical."""
        return passed(plain, self, self._families)

    def of_part(self, code: str, content: Plain) -> Plain:
        """Return the content of a part under the names of today.

        It is the same object if the content uses no former name.
        """
        used = self and any(
            self(use.name) != use.name.key for use in all_uses(_plain(code, content))
        )
        return self.of_whole_part(code, content) if used else content

    def of_whole_part(self, code: str, content: Plain) -> PlainDict:
        """Return the content of a part under the names of today, its own definitions included."""
        plain = with_names(_plain(code, content), self, self._families)
        plain["department"] = plain["departments"].get(code)
        return {section: plain[section] for section in content}


def with_former_names(national: Plain, like: Plain) -> PlainDict:
    """Return national content whose entries remember the former names that others of ``like`` do.

    >>> like = {"fees": [], "documents": [{"id": "visa", "formerly": ["titre"]}]}
    >>> with_former_names({"documents": [{"id": "visa"}]}, like)
    {'documents': [{'id': 'visa', 'formerly': ['titre']}]}
    """
    sections = {section: identity for section, (_, identity) in KINDS.items()}
    sections |= {"questions": "key", "derived_facts": "key"}
    found = {**national}
    for section, identity in sections.items():
        if national.get(section):
            found[section] = _remembering(national[section], like.get(section) or [], identity)
    return found


def _remembering(entries: list[Plain], like: list[Plain], identity: str) -> list[Plain]:
    others = {one[identity]: one for one in like}
    found = []
    for one in entries:
        other = others.get(one[identity]) or {}
        more = {"formerly": other["formerly"]} if other.get("formerly") else {}
        if one.get("choices") and other.get("choices"):
            more["choices"] = _remembering(one["choices"], other["choices"], "value")
        found.append({**one, **more} if more else one)
    return found


def _plain(code: str, content: Plain) -> PlainDict:
    plain = {key: value for key, value in content.items() if key != "department"}
    if "department" in content:
        plain["departments"] = {code: content["department"]}
    return plain

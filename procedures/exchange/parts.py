"""The part of a catalogue, national or of a département, that each file and case belongs to."""

from __future__ import annotations

from collections.abc import Callable

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.engine.values.plain import Plain, PlainDict
from procedures.models import NATIONAL

from .shapes import LISTS


def part_of_file(file: str) -> str:
    """Return the part that a file belongs to: a département's code, or « national »."""
    folder, _, name = file.partition("/")
    return name.removesuffix(".yaml") if folder == "departements" else NATIONAL


def part_of_case(case: Plain) -> str:
    """Return the part that a case belongs to: a département's code, or « national »."""
    return case.get("department") or NATIONAL


def replace_part(current: Plain, given: Plain, part: str) -> PlainDict:
    """Return ``current`` with one part taken from ``given``.

    Raises ``InvalidCatalogue`` if ``given`` does not have that département.
    """
    if part != NATIONAL and part not in given["departments"]:
        codes = ", ".join(given["departments"]) or "aucun"
        message = f"ce département n'est pas dans le catalogue donné, qui a : {codes}"
        raise InvalidCatalogue([Problem(f"departements/{part}.yaml", "", message)])
    national = given if part == NATIONAL else current
    result = {section: national.get(section, []) for section in LISTS}
    result["cases"] = [
        *(case for case in current.get("cases") or [] if part_of_case(case) != part),
        *(case for case in given.get("cases") or [] if part_of_case(case) == part),
    ]
    result["inquiries"] = national.get("inquiries", {})
    result["departments"] = _mixed(current["departments"], given["departments"], part, str)
    old, new = (source.get("translations", {}) for source in (current, given))
    result["translations"] = {
        language: _mixed(old.get(language, {}), new.get(language, {}), part, part_of_file)
        for language in {*old, *new}
    }
    return result


def _mixed(current: Plain, given: Plain, part: str, part_of: Callable[[str], str]) -> PlainDict:
    kept = {name: value for name, value in current.items() if part_of(name) != part}
    return kept | {name: value for name, value in given.items() if part_of(name) == part}

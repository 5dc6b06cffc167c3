"""Which file of the exchange format holds which entry of plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .schema.format import (
    CASE,
    DEPARTMENT,
    DERIVED_FACT,
    DOCUMENT,
    FEE,
    GROUP,
    ORIENTATION,
    PROCEDURE,
    QUESTION,
)
from .schema.shapes import Record

# section of plain data -> (file of the exchange format, shape of an entry)
LISTS: Mapping[str, tuple[str, Record]] = {
    "questions": ("questions.yaml", QUESTION),
    "groups": ("groups.yaml", GROUP),
    "derived_facts": ("derived_facts.yaml", DERIVED_FACT),
    "fees": ("fees.yaml", FEE),
    "documents": ("documents.yaml", DOCUMENT),
    "orientations": ("orientations.yaml", ORIENTATION),
    "procedures": ("", PROCEDURE),
    "cases": ("", CASE),
}


def entries(plain: Mapping[str, object]) -> Iterator[tuple[str, str, object, Record]]:
    """Yield (file, path, entry, shape) for every top-level entry of plain data."""
    for section, (file, shape) in LISTS.items():
        listed = plain.get(section) or []
        for index, entry in enumerate(listed if isinstance(listed, list) else []):
            name = file or file_of(section, entry)
            yield name, entry_name(entry, index), entry, shape
    departments = plain.get("departments") or {}
    if isinstance(departments, Mapping):
        for code, department in departments.items():
            yield f"departements/{code}.yaml", "", department, DEPARTMENT
    inquiries = plain.get("inquiries") or {}
    if isinstance(inquiries, Mapping):
        for name, questions in inquiries.items():
            for index, entry in enumerate(questions if isinstance(questions, list) else []):
                yield f"enquetes/{name}.yaml", entry_name(entry, index), entry, QUESTION


def file_of(section: str, entry: object) -> str:
    """Return the file that holds a procedure (its family's) or a case."""
    values = entry if isinstance(entry, Mapping) else {}
    if section == "procedures":
        return f"procedures/{values.get('family', '?')}.yaml"
    return f"cases/{values.get('file', 'cases')}.yaml"


def entry_name(entry: object, index: int) -> str:
    """Name a top-level entry by its id or key, else by its position."""
    if isinstance(entry, Mapping):
        name = entry.get("id", entry.get("key"))
        if isinstance(name, str):
            return name
    return f"[{index}]"

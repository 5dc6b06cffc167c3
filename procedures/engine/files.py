"""The files of the exchange format: which file holds which entry of plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .schema.declared import record_of
from .schema.shapes import Record
from .values.authorities import Authority
from .values.between import Letter, OnlineService, ProofAsker, ProvisionalPaper, SiteWording
from .values.cases import Case, ExamplePerson, Invariant
from .values.department import Department
from .values.procedure import Procedure
from .values.questions import Question
from .values.rules import DerivedFact, Document, Fee, Group, Orientation

# {folder: (section of its entries, key that the name of each file gives)}
FOLDERS = {
    "procedures": ("procedures", "family"),
    "cases": ("cases", "file"),
    "territoires": ("authorities", "kind"),
}
# {section of plain data: dataclass of its entries}; inquiries and départements are mappings.
LISTS: Mapping[str, type] = {
    "questions": Question,
    "groups": Group,
    "derived_facts": DerivedFact,
    "fees": Fee,
    "documents": Document,
    "procedures": Procedure,
    "invariants": Invariant,
    "orientations": Orientation,
    "askers": ProofAsker,
    "letters": Letter,
    "provisional_papers": ProvisionalPaper,
    "wordings": SiteWording,
    "online_services": OnlineService,
    "authorities": Authority,
    "examples": ExamplePerson,
    "cases": Case,
}


def entries(plain: Mapping[str, object]) -> Iterator[tuple[str, str, object, Record]]:
    """Yield (file, path, entry, shape) for each top-level entry of plain data."""
    for section, kind in LISTS.items():
        listed = plain.get(section) or []
        for index, entry in enumerate(listed if isinstance(listed, list) else []):
            yield file_of(section, entry), entry_name(entry, index), entry, record_of(kind)
    departments = plain.get("departments") or {}
    if isinstance(departments, Mapping):
        for code, department in departments.items():
            yield f"departements/{code}.yaml", "", department, record_of(Department)
    inquiries = plain.get("inquiries") or {}
    if isinstance(inquiries, Mapping):
        for name, questions in inquiries.items():
            for index, entry in enumerate(questions if isinstance(questions, list) else []):
                yield f"enquetes/{name}.yaml", entry_name(entry, index), entry, record_of(Question)


def file_of(section: str, entry: object) -> str:
    """Return the file of an entry: a procedure is in its family's, an authority in its kind's."""
    values = entry if isinstance(entry, Mapping) else {}
    for folder, (held, key) in FOLDERS.items():
        if held == section:
            return f"{folder}/{values.get(key, 'cases' if key == 'file' else '?')}.yaml"
    return f"{section}.yaml"


def entry_name(entry: object, index: int) -> str:
    """Return the id or key of a top-level entry, else its position."""
    if isinstance(entry, Mapping):
        name = entry.get("id", entry.get("key"))
        if isinstance(name, str):
            return name
    return f"[{index}]"

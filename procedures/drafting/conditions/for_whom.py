"""Words for whom a line of papers is: its condition, and its note if it is for some people only."""

from procedures.models import DocumentEntry

from .spoken import sentence_of

UNSAID = "celles que la précision doit encore dire"
SOME = "pour certaines personnes seulement"


def whom_in_words(line: DocumentEntry) -> str | None:
    """Return of whom a paper is asked; nothing if of everybody, ``None`` if it cannot be said."""
    said = [sentence_of(line.when)] if line.when else []
    if line.for_some:
        said.append(_quoted(line) or UNSAID)
    return ", ".join(map(str, said)) if None not in said else None


def whom_in_short(line: DocumentEntry) -> str:
    """Return the same for a list of papers, where a condition would be too long."""
    if line.for_some and _quoted(line):
        return _quoted(line)
    return SOME if line.for_some or line.when else ""


def _quoted(line: DocumentEntry) -> str:
    note = (getattr(line, "note_fr", "") or "").strip().removesuffix(".")
    return f"«\u00a0{note}\u00a0»" if note else ""

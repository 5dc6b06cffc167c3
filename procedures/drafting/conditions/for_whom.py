"""The words on the persons of a line of papers: its condition, and its note if it is for some."""

from procedures.models import DocumentEntry

from .spoken import sentence_of

NOTE_MISSING = "celles que la précision doit encore dire"
SOME = "pour certaines personnes seulement"


def whom_in_words(line: DocumentEntry) -> str | None:
    """Return the persons of a paper; nothing for everybody, ``None`` where words are missing."""
    parts = [sentence_of(line.when)] if line.when else []
    if line.for_some:
        parts.append(_quoted(line) or NOTE_MISSING)
    return ", ".join(map(str, parts)) if None not in parts else None


def whom_in_short(line: DocumentEntry) -> str:
    """Return the same for a list of papers, where a condition would be too long."""
    if line.for_some and _quoted(line):
        return _quoted(line)
    return SOME if line.for_some or line.when else ""


def _quoted(line: DocumentEntry) -> str:
    note = (getattr(line, "note_fr", "") or "").strip().removesuffix(".")
    return f"«\u00a0{note}\u00a0»" if note else ""

"""The papers that a procedure and its family already use: they are the likely ones."""

from __future__ import annotations

from collections.abc import Iterable

from procedures.models import Document, DocumentEntry, Override, Procedure


def likely_first(found: Iterable[Document], procedure: Procedure) -> list[Document]:
    """Return papers, those of the procedure first, then those of its family, then the others."""
    own = _papers_of(procedure=procedure)
    family = _papers_of(procedure__family=procedure.family)
    return sorted(found, key=lambda one: (one.pk not in own, one.pk not in family))


def in_a_choice(document: Document, procedure: Procedure, override: Override | None) -> bool:
    """Tell whether a paper is one of several, of which the list or a préfecture asks one."""
    lines = DocumentEntry.objects.filter(alternatives__document=document)
    around = lines.filter(procedure=procedure)
    return around.exists() or (override is not None and lines.filter(override=override).exists())


def _papers_of(**whose: object) -> set[int]:
    lines = DocumentEntry.objects.filter(**whose)
    return {
        one
        for pair in lines.values_list("document_id", "alternatives__document_id")
        for one in pair
        if one is not None
    }

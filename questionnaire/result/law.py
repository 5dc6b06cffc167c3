"""The texts of law behind an answer, for somebody who helps: a visitor finds them on the sheets."""

from __future__ import annotations

from dataclasses import dataclass

from procedures.engine.evaluation import Evaluation

from .reading import Reading, Shown


@dataclass(frozen=True, slots=True)
class LawOfProcedure:
    """The articles of a procedure. They are in French, whatever the language of the page."""

    title: Shown
    references: tuple[str, ...]


def law_of(reading: Reading, evaluation: Evaluation) -> list[LawOfProcedure]:
    """Return the law of the procedures that an answer recommends, or else of those possible."""
    recommended = [one.procedure for one in evaluation.procedures if one.recommended]
    procedures = recommended or [one.procedure for one in evaluation.procedures]
    return [
        LawOfProcedure(reading.shown(one.title), one.legal_references)
        for one in procedures
        if one.legal_references
    ]

"""What a public file would do, as lines that a person reads."""

from __future__ import annotations

from collections.abc import Iterator

from procedures.engine.conditions.words import day_in_full

from .comparing import FileChange, FileStudy, RowFate, leaves_on
from .matching import is_by_law

TITLES = {
    RowFate.NEW: "Nouvelle fiche",
    RowFate.CHANGED: "",
    RowFate.ASKED: "À choisir : un agent l'a écrit, le fichier dit autre chose",
    RowFate.BACK: "Revient dans le fichier",
    RowFate.GONE: "N'est plus dans le fichier",
    RowFate.LEAVING: "Est retirée",
}


def listed(study: FileStudy) -> list[FileChange]:
    """Return the changes that are listed one by one; those of a date alone are counted."""
    return [one for one in study.changes if one.fate != RowFate.DATED]


def counts_of(study: FileStudy) -> list[tuple[str, int]]:
    """Return (what, how many) for what a file holds."""
    changed = len(study.of(RowFate.NEW, RowFate.DATED, RowFate.CHANGED, RowFate.ASKED))
    counts = (
        ("lignes lues", len(study.file.rows)),
        ("sans changement", len(study.found) - changed),
        ("toujours vraies, seule leur date change", len(study.of(RowFate.DATED))),
        ("nouvelles", len(study.of(RowFate.NEW))),
        ("changées", len(study.of(RowFate.CHANGED))),
        ("à choisir", len(study.of(RowFate.ASKED))),
        ("qui ne sont plus dans le fichier", len(study.of(RowFate.GONE))),
        ("retirées après 30 jours", len(study.of(RowFate.LEAVING))),
        ("sans fiche chez nous", len(study.unknown)),
        ("de départements absents du catalogue", study.closed),
        ("hors de vos départements", study.elsewhere),
        ("valeurs non prises", len(study.file.aside)),
    )
    return [one for one in counts if one[1] or one[0] == "lignes lues"]


def notice_of(study: FileStudy) -> str:
    """Return what a person must know before all else, or nothing."""
    if study.cut:
        return (
            f"Ce fichier est sans doute coupé : {study.cut} lignes déjà connues y manquent. "
            "Aucune n'est marquée."
        )
    if not study.file.whole:
        return "Ce fichier est une partie de l'annuaire : ce qui n'y est pas ne bouge pas."
    return ""


def gone_words(change: FileChange) -> str:
    """Return since when an entry has left the file, and until when it stays."""
    since = change.gone_since
    if since is None:
        return ""
    words = f"n'est plus dans le fichier depuis le {day_in_full(since)}"
    if is_by_law(change.entry):
        return f"{words} ; elle reste, car la loi dit qui est compétent"
    if change.fate == RowFate.LEAVING and change.own:
        return f"{words} ; un agent l'a écrite : elle reste, sauf si vous la choisissez"
    if change.fate == RowFate.LEAVING:
        return f"{words} ; elle est retirée"
    return f"{words} ; elle reste au moins jusqu'au {day_in_full(leaves_on(since))}"


def lines_of(study: FileStudy) -> Iterator[str]:
    """Yield the lines of a command."""
    for words, count in counts_of(study):
        yield f"{words.capitalize()} : {count}"
    if notice_of(study):
        yield notice_of(study)
    for change in listed(study):
        title = TITLES[change.fate] or "Change"
        yield f"{title} : {change.entry} ({change.official_id})"
        if change.gone_since:
            yield f"  {gone_words(change)}"
        for one in (*change.differences, *change.asked):
            yield f"  {one.label} : {one.before} → {one.after}"
    for row in study.unknown:
        yield f"Sans fiche chez nous : {row.name} ({row.place})"
    for problem in study.file.aside:
        yield f"Non pris : {problem}"

"""Says what a law asks for and what carries it: in a terminal, and as a page of docs/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from procedures.engine.errors import Problem
from procedures.publishing.checks.coverage import EMPTY, CoverageTable, as_markdown

from .law_table import Law, LawItem, LawPoint

CARRIED, EXPLAINED = "portées", "avec un motif"


def summary(law: Law, problems: Sequence[Problem]) -> str:
    """Return the problems, one a line, then how many items the table has and explains."""
    lines = [str(problem) for problem in problems]
    counts = _counts(item for _, _, item in law.items())
    lines.append(
        f"{law.title} : {len(law.titles)} titres, {sum(counts.values())} pièces et règles ; "
        f"{counts[CARRIED]} {CARRIED} par le catalogue, {counts[EXPLAINED]} {EXPLAINED}."
    )
    lines.append(f"{len(problems)} à expliquer.")
    return "\n".join(lines) + "\n"


def page(law: Law, name: str) -> str:
    """Return the documentation page of a table.

    It holds nothing of the catalogue but the ids that the table names: an edited catalogue does not
    make it old.
    """
    made_by = f"python -m scripts.law_coverage {name} --page"
    head = (
        f"# {law.title}\n\nPage faite par `{made_by}`, d'après `law/{name}.yaml`.\n\n"
        f"Source : {law.reference}, lue le {law.read_on}.\n\n"
        "Une pièce est portée si quelqu'un, parmi les personnes de son point, reçoit la démarche "
        "et si le document lui est demandé : la commande le prouve. Sinon, il y a un motif.\n\n"
    )
    return head + as_markdown((_titles(law), _reasons(law), *_points(law)))


def _counts(items: Iterable[LawItem]) -> Counter[str]:
    return Counter(EXPLAINED if item.reason else CARRIED for item in items)


def _titles(law: Law) -> CoverageTable:
    rows = []
    for title in law.titles.values():
        counts = _counts(item for point in title.points.values() for item in point.items.values())
        total = (str(sum(counts.values())), str(counts[CARRIED]), str(counts[EXPLAINED]))
        rows.append((title.id, title.label, ", ".join(title.articles), *total))
    return CoverageTable(
        title=f"Les {len(rows)} titres",
        note="Combien de pièces et de règles chaque titre compte.",
        columns=("ligne", "titre", "articles", "pièces", CARRIED, EXPLAINED),
        rows=tuple(rows),
    )


def _reasons(law: Law) -> CoverageTable:
    used = Counter(item.reason for _, _, item in law.items())
    return CoverageTable(
        title="Les motifs",
        note="Pourquoi rien ne porte une pièce.",
        columns=("motif", "pourquoi", "pièces"),
        rows=tuple((one.id, one.text, str(used[one.id])) for one in law.reasons.values()),
    )


def _points(law: Law) -> Iterator[CoverageTable]:
    for title in law.titles.values():
        rows = [
            (item.id, point.label, law.label(item), _carrier(law, point, item))
            for point in title.points.values()
            for item in point.items.values()
        ]
        yield CoverageTable(
            title=f"Ligne {title.id} : {title.label}",
            note=", ".join(title.articles),
            columns=("pièce", "point", "ce que la loi demande", "ce qui le porte"),
            rows=tuple(rows),
        )


def _carrier(law: Law, point: LawPoint, item: LawItem) -> str:
    """Return what carries an item, in ids: « procedure : documents »."""
    if item.reason:
        return f"motif : {item.reason}"
    piece = law.pieces.get(item.piece)
    documents = item.documents or (piece.documents if piece else ())
    named = [" ou ".join(one) if isinstance(one, list) else one for one in documents]
    words = (*item.words, *(piece.words if piece else ()))
    parts = [
        ", ".join(named),
        ", ".join(f"« {one} »" for one in words),
        f"points {', '.join(item.points)}" if item.points else "",
        f"orientation {', '.join(item.orientations)}" if item.orientations else "",
    ]
    carried = " ; ".join(part for part in parts if part) or EMPTY
    procedures = "" if item.orientations else ", ".join(item.procedures or point.procedures)
    return f"{procedures} : {carried}" if procedures else carried

"""The fields of an expectation for a template, beside what comes out today."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from procedures.engine.values.plain import Plain

from ..links import Links
from .expected import ADDED, ROLES, ExpectationReader, normal
from .today import Today
from .words import CHANNELS, NONE, CaseWords

WINDOW = ("from", "to")


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    key: str
    title: str
    url: str
    today: str
    rank: int | None
    # ((value, label, whether it is ticked), …)
    boxes: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    name: str
    title: str
    today: str
    said: str


@dataclass(frozen=True, slots=True)
class Added:
    """An empty line. ``value`` and ``other`` hold what was typed there and could not be read."""

    name: str
    value: str = ""
    other: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """All the fields. ``errors`` is {name of a field: error}."""

    procedures: tuple[ProcedureRow, ...]
    none: bool
    alternatives: tuple[tuple[int, list[str]], ...]  # (index, titles)
    documents: tuple[DocumentRow, ...]
    subject: str
    subjects: tuple[tuple[str, str, bool], ...]  # (key, title, chosen)
    channels: tuple[tuple[str, str, bool], ...]  # (value, label, checked)
    window: dict[str, str]
    total: str
    possible_cost: str
    questions: str
    added_procedures: tuple[Added, ...]
    added_documents: tuple[Added, ...]
    titles: dict[str, list[str]]
    errors: dict[str, str] = field(default_factory=dict)
    roles: tuple[tuple[str, str, str], ...] = ROLES


def rows_of(
    expect: Plain, today: Today, reader: ExpectationReader | None = None, links: Links | None = None
) -> Rows:
    """Return the rows of an expectation. ``reader`` is the reader whose errors are shown."""
    said, words = normal(expect), today.words
    errors = reader.errors if reader else {}
    statuses = today.statuses
    named = [key for _, name, _ in ROLES for key in said[name] or ()]
    named += [key for keys in said["procedures_any_of"] or () for key in keys]
    keys = list(dict.fromkeys([*named, *statuses, *([said["of"]] if said["of"] else [])]))
    subject = today.subject(expect)

    def typed(name: str) -> str:
        return reader.data.get(name, "") if reader and name in errors else ""

    return Rows(
        procedures=tuple(_procedure(key, said, statuses, words, links) for key in keys),
        none=said["procedures"] == [],
        alternatives=tuple(_alternatives(said, words, reader)),
        documents=tuple(_documents(said, today.documents_of(subject), words)),
        subject=words.procedure(subject["id"]) if subject else "",
        subjects=tuple((key, words.procedure(key), key == said["of"]) for key in keys),
        channels=tuple((value, label, value in said["channel"]) for value, label in CHANNELS),
        window={end: typed(f"x-window-{end}") or said["window"].get(end, "") for end in WINDOW},
        total=typed("x-total") or _amount(said["total"]),
        possible_cost=typed("x-possible-cost") or _amount(said["possible-cost"]),
        questions=typed("x-questions") or _number(said["questions_at_most"]),
        added_procedures=tuple(
            Added(name, typed(name), error=errors.get(name, ""))
            for name in (f"x-add-{index}" for index in ADDED)
        ),
        added_documents=tuple(
            Added(
                name,
                typed(name),
                typed(f"{name}-or"),
                errors.get(name) or errors.get(f"{name}-or", ""),
            )
            for name in (f"x-dadd-{index}" for index in ADDED)
        ),
        titles={"procedures": words.procedure.listed(), "documents": words.document.listed()},
        errors=errors,
    )


def _procedure(
    key: str, said: Plain, statuses: dict[str, str], words: CaseWords, links: Links | None
) -> ProcedureRow:
    wanted = said["procedures"] or []
    return ProcedureRow(
        key=key,
        title=words.procedure(key),
        url=links.procedure(key) if links else "",
        today=statuses.get(key, "ne sort pas"),
        rank=wanted.index(key) + 1 if key in wanted else None,
        boxes=tuple((role, label, key in (said[name] or ())) for role, name, label in ROLES),
    )


def _alternatives(
    said: Plain, words: CaseWords, reader: ExpectationReader | None
) -> Iterator[tuple[int, list[str]]]:
    alternatives = said["procedures_any_of"] or []
    for index, keys in enumerate(alternatives):
        yield index, [words.procedure(key) for key in keys] or [NONE]
    unread = reader.unread if reader else []
    yield len(alternatives), unread


def _documents(
    said: Plain, found: dict[tuple[str, ...], str], words: CaseWords
) -> Iterator[DocumentRow]:
    """Yield the expected documents in their order, then the other documents of the procedure."""
    rows = [(tuple(names), "include") for names in said["include"]]
    rows += [((name,), "exclude") for name in said["exclude"]]
    excluded = set(said["exclude"])
    told = dict(rows)
    rows += [(names, "") for names in found if names not in told and not excluded.issuperset(names)]
    alone = {name: value for names, value in found.items() for name in names}
    for names, value in dict(rows).items():
        now = found.get(names) or next(
            (alone[one] for one in names if one in alone), "pas demandée"
        )
        title = " ou ".join(words.document(name) for name in names)
        yield DocumentRow("+".join(names), title, now, value)


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:f}"


def _number(count: int | None) -> str:
    return "" if count is None else str(count)

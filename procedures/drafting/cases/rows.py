"""The fields of an expectation for a template, beside what comes out today."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from procedures.drafting.cases.words import CHANNELS, NONE, CaseWords
from procedures.engine.values.plain import Plain

from ..links import Links
from .expected import ADDED, ROLES, ExpectationReader, normal
from .today import Today

WINDOW = ("from", "to")
ORDINALS = ("première", "deuxième", "troisième", "quatrième", "cinquième", "sixième")


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    key: str
    title: str
    url: str
    today: str
    # ((rank, words, whether it is that one), …): none if no other procedure is expected
    ranks: tuple[tuple[int, str, bool], ...]
    # For each role that it has: ((value, label, whether it is that one), …)
    roles: tuple[tuple[tuple[str, str, bool], ...], ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    name: str
    title: str
    today: str
    role: str


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
    channels: tuple[str, ...]  # those that are expected
    window: dict[str, str]
    total: str
    possible_cost: str
    questions: str
    added_procedures: tuple[Added, ...]
    added_documents: tuple[Added, ...]
    titles: dict[str, list[str]]
    # {what may be expected: whether it is, or could not be read}: what is not is offered apart
    has: dict[str, bool]
    errors: dict[str, str] = field(default_factory=dict)
    roles: tuple[tuple[str, str, str], ...] = ROLES
    all_channels: tuple[tuple[str, str], ...] = tuple(CHANNELS)

    @property
    def adding(self) -> bool:
        """Whether what may be added is shown at once: nothing is expected yet, or was read."""
        added = any(one.error for one in (*self.added_procedures, *self.added_documents))
        return added or not (self.procedures or self.documents or any(self.has.values()))


def rows_of(
    expect: Plain, today: Today, reader: ExpectationReader | None = None, links: Links | None = None
) -> Rows:
    """Return the rows of an expectation. ``reader`` is the reader whose errors are shown."""
    normalized, words = normal(expect), today.words
    errors = reader.errors if reader else {}
    statuses = today.statuses
    expected = [key for _, name, _ in ROLES for key in normalized[name] or ()]
    named = expected + [key for keys in normalized["procedures_any_of"] or () for key in keys]
    keys = list(
        dict.fromkeys([*named, *statuses, *([normalized["of"]] if normalized["of"] else [])])
    )
    subject = today.subject(expect)
    papers = today.documents_of(subject)

    def typed(name: str) -> str:
        return reader.data.get(name, "") if reader and name in errors else ""

    return Rows(
        procedures=tuple(
            _procedure(key, normalized, statuses, words, links) for key in dict.fromkeys(expected)
        ),
        none=normalized["procedures"] == [],
        alternatives=tuple(_alternatives(normalized, words, reader)),
        documents=tuple(_documents(normalized, papers, words)),
        subject=words.procedure(subject["id"]) if subject else "",
        subjects=tuple((key, words.procedure(key), key == normalized["of"]) for key in keys),
        channels=tuple(value for value, _ in CHANNELS if value in normalized["channel"]),
        window={
            end: typed(f"x-window-{end}") or normalized["window"].get(end, "") for end in WINDOW
        },
        total=typed("x-total") or _amount(normalized["total"]),
        possible_cost=typed("x-possible-cost") or _amount(normalized["possible-cost"]),
        questions=typed("x-questions") or _number(normalized["questions_at_most"]),
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
        titles=_titles(statuses, papers, words),
        has=_has(normalized, errors),
        errors=errors,
    )


def _procedure(
    key: str, normalized: Plain, statuses: dict[str, str], words: CaseWords, links: Links | None
) -> ProcedureRow:
    wanted = normalized["procedures"] or []
    return ProcedureRow(
        key=key,
        title=words.procedure(key),
        url=links.procedure(key) if links else "",
        today=statuses.get(key, "absente"),
        ranks=tuple(
            (place + 1, _ordinal(place), one == key)
            for place, one in enumerate(wanted)
            if key in wanted and len(wanted) > 1
        ),
        roles=tuple(
            tuple((role, label, role == chosen) for role, _, label in ROLES)
            for chosen, name, _ in ROLES
            if key in (normalized[name] or ())
        ),
    )


def _ordinal(place: int) -> str:
    return f"la {ORDINALS[place]}" if place < len(ORDINALS) else f"la {place + 1}e"


def _has(normalized: Plain, errors: dict[str, str]) -> dict[str, bool]:
    """Return what is expected, or was typed and could not be read."""
    wrong = {name.split("-")[1] for name in errors}
    return {
        "none": normalized["procedures"] == [] or "none" in wrong,
        "any": bool(normalized["procedures_any_of"]) or "any" in wrong,
        "of": bool(normalized["of"]),
        "channel": bool(normalized["channel"]),
        "window": bool(normalized["window"]) or "window" in wrong,
        "total": normalized["total"] is not None or "total" in wrong,
        "possible": normalized["possible-cost"] is not None or "possible" in wrong,
        "questions": normalized["questions_at_most"] is not None or "questions" in wrong,
    }


def _titles(
    statuses: dict[str, str], papers: dict[tuple[str, ...], str], words: CaseWords
) -> dict[str, list[str]]:
    """Return what the fields that add suggest: first what comes out today, then all the rest."""
    found = {
        "procedures": [words.procedure(key) for key in statuses] + words.procedure.listed(),
        "documents": [words.document(name) for names in papers for name in names]
        + words.document.listed(),
    }
    return {kind: list(dict.fromkeys(titles)) for kind, titles in found.items()}


def _alternatives(
    normalized: Plain, words: CaseWords, reader: ExpectationReader | None
) -> Iterator[tuple[int, list[str]]]:
    alternatives = normalized["procedures_any_of"] or []
    for index, keys in enumerate(alternatives):
        yield index, [words.procedure(key) for key in keys] or [NONE]
    unread = reader.unread if reader else []
    yield len(alternatives), unread


def _documents(
    normalized: Plain, found: dict[tuple[str, ...], str], words: CaseWords
) -> Iterator[DocumentRow]:
    """Yield the expected documents, each in its order."""
    rows = [(tuple(names), "include") for names in normalized["include"]]
    rows += [((name,), "exclude") for name in normalized["exclude"]]
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

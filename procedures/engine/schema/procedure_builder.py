"""Building procedures: steps with windows, document lines, costs, warnings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ..values.facts import Duration, FactInfo, parse_date
from ..values.procedure import (
    Cost,
    DocumentEntry,
    Meanwhile,
    Procedure,
    Step,
    Warning,
    WindowEnd,
)
from .entry_builder import EntryBuilder
from .shapes import join

Opener = Callable[..., EntryBuilder]


class ProcedureBuilder:
    """Reads procedures. ``facts`` hold the channel too, for what may test it."""

    def __init__(self, open_file: Opener, facts: Mapping[str, FactInfo]) -> None:
        self._open_file = open_file
        self.facts = facts

    def procedure(self, entry: Mapping[str, Any]) -> Procedure:
        """Return one procedure."""
        family = entry.get("family", "")
        file = f"procedures/{family}.yaml"
        plain, inner = self._open_file(file), self._open_file(file, self.facts)
        key = entry["id"]
        texts = ("title", "summary", "result", "processing_time", "validity")
        return Procedure(
            id=key,
            family=family,
            track=entry["track"],
            rank=entry["rank"],
            when=plain.condition(key, entry),
            meanwhile=_meanwhile(plain, join(key, "meanwhile"), entry.get("meanwhile") or {}),
            sensitive=entry.get("sensitive", False),
            exclusive_with=tuple(entry.get("exclusive_with") or ()),
            warnings=_warnings(inner, key, entry),
            legal_references=tuple(entry.get("legal_references") or ()),
            steps=tuple(self._step(inner, key, step) for step in entry.get("steps") or []),
            documents=document_entries(inner, join(key, "documents"), entry.get("documents") or []),
            costs=tuple(
                self._cost(inner, join(key, f"costs.{index}"), cost)
                for index, cost in enumerate(entry.get("costs") or [])
            ),
            source=plain.source(entry),
            **{name: plain.text(key, entry, name) for name in texts},
        )

    def _step(self, builder: EntryBuilder, key: str, entry: Mapping[str, Any]) -> Step:
        path = join(key, f"steps.{entry['id']}")
        window = entry.get("window") or {}
        return Step(
            id=entry["id"],
            text=builder.text(path, entry, "text"),
            when=builder.condition(path, entry),
            opens=self._window_end(builder, join(path, "window.from"), window.get("from")),
            closes=self._window_end(builder, join(path, "window.to"), window.get("to")),
            late=builder.text(path, entry, "late"),
            warnings=_warnings(builder, path, entry),
        )

    def _window_end(self, builder: EntryBuilder, path: str, entry: Any) -> WindowEnd | None:
        if entry is None:
            return None
        if not isinstance(entry, Mapping):
            return WindowEnd(day=parse_date(entry))
        fact = entry["fact"]
        dates = [name for name, info in self.facts.items() if info.kind == "date"]
        if fact not in dates:
            builder.refuse_name(
                join(path, "fact"), "ce fait n'est pas une date connue", fact, dates
            )
        shift = Duration(**{unit: entry.get(unit, 0) for unit in ("years", "months", "days")})
        return WindowEnd(fact=fact, shift=shift)

    def _cost(self, builder: EntryBuilder, path: str, entry: Mapping[str, Any]) -> Cost:
        if "fee" in entry:
            if "amount" in entry or "label" in entry:
                builder.report(
                    path, "un coût a « fee », ou « label » et « amount », pas les deux", ()
                )
        elif "amount" not in entry or "label" not in entry:
            builder.report(path, "il manque « fee », ou « label » et « amount »", ())
        return Cost(
            when=builder.condition(path, entry),
            fee=entry.get("fee", ""),
            label=builder.text(path, entry, "label"),
            amount=Decimal(str(entry["amount"])) if "amount" in entry else None,
            currency=entry.get("currency", "EUR"),
        )


def document_entries(
    builder: EntryBuilder, path: str, listed: Sequence[Mapping[str, Any] | str]
) -> tuple[DocumentEntry, ...]:
    """Return the lines of a list of documents; a bare id is a line of its own."""
    result = []
    names: dict[str, int] = {}
    for index, one in enumerate(listed):
        entry = {"document": one} if isinstance(one, str) else one
        if ("document" in entry) == ("one_of" in entry):
            builder.report(
                join(path, str(index)), "il faut « document » ou « one_of », l'un des deux", ()
            )
            continue
        name = entry_line_name(entry, names)
        documents = entry.get("one_of") or [entry["document"]]
        here = join(path, name)
        result.append(
            DocumentEntry(
                documents=tuple(documents),
                one_of="one_of" in entry,
                group=builder.text(here, entry, "group"),
                note=builder.text(here, entry, "note"),
                form=entry.get("form", ""),
                when=builder.condition(here, entry),
            )
        )
    return tuple(result)


def entry_line_name(entry: Mapping[str, Any], names: dict[str, int]) -> str:
    """Name a document line for paths: its ids joined by « + », then « #2 » for a second one.

    ``names`` counts the names already given in this list; it is updated.

    >>> seen = {}
    >>> [entry_line_name({"document": "passeport"}, seen) for _ in range(2)]
    ['passeport', 'passeport#2']
    """
    name = "+".join(entry.get("one_of") or [entry["document"]])
    names[name] = names.get(name, 0) + 1
    return name if names[name] == 1 else f"{name}#{names[name]}"


def _warnings(builder: EntryBuilder, path: str, entry: Mapping[str, Any]) -> tuple[Warning, ...]:
    paths = (
        (join(path, f"warnings.{index}"), warning)
        for index, warning in enumerate(entry.get("warnings") or [])
    )
    return tuple(
        Warning(builder.text(here, warning, "text"), builder.condition(here, warning))
        for here, warning in paths
    )


def _meanwhile(builder: EntryBuilder, path: str, entry: Mapping[str, Any]) -> Meanwhile:
    return Meanwhile(
        text=builder.text(path, entry, "text"),
        may_work=entry.get("may_work"),
        may_travel=entry.get("may_travel"),
    )

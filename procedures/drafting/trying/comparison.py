"""Compares the published result with the working copy's, line by line, with the reasons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from procedures.engine.evaluation import ProcedureResult
from procedures.engine.values.plain import PlainDict

from ..addresses import Addresses
from ..conditions.entries import Conditioned
from .reasoning import Reason, Reasoning
from .sides import NO, SECTIONS, ShownLine, Side, said
from .texts import ShownText


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A line of the table, with what each version says; « non » where a version lacks it."""

    label: ShownText
    url: str
    before: str | ShownText
    after: str | ShownText
    compared: bool
    reasons: tuple[Reason, ...] = ()

    @property
    def differs(self) -> bool:
        return self.compared and self.before != self.after


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """A procedure with its sections of rows. ``left_out`` are the documents not asked for."""

    head: ComparedRow
    smallest: tuple[Reason, ...]
    sections: tuple[tuple[str, list[ComparedRow]], ...]
    left_out: tuple[ComparedRow, ...]

    @property
    def changes(self) -> int:
        rows = [self.head, *(row for _, listed in self.sections for row in listed)]
        return sum(row.differs for row in rows)


class SideBySide:
    """The rows of two sides. Without a published side, nothing differs."""

    def __init__(self, draft: Side, published: Side | None, addresses: Addresses) -> None:
        self.draft = draft
        self.published = published
        self.reasoning = Reasoning(draft.version, draft.situation, addresses)
        self.links = self.reasoning.links
        self._listed = published.results if published else {}
        self._oriented = published.orientations if published else {}

    def tables(self) -> list[ComparedTable]:
        """Return a table for each procedure that either version lists."""
        keys = dict.fromkeys((*self.draft.results, *self._listed))
        return [self._table(key) for key in keys]

    def orientations(self) -> list[ComparedRow]:
        """Return a row for each orientation that either version shows."""
        keys = dict.fromkeys((*self.draft.orientations, *self._oriented))
        return [self._orientation(key) for key in keys]

    def notices(self) -> list[ComparedRow]:
        """Return a row for each announcement that either version shows."""
        sides = [self.draft] + ([self.published] if self.published else [])
        told = [
            {side.text(one.text).text: side.text(one.text) for one in side.evaluation.notices}
            for side in sides
        ]
        labels = {text: label for listed in told for text, label in listed.items()}
        return [
            self._row(
                label,
                "",
                said(text in told[-1]) if text in told[-1] else NO,
                said(True) if text in told[0] else NO,
            )
            for text, label in labels.items()
        ]

    def others(self) -> list[tuple[str, list[PlainDict]]]:
        """Return [(family, procedures)] of the procedures that are not listed.

        Each procedure is a dict: its label, page, reasons, and the nearest change that would list
        it.
        """
        missing = [
            one
            for key, one in self.draft.rule_set.procedures.items()
            if key not in self.draft.results
        ]
        nearest = self.reasoning.nearest(missing)
        families: dict[str, list[PlainDict]] = {}
        for one in missing:
            families.setdefault(one.family, []).append(
                {
                    "label": self.draft.text(one.title),
                    "url": self.links.procedure(one.id),
                    "reasons": self.reasoning.not_listed(one),
                    "nearest": nearest.get(one.id, ""),
                }
            )
        return list(families.items())

    def _row(
        self,
        label: ShownText,
        url: str,
        before: str | ShownText,
        after: str | ShownText,
        reasons: Iterable[Reason] = (),
    ) -> ComparedRow:
        return ComparedRow(label, url, before, after, self.published is not None, tuple(reasons))

    def _table(self, key: str) -> ComparedTable:
        result = self.draft.results.get(key)
        procedure = (result or self._listed[key]).procedure
        reasons: Iterable[Reason] = ()
        smallest: Iterable[Reason] = ()
        if result:
            reasons = self.reasoning.procedure(procedure, certain=result.certain)
            smallest = self.reasoning.smallest(procedure)
        elif key in self.draft.rule_set.procedures:
            reasons = self.reasoning.not_listed(self.draft.rule_set.procedures[key])
        else:
            reasons = (Reason("cette démarche n'est plus dans la copie de travail"),)
        before = self.published.status(key) if self.published else ""
        url = self.links.procedure(key)
        head = self._row(
            self.draft.text(procedure.title), url, before, self.draft.status(key), reasons
        )
        sections = tuple(
            (label, rows) for name, label in SECTIONS if (rows := self._section(key, name))
        )
        return ComparedTable(head, tuple(smallest), sections, tuple(self._left_out(result)))

    def _section(self, key: str, name: str) -> list[ComparedRow]:
        after = self.draft.items(key, name)
        before = self.published.items(key, name) if self.published else {}
        return [
            self._line(key, name, before.get(one), after.get(one))
            for one in dict.fromkeys((*after, *before))
        ]

    def _line(
        self, key: str, name: str, before: ShownLine | None, after: ShownLine | None
    ) -> ComparedRow:
        result = self.draft.results.get(key)
        was, will = (item.value if item else NO for item in (before, after))
        url, reasons = "", list[Reason]()
        if result and after and after.entry is not None:
            if name == "channel":
                url = self.links.channel(after.entry)
            else:
                url = self.links.line(result.procedure, after.entry)
            reasons = self._reasons(result, after.entry, certain=after.certain)
        label = next(item.label for item in (after, before) if item)
        return self._row(label, url, was, will, reasons)

    def _reasons(
        self, result: ProcedureResult, entry: Conditioned, *, certain: bool
    ) -> list[Reason]:
        view = self.draft.view(result)
        if not certain and view.truth(entry.when):
            return [Reason("dépend de la commune : des départements la demandent, d'autres non")]
        return self.reasoning.of_condition(entry.when, view, certain=certain)

    def _left_out(self, result: ProcedureResult | None) -> Iterator[ComparedRow]:
        """Yield a row for each document of the procedure that this person is not asked for."""
        if result is None:
            return
        view = self.draft.view(result)
        shown = {one.entry.documents for one in result.documents}
        for entry in result.procedure.documents:
            if entry.documents in shown:
                continue
            reasons = self.reasoning.against(entry.when, view)
            if not reasons:
                reasons = [Reason("retirée par le département")]
            title = self.draft.document_title(entry)
            url = self.links.line(result.procedure, entry)
            yield self._row(title, url, "", NO, reasons)

    def _orientation(self, key: str) -> ComparedRow:
        result = self.draft.orientations.get(key)
        was = self._oriented.get(key)
        orientation = next(one.orientation for one in (result, was) if one)
        reasons: Iterable[Reason] = ()
        if result:
            reasons = self.reasoning.of_condition(
                orientation.when, self.draft.situation, certain=result.certain
            )
        return self._row(
            self.draft.text(orientation.title),
            self.links.orientation(key),
            said(was.certain) if was else NO,
            said(result.certain) if result else NO,
            reasons,
        )

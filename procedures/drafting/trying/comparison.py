"""Compares the published result with the working copy's, line by line, with the reasons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from procedures.engine.evaluation import ProcedureResult
from procedures.engine.values.plain import PlainDict
from procedures.publishing.parts.channel_words import family_title

from ..addresses import Addresses
from ..conditions.entries import Conditioned
from .answers import ShownText
from .reasoning import Reason, Reasoning
from .sides import MAYBE, NO, SECTIONS, ShownLine, Side, certainty


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

    @property
    def is_open(self) -> bool:
        """Whether it depends on answers to come, in both versions."""
        return self.after == MAYBE and not self.differs


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """A procedure with its sections of rows. ``left_out`` are the documents not asked for."""

    head: ComparedRow
    sections: tuple[tuple[str, list[ComparedRow]], ...]
    smallest: tuple[Reason, ...] = ()
    left_out: tuple[ComparedRow, ...] = ()

    @property
    def differing(self) -> list[ComparedRow]:
        rows = [self.head, *(row for _, listed in self.sections for row in listed)]
        return [row for row in rows if row.differs]


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
        """Return a table for each procedure of which either version is certain, or that is lost."""
        return [self._table(key) for key in self._keys() if not self._is_open(key)]

    def possible(self) -> list[ComparedTable]:
        """Return the procedures that depend on answers to come, with what differs only.

        Somebody who has answered little has a hundred of them: in full, they would not be read.
        """
        return [self._possible(key) for key in self._keys() if self._is_open(key)]

    def orientations(self) -> tuple[list[ComparedRow], list[ComparedRow]]:
        """Return the rows of (orientations that are certain or differ, those still possible)."""
        keys = dict.fromkeys((*self.draft.orientations, *self._oriented))
        rows = [(key, self._orientation(key)) for key in keys]
        sure = [
            replace(row, reasons=self._oriented_for(key)) for key, row in rows if not row.is_open
        ]
        return sure, [row for _, row in rows if row.is_open]

    def notices(self) -> list[ComparedRow]:
        """Return a row for each announcement that either version shows."""
        sides = [self.draft] + ([self.published] if self.published else [])
        notices_by_side = [
            {side.text(one.text).text: side.text(one.text) for one in side.evaluation.notices}
            for side in sides
        ]
        labels = {text: label for listed in notices_by_side for text, label in listed.items()}
        return [
            self._row(
                label,
                "",
                certainty(text in notices_by_side[-1]) if text in notices_by_side[-1] else NO,
                certainty(True) if text in notices_by_side[0] else NO,
            )
            for text, label in labels.items()
        ]

    def others(self) -> list[tuple[str, list[PlainDict]]]:
        """Return [(title of a family, procedures)] of the procedures that are not listed.

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
            families.setdefault(family_title(one.family), []).append(
                {
                    "label": self.draft.text(one.title),
                    "url": self.links.procedure(one.id),
                    "reasons": self.reasoning.not_listed(one),
                    "nearest": nearest.get(one.id, ""),
                }
            )
        return list(families.items())

    def _keys(self) -> Iterable[str]:
        """Return the procedures that either version lists, those of the working copy first."""
        return dict.fromkeys((*self.draft.results, *self._listed))

    def _is_open(self, key: str) -> bool:
        """Tell whether the working copy lists a procedure, and neither version is certain of it."""
        was = self._listed.get(key)
        sure = self.draft.is_certain(key) or (was is not None and was.certain)
        return key in self.draft.results and not sure

    def _possible(self, key: str) -> ComparedTable:
        title = self.draft.text(self.draft.results[key].procedure.title)
        before = self.published.status(key) if self.published else ""
        head = self._row(title, self.links.procedure(key), before, self.draft.status(key))
        sections = self._sections(key, differing=True) if self.published else ()
        return ComparedTable(head, sections)

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
        sections = self._sections(key)
        return ComparedTable(head, sections, tuple(smallest), tuple(self._left_out(result)))

    def _sections(
        self, key: str, *, differing: bool = False
    ) -> tuple[tuple[str, list[ComparedRow]], ...]:
        """Return [(title, rows)] of a procedure: all its rows, or those that differ."""
        listed = ((label, self._section(key, name, differing)) for name, label in SECTIONS)
        return tuple((label, rows) for label, rows in listed if rows)

    def _section(self, key: str, name: str, differing: bool) -> list[ComparedRow]:
        after = self.draft.items(key, name)
        before = self.published.items(key, name) if self.published else {}
        pairs = ((before.get(one), after.get(one)) for one in dict.fromkeys((*after, *before)))
        return [
            self._line(key, name, was, will)
            for was, will in pairs
            if not differing or _value(was) != _value(will)
        ]

    def _line(
        self, key: str, name: str, before: ShownLine | None, after: ShownLine | None
    ) -> ComparedRow:
        result = self.draft.results.get(key)
        was, will = _value(before), _value(after)
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
        return self._row(
            self.draft.text(orientation.title),
            self.links.orientation(key),
            certainty(was.certain) if was else NO,
            certainty(result.certain) if result else NO,
        )

    def _oriented_for(self, key: str) -> tuple[Reason, ...]:
        result, situation = self.draft.orientations.get(key), self.draft.situation
        if result is None:
            return ()
        when = result.orientation.when
        return tuple(self.reasoning.of_condition(when, situation, certain=result.certain))


def _value(line: ShownLine | None) -> str | ShownText:
    return line.value if line else NO

"""Compares the published result with the working copy's, line by line, with the reasons."""

from dataclasses import dataclass

from .reasoning import Reason, Reasoning
from .sides import NO, SECTIONS, said


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A line of the table, with what each version says; « non » where a version lacks it."""

    label: object
    url: str
    before: object
    after: object
    compared: bool
    reasons: tuple = ()

    @property
    def differs(self):
        return self.compared and self.before != self.after


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """A procedure with its sections of rows. ``left_out`` are the documents not asked for."""

    head: ComparedRow
    smallest: tuple
    sections: tuple
    left_out: tuple

    @property
    def changes(self):
        rows = [self.head, *(row for _, listed in self.sections for row in listed)]
        return sum(row.differs for row in rows)


class SideBySide:
    """The rows of two sides. Without a published side, nothing differs."""

    def __init__(self, draft, published, addresses):
        self.draft = draft
        self.published = published
        self.reasoning = Reasoning(draft.version, draft.situation, addresses)
        self.links = self.reasoning.links

    def tables(self):
        """Return a table for each procedure that either version lists."""
        keys = dict.fromkeys((*self.draft.results, *self._of_published("results")))
        return [self._table(key) for key in keys]

    def orientations(self):
        """Return a row for each orientation that either version shows."""
        keys = dict.fromkeys((*self.draft.orientations, *self._of_published("orientations")))
        return [self._orientation(key) for key in keys]

    def notices(self):
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

    def others(self):
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
        families = {}
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

    def _of_published(self, name):
        return getattr(self.published, name) if self.published else {}

    def _row(self, label, url, before, after, reasons=()):
        return ComparedRow(label, url, before, after, self.published is not None, tuple(reasons))

    def _table(self, key):
        result = self.draft.results.get(key)
        procedure = result.procedure if result else self.published.results[key].procedure
        reasons, smallest = (), ()
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

    def _section(self, key, name):
        after = self.draft.items(key, name)
        before = self.published.items(key, name) if self.published else {}
        return [
            self._line(key, name, before.get(one), after.get(one))
            for one in dict.fromkeys((*after, *before))
        ]

    def _line(self, key, name, before, after):
        result = self.draft.results.get(key)
        was, will = (item.value if item else NO for item in (before, after))
        url, reasons = "", ()
        if after and after.entry is not None:
            if name == "channel":
                url = self.links.channel(after.entry)
            else:
                url = self.links.line(result.procedure, after.entry)
            reasons = self._reasons(result, after)
        return self._row((after or before).label, url, was, will, reasons)

    def _reasons(self, result, item):
        view = self.draft.view(result)
        when = item.entry.when
        if not item.certain and view.truth(when):
            return [Reason("dépend de la commune : des départements la demandent, d'autres non")]
        return self.reasoning.of_condition(when, view, certain=item.certain)

    def _left_out(self, result):
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

    def _orientation(self, key):
        result = self.draft.orientations.get(key)
        was = self._of_published("orientations").get(key)
        orientation = (result or was).orientation
        reasons = ()
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

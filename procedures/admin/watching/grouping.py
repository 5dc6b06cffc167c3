"""Groups statements by entry for a template, with words, links and rights."""

from dataclasses import dataclass, field

from django.utils import timezone

from procedures.engine.conditions.words import partial_day_words
from procedures.models import NATIONAL, Confidence, ServiceField
from procedures.watching.checking import entry_key

from .rows import named_rows

CONFIDENCES = dict(Confidence.choices)


@dataclass(slots=True)
class StatementLine:
    """A statement, as the page shows it."""

    statement: object
    named: object
    may_edit: bool
    is_entry: bool
    service: str
    is_old: bool = False
    # Whether the service that was typed is refused: it is shown as it was.
    refused: bool = False

    @property
    def dated(self):
        """The words of the document's date, or an empty string."""
        return partial_day_words(self.statement.dated)

    @property
    def key(self):
        return self.statement.key

    @property
    def longest(self):
        """The letters that the name of a service may have."""
        return ServiceField().max_length

    @property
    def label(self):
        if self.statement.kind.prefix:
            return "Coordonnées de la préfecture"
        return "" if self.is_entry else self.named.label

    @property
    def link(self):
        """The address of the source, if it is safe to send a browser there."""
        url = self.statement.url
        return url if url.lower().startswith(("https://", "http://")) else ""

    @property
    def confidence(self):
        return CONFIDENCES.get(self.statement.confidence, "")


@dataclass(slots=True)
class StatementGroup:
    """An entry with its statements. ``key`` names it in forms; ``person`` is in charge of it."""

    key: str
    named: object
    part: str
    owners: list
    person: object
    may_edit: bool
    lines: list = field(default_factory=list)

    @property
    def editable(self):
        return [line for line in self.lines if line.may_edit]

    @property
    def owner_words(self):
        return ", ".join("national" if one == NATIONAL else one for one in self.owners)


def by_entry(statements, order):
    """Return lists of statements, one per entry, in the order of the sort key ``order``."""
    entries = {}
    for statement in sorted(statements, key=order):
        entries.setdefault(statement.entry, []).append(statement)
    return list(entries.values())


def groups_of(lists, rights, people, services):
    """Return the groups of a page, without those whose rows were deleted meanwhile.

    ``services`` gives the service that can verify the statements of a part, if one can.
    """
    keys = {one.entry for listed in lists for one in listed}
    keys |= {(one.kind.model, one.pk) for listed in lists for one in listed}
    rows, today = named_rows(keys), timezone.localdate()
    return [
        _group(listed, rows, rights, people, services, today)
        for listed in lists
        if listed[0].entry in rows
    ]


def _group(statements, rows, rights, people, services, today):
    model, pk = statements[0].entry
    part = statements[0].part
    group = StatementGroup(
        key="-".join(map(str, entry_key(model, pk))),
        named=rows[model, pk],
        part=part,
        owners=sorted({one.owner for one in statements}),
        person=people.get(entry_key(model, pk)),
        may_edit=rights.may_edit(part, model),
    )
    for one in statements:
        row = rows.get((one.kind.model, one.pk))
        if row is not None:
            may_edit = rights.may_edit(one.part, one.kind.model)
            is_entry = (one.kind.model, one.pk) == one.entry
            service = services.get(part, "")
            group.lines.append(
                StatementLine(one, row, may_edit, is_entry, service, one.is_old(today))
            )
    return group

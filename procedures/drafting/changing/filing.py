"""The channels of a part that file each procedure, in the order in which the engine tries them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from procedures.engine.shortening import shortened
from procedures.engine.values import department
from procedures.engine.values.department import in_order
from procedures.models import NATIONAL, Channel, Procedure
from procedures.publishing.links import host_of

from ..conditions.spoken import sentence_of

MOST_LETTERS = 60


@dataclass(frozen=True, slots=True)
class ProcedureNames:
    """The attributes of a procedure that decide the engine's order."""

    id: str
    family: str


class DepartmentFiling:
    """The channels of a part as they are now. ``rows`` are in the order of the part."""

    def __init__(self, part: str) -> None:
        # A draft files nothing yet, and is not moved with the others.
        rows = Channel.objects.filter(department__code=part, draft=False)
        channels = rows.order_by("position", "pk")
        self.rows = list(channels.prefetch_related("procedures__procedure"))
        self._compiled = {row.pk: _compiled(row) for row in self.rows}
        self._rows = {id(self._compiled[row.pk]): row for row in self.rows}

    def row(self, pk: int) -> Channel | None:
        return next((row for row in self.rows if row.pk == pk), None)

    def names(self, row: Channel) -> frozenset[str]:
        """Return the ids of the procedures that a channel names."""
        return self._compiled[row.pk].procedures

    def tried(self, procedure: Procedure, without: Collection[int] = ()) -> list[Channel]:
        """Return the channels of a procedure, in the order in which the engine tries them.

        The first channel whose condition holds is used. The list ends with the first channel
        without a condition, since nothing after it is ever used.
        """
        channels = tuple(one for pk, one in self._compiled.items() if pk not in without)
        found = []
        for one in in_order(channels, ProcedureNames(procedure.key, procedure.family)):
            found.append(self._rows[id(one)])
            if not found[-1].when:
                break
        return found

    def used(self, procedures: Iterable[Procedure]) -> dict[int, list[Procedure]]:
        """Return {primary key of a channel: procedures that it files}, for every channel."""
        used: dict[int, list[Procedure]] = {row.pk: [] for row in self.rows}
        for procedure in procedures:
            for row in self.tried(procedure):
                used[row.pk].append(procedure)
        return used


def in_words(row: Channel) -> str:
    """Return a channel in words: its kind, and its page or address."""
    words = row.get_kind_display()
    detail = _page_of(row.url) or " ".join((row.address_fr or "").split())[:MOST_LETTERS]
    return f"{words} ({detail})" if detail else words


def _page_of(url: str) -> str:
    """Return the site of a link and its page there: two links of one site are not the same."""
    host = host_of(url)
    _, _, page = url.partition(f"{host}/") if host else ("", "", "")
    return shortened(f"{host}/{page}".rstrip("/"), MOST_LETTERS) if page else host


class Ways:
    """Words how procedures are filed: « courrier, si … ; sinon guichet (national) ».

    The conditions are worded when the object is made, from the working copy of that moment: a
    change that is only tried must not leave its words behind.
    """

    def __init__(self, *filings: DepartmentFiling | None) -> None:
        rows = [row for filing in filings if filing for row in filing.rows]
        self._sentences = {repr(row.when): sentence_of(row.when) for row in rows if row.when}

    def of(
        self, own: DepartmentFiling, national: DepartmentFiling | None, procedure: Procedure
    ) -> str:
        """Return the words for a procedure: the channels of its part, then the national ones."""
        rows = rows_of(own, national, procedure)
        ways = [
            f"{in_words(row)}{'' if row in own.rows else ' (national)'}{self._condition(row)}"
            for row in rows
        ]
        if not rows or rows[-1].when:
            ways.append("aucune façon connue")
        return " ; sinon ".join(ways)

    def _condition(self, row: Channel) -> str:
        if not row.when:
            return ""
        return f", si {self._sentences.get(repr(row.when)) or 'sa condition est remplie'}"


def rows_of(
    own: DepartmentFiling, national: DepartmentFiling | None, procedure: Procedure
) -> list[Channel]:
    """Return the channels of a procedure: those of its part, then the national ones if need be."""
    rows = own.tried(procedure)
    if national is not None and not (rows and not rows[-1].when):
        rows += national.tried(procedure)
    return rows


def national_of(code: str) -> DepartmentFiling | None:
    """Return the national channels, used where a part has none; ``None`` for the national part."""
    return DepartmentFiling(NATIONAL) if code != NATIONAL else None


def _compiled(row: Channel) -> department.Channel:
    return department.Channel(
        kind=row.kind,
        procedures=frozenset(one.procedure.key for one in row.procedures.all()),
        families=frozenset(row.families),
    )

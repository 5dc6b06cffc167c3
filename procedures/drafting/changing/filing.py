"""Which channels of a part file a procedure, in the order in which the engine tries them."""

from dataclasses import dataclass

from procedures.engine.values import department
from procedures.engine.values.department import in_order
from procedures.models import NATIONAL, Channel
from procedures.publishing.links import host_of

from ..conditions.spoken import sentence_of


@dataclass(frozen=True, slots=True)
class Named:
    """What the engine's order looks at in a procedure."""

    id: str
    family: str


class Filing:
    """The channels of a part as they are now; ``rows`` in the order of the part."""

    def __init__(self, part):
        channels = Channel.objects.filter(department__code=part).order_by("position", "pk")
        self.rows = list(channels.prefetch_related("procedures__procedure"))
        self._compiled = {row.pk: _compiled(row) for row in self.rows}
        self._rows = {id(one): self.row(pk) for pk, one in self._compiled.items()}

    def row(self, pk):
        return next((row for row in self.rows if row.pk == pk), None)

    def names(self, row):
        """Return the keys of the procedures that a channel names."""
        return self._compiled[row.pk].procedures

    def tried(self, procedure, without=()):
        """Return the channels of a procedure: the first that holds is the one.

        They end with the first that has no condition, as nothing after it is ever used.
        """
        channels = tuple(one for pk, one in self._compiled.items() if pk not in without)
        found = []
        for one in in_order(channels, Named(procedure.key, procedure.family)):
            found.append(self._rows[id(one)])
            if not found[-1].when:
                break
        return found

    def used(self, procedures):
        """Return {pk of a channel: the procedures that it files}, those that file none too."""
        used = {row.pk: [] for row in self.rows}
        for procedure in procedures:
            for row in self.tried(procedure):
                used[row.pk].append(procedure)
        return used


def in_words(row):
    """Name a channel as agents know it: its kind, and where it leads."""
    words = row.get_kind_display()
    detail = host_of(row.url) or " ".join((row.address_fr or "").split())[:60]
    return f"{words} ({detail})" if detail else words


class Ways:
    """Says how procedures are filed: « courrier, si … ; sinon guichet (national) ».

    Conditions are put into words when it is made, from the working copy as it is: the words of a
    change that is tried must not be kept as if it had been made.
    """

    def __init__(self, *filings):
        rows = [row for filing in filings if filing for row in filing.rows]
        self._said = {repr(row.when): sentence_of(row.when) for row in rows if row.when}

    def of(self, own, national, procedure):
        """Return the words for a procedure, by its part's channels, then by the nation's."""
        ways = [(row, "") for row in own.tried(procedure)]
        if national is not None and not (ways and not ways[-1][0].when):
            ways += [(row, " (national)") for row in national.tried(procedure)]
        said = [f"{in_words(row)}{suffix}{self._condition(row)}" for row, suffix in ways]
        if not ways or ways[-1][0].when:
            said.append("aucun canal connu")
        return " ; sinon ".join(said)

    def _condition(self, row):
        if not row.when:
            return ""
        return f", si {self._said.get(repr(row.when)) or 'sa condition est remplie'}"


def national_of(code):
    """Return how the nation files what a part says nothing of; nothing for itself."""
    return Filing(NATIONAL) if code != NATIONAL else None


def _compiled(row):
    return department.Channel(
        kind=row.kind,
        procedures=frozenset(one.procedure.key for one in row.procedures.all()),
        families=frozenset(row.families),
    )

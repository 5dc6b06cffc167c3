"""The channels of a part that file each procedure, and procedures moved to another one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from procedures.engine.shortening import shortened
from procedures.engine.values import department
from procedures.engine.values.department import in_order
from procedures.models import NATIONAL, Channel, ChannelProcedure, Department, Procedure
from procedures.publishing.links import host_of

from ..conditions.vocabulary import sentence_of
from .copying import copy_of
from .positions import next_position

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


@dataclass
class Moved:
    """The outcome of a move.

    ``target`` is the channel, ``copied`` whether it is a copy of the one that was chosen, ``idle``
    the channels that no longer file anything, ``removed`` those that the move deleted.
    """

    target: Channel
    copied: bool = False
    idle: list[Channel] = field(default_factory=list)
    removed: list[Channel] = field(default_factory=list)


def move(
    department: Department,
    chosen: Sequence[Procedure],
    target: Channel,
    remove: Collection[int] = (),
) -> Moved:
    """Make ``target`` the first channel that the engine tries for the chosen procedures.

    ``target`` is a channel of the département, or a new channel not yet saved. ``remove`` holds the
    primary keys of channels to delete if they no longer file anything. A channel that names only
    chosen procedures is never emptied, because a channel without names is for every procedure: it
    is deleted, or moved behind the others.
    """
    procedures = list(Procedure.objects.all())
    before = DepartmentFiling(department.code)
    used = before.used(procedures)
    is_new = target.pk is None
    if is_new:
        target.department = department
        target.position = next_position(target)
        target.first_for = chosen[0].key
        target.save()
    behind = _let_go(before, chosen, target)
    moved = Moved(target)
    if not target.when:
        moved.removed = [row for row in behind if row.pk in remove]
        behind = [row for row in behind if row not in moved.removed]
        for row in moved.removed:
            row.delete()
    _take(department.code, chosen, moved, behind, is_new=is_new)
    for row in behind:
        row.position = next_position(row)
        row.save(update_fields=["position"])
    _remove_idle(department.code, procedures, used, moved, remove)
    return moved


def _let_go(
    filing: DepartmentFiling, chosen: Iterable[Procedure], target: Channel
) -> list[Channel]:
    """Take the chosen procedures from the other channels.

    Return the channels that name no other procedure, which are left as they are.
    """
    keys = {procedure.key for procedure in chosen}
    behind = []
    for row in filing.rows:
        names = filing.names(row)
        if row.pk == target.pk or not names & keys:
            continue
        if names <= keys and not row.families:
            behind.append(row)
        else:
            row.procedures.filter(procedure__key__in=keys).delete()
    return behind


def _take(
    part: str, chosen: Iterable[Procedure], moved: Moved, behind: Iterable[Channel], *, is_new: bool
) -> None:
    """Add to the target the names of the procedures that the order alone would not give it."""
    filing, target = DepartmentFiling(part), moved.target
    waiting = {row.pk for row in behind}
    named = set().union(*(filing.names(row) for row in behind))
    own = filing.names(target)
    left = [
        one
        for one in chosen
        if one.key not in own
        and (is_new or one.key in named or _first(filing, one, waiting) != target)
    ]
    if left and not is_new and not own and not target.families:
        # With names, a channel for every procedure would no longer be that of the others: use a
        # copy.
        moved.target, moved.copied = copy_of(target, target.department), True
        moved.target.procedures.all().delete()
    start = moved.target.procedures.count()
    ChannelProcedure.objects.bulk_create(
        ChannelProcedure(channel=moved.target, procedure=one, position=start + index)
        for index, one in enumerate(left)
    )


def _first(
    filing: DepartmentFiling, procedure: Procedure, without: Collection[int]
) -> Channel | None:
    return next(iter(filing.tried(procedure, without)), None)


def _remove_idle(
    part: str,
    procedures: Iterable[Procedure],
    used: dict[int, list[Procedure]],
    moved: Moved,
    remove: Collection[int],
) -> None:
    after = DepartmentFiling(part)
    for row in after.rows:
        idle = used.get(row.pk) and not after.used(procedures)[row.pk]
        if idle and row.pk in remove:
            moved.removed.append(row)
            row.delete()
        elif idle:
            moved.idle.append(row)

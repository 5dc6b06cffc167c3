"""Moves procedures to another channel, on the rows of the working copy."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from procedures.models import Channel, ChannelProcedure, Department, Procedure

from .copying import copy_of
from .filing import DepartmentFiling
from .siblings import next_position


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

"""Giving procedures another channel, on the rows of the working copy."""

from dataclasses import dataclass, field

from procedures.models import Channel, ChannelProcedure, Procedure

from .copying import copy_of
from .filing import Filing
from .siblings import next_position


@dataclass
class Moved:
    """What a move came to: the channel, those that file nothing any more, those it removed."""

    target: Channel
    copied: bool = False
    idle: list = field(default_factory=list)
    removed: list = field(default_factory=list)


def move(department, chosen, target, remove=()):
    """Make ``target`` the first channel that the engine tries for the chosen procedures.

    ``target`` is a channel of the département, or a new one that is not saved yet. ``remove`` are
    the primary keys of the channels to delete if they file nothing any more: one that names only
    what was chosen would, emptied, be the channel of everything, so it stays behind otherwise.
    """
    procedures = list(Procedure.objects.all())
    before = Filing(department.code)
    used = before.used(procedures)
    is_new = target.pk is None
    if is_new:
        target.department, target.position = department, None
        target.position = next_position(target)
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


def _let_go(filing, chosen, target):
    """Take the chosen procedures from the other channels; return those that name nothing else."""
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


def _take(part, chosen, moved, behind, *, is_new):
    """Name in the target the procedures that the order alone would not give it."""
    filing, target = Filing(part), moved.target
    waiting = {row.pk for row in behind}
    named = set().union(*(filing.names(row) for row in behind))
    own = filing.names(filing.row(target.pk))
    left = [
        one
        for one in chosen
        if one.key not in own
        and (is_new or one.key in named or _first(filing, one, waiting) != target)
    ]
    if left and not is_new and not own and not target.families:
        # Named for some procedures, the channel of everything would no longer be that of the rest.
        moved.target, moved.copied = copy_of(target, target.department), True
        moved.target.procedures.all().delete()
    start = moved.target.procedures.count()
    ChannelProcedure.objects.bulk_create(
        ChannelProcedure(channel=moved.target, procedure=one, position=start + index)
        for index, one in enumerate(left)
    )


def _first(filing, procedure, without):
    return next(iter(filing.tried(procedure, without)), None)


def _remove_idle(part, procedures, used, moved, remove):
    after = Filing(part)
    for row in after.rows:
        idle = used.get(row.pk) and not after.used(procedures)[row.pk]
        if idle and row.pk in remove:
            moved.removed.append(row)
            row.delete()
        elif idle:
            moved.idle.append(row)

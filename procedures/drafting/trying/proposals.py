"""The persons that « Essayer » proposes after a change: those who get it."""

from __future__ import annotations

from procedures.permissions import User

from ..versions import published
from ..working_copy import lock, working_copy
from . import getting, moving, otherwise
from .changed import last_adaptation


def proposals(
    user: User,
) -> dict[str, getting.Proposal | moving.MoveProposal | otherwise.OtherwiseProposal | None]:
    """Return the proposal about the last act of an account.

    It is under « proposal », of papers that are asked; « move », of a rank; or « otherwise ».
    """
    changed = last_adaptation(user)
    with lock():
        copy = working_copy(user)
        if changed:
            return {"proposal": getting.proposal(copy, changed)}
        move = moving.last_move(user, copy.rule_set) if copy.rule_set else None
        if move:
            return {"move": moving.proposal(copy, move)}
        if otherwise.decides(user):
            return {"otherwise": otherwise.proposal(copy, published())}
        return {}

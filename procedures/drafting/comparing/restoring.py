"""Decides who may put a former edition in force again."""

from collections.abc import Set

from procedures.models import NATIONAL, Edition
from procedures.publishing.editions.stored import parts_that_differ
from procedures.rights import Rights


def may_restore(rights: Rights, edition: Edition, held: Edition | None) -> bool:
    """Tell whether an account may go back to an edition while ``held`` is in force."""
    # Whoever may undo everything is not asked about: comparing editions costs queries.
    return rights.may_publish(NATIONAL) or may_undo(rights, parts_that_differ(edition, held))


def may_undo(rights: Rights, changed: Set[str]) -> bool:
    """Tell whether an account may make a restoration that changes these parts.

    A publisher of the national content always may. Another publisher may if only parts that the
    account publishes differ, so that nobody undoes the publication of somebody else.
    """
    if rights.may_publish(NATIONAL):
        return True
    return bool(changed) and changed <= set(rights.publishable_parts)

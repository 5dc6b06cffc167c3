"""Decides who may put a former edition in force again, and which parts of it."""

from collections.abc import Set

from procedures.models import NATIONAL, Edition
from procedures.publishing.editions.stored import parts_that_differ
from procedures.rights import Rights


def may_restore(rights: Rights, edition: Edition, held: Edition | None) -> bool:
    """Tell whether an account may go back to an edition while ``held`` is in force."""
    only = parts_to_restore(rights, edition, held)
    return only is None or bool(only)


def parts_to_restore(rights: Rights, edition: Edition, held: Edition | None) -> set[str] | None:
    """Return the parts that go back if an account goes back to an edition; ``None`` for all.

    A publisher of the national content goes back as a whole. Another one takes back what they
    publish, whatever others published since.
    """
    # Whoever may undo everything is not asked about: comparing editions costs queries.
    if rights.may_publish(NATIONAL):
        return None
    return parts_that_differ(edition, held) & set(rights.publishable_parts)


def may_undo(rights: Rights, changed: Set[str]) -> bool:
    """Tell whether an account may make a restoration that changes these parts."""
    if rights.may_publish(NATIONAL):
        return True
    return bool(changed) and changed <= set(rights.publishable_parts)

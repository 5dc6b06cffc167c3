"""Decides who may put a former edition in force again."""

from procedures.models import NATIONAL, Edition
from procedures.rights import Rights


def may_restore(rights: Rights, edition: Edition, held: Edition | None) -> bool:
    """Tell whether an account may go back to an edition.

    A publisher of the national content always may. Another publisher may if only parts that the
    account publishes differ, so that nobody undoes the publication of somebody else.
    """
    if rights.may_publish(NATIONAL):
        return True
    changed = parts_that_differ(edition, held)
    return bool(changed) and changed <= set(rights.publishable_parts)


def parts_that_differ(edition: Edition, held: Edition | None) -> set[str]:
    """Return the codes of the parts that differ between an edition and the one in force."""
    different = set(edition.parts.all()) ^ (set(held.parts.all()) if held else set())
    return {part.code for part in different}

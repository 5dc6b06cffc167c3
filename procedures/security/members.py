"""Accounts that are no business of the desk: those of the members of associations.

The relation ``member`` is that of ``questionnaire.models.Member``, which these rooms do not import.
"""

from __future__ import annotations

from django.db.models import Q

from procedures.models.accounts import Account

# The accounts that the desk lists and changes. A member who has become an agent is one of them.
OF_THE_DESK = Q(member=None) | Q(is_staff=True)


def is_of_association(account: Account) -> bool:
    """Tell whether an account is a member of an association, whose dossiers it opens.

    Who administers the site must not enter in its place.
    """
    return hasattr(account, "member")


def is_unknown_to_the_desk(account: Account) -> bool:
    """Tell whether an account works for an association only: the desk does not read who it is."""
    return is_of_association(account) and not getattr(account, "is_staff", False)

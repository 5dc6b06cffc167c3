"""The national team: the accounts to which the other agents report what the content lacks."""

from __future__ import annotations

from django.contrib.auth import get_user_model

from procedures.models import Role


def national_team() -> list[tuple[str, str]]:
    """Return [(name, address or "")] of the national editors, by name."""
    accounts = get_user_model().objects.filter(
        is_active=True,
        memberships__department__isnull=True,
        memberships__group__name=Role.NATIONAL_EDITOR,
    )
    return sorted({(one.get_full_name() or one.get_username(), one.email) for one in accounts})

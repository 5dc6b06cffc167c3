"""The accounts to which an agent writes: the national team, and who publishes a part."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth import get_user_model
from django.db.models import Q

from procedures.models import NATIONAL, Role


def national_team() -> list[tuple[str, str]]:
    """Return [(name, address or "")] of the national editors, by name."""
    return _members(Role.NATIONAL_EDITOR, [NATIONAL])


def publishers_of(codes: Collection[str]) -> list[tuple[str, str]]:
    """Return [(name, address or "")] of the accounts that publish one of some parts, by name."""
    return _members(Role.PUBLISHER, codes)


def _members(role: str, codes: Collection[str]) -> list[tuple[str, str]]:
    of_parts = Q(memberships__department__code__in=codes)
    if NATIONAL in codes:
        of_parts |= Q(memberships__department__isnull=True)
    held = of_parts & Q(memberships__group__name=role)
    accounts = get_user_model().objects.filter(held, is_active=True)
    return sorted({(one.get_full_name() or one.get_username(), one.email) for one in accounts})

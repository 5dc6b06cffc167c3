"""Who may do what in which part of the catalogue: « national », or a département's code.

A membership says where, and the permissions of its role say what (decision 12). A question without
a model is about the part as a whole: may the account read, change or publish anything in it?
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from procedures.models import NATIONAL, Department
from procedures.models.accounts import Account

User: TypeAlias = Account | AnonymousUser
# {code of a part: permissions in it}
Grants: TypeAlias = Mapping[str, frozenset[str]]
PUBLISH = "procedures.publish"
KEPT_AS = "_grants"


def may_view(user: User, part: str, model: type[Model] | None = None) -> bool:
    return _may(user, part, "view", model)


def may_edit(
    user: User, part: str, model: type[Model] | None = None, action: str = "change"
) -> bool:
    """Tell whether a user may « add », « change » or « delete » rows of a part."""
    return _may(user, part, action, model)


def may_publish(user: User, part: str) -> bool:
    return _has_everything(user) or PUBLISH in _granted(user, part)


def parts_of(user: User) -> list[str]:
    """Return the parts that a user may view: « national » first, then départements by code."""
    if _has_everything(user):
        codes = set(Department.objects.values_list("code", flat=True)) | {NATIONAL}
    else:
        codes = set(_grants(user))
    return sorted(codes, key=lambda code: (code != NATIONAL, code))


def _may(user: User, part: str, action: str, model: type[Model] | None) -> bool:
    if _has_everything(user):
        return True
    granted = _granted(user, part)
    if model is not None:
        return f"{model._meta.app_label}.{action}_{model._meta.model_name}" in granted
    return any(name.split(".")[1].startswith(f"{action}_") for name in granted)


def _has_everything(user: User) -> bool:
    return user.is_active and user.is_superuser


def _granted(user: User, part: str) -> frozenset[str]:
    return _grants(user).get(part, frozenset())


def _grants(user: User) -> Grants:
    """Return {part: permissions} of a user, read once and kept on the user.

    Django keeps its own permissions in the same way, since one request asks for them many times.
    """
    if not user.is_active:
        return {}
    known: Grants | None = getattr(user, KEPT_AS, None)
    if known is None:
        known = _read_grants(user)
        setattr(user, KEPT_AS, known)
    return known


def _read_grants(user: Account) -> Grants:
    grants = defaultdict(set)
    permission = "group__permissions"
    columns = ("department__code", f"{permission}__content_type__app_label")
    rows = user.memberships.values_list(*columns, f"{permission}__codename")
    for code, app, codename in rows:
        grants[code or NATIONAL].add(f"{app}.{codename}")
    return {part: frozenset(names) for part, names in grants.items()}

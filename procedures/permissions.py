"""Who may do what on which part of the catalogue: « national », or a département's code.

A membership says where, its role's permissions say what (decision 12). Without a model the
question is about the part as a whole: may the account read, change, publish something of it?
"""

from collections import defaultdict

from procedures.models import NATIONAL, Department

PUBLISH = "procedures.publish"


def may_view(user, part, model=None):
    return _may(user, part, "view", model)


def may_edit(user, part, model=None, action="change"):
    """Tell whether a user may change the part, or « add », « change », « delete » a row there."""
    return _may(user, part, action, model)


def may_publish(user, part):
    return _has_everything(user) or PUBLISH in _granted(user, part)


def parts_of(user):
    """Return the parts that a user may view: « national » first, then départements by code."""
    if _has_everything(user):
        codes = set(Department.objects.values_list("code", flat=True)) | {NATIONAL}
    else:
        codes = set(_grants(user))
    return sorted(codes, key=lambda code: (code != NATIONAL, code))


def _may(user, part, action, model):
    if _has_everything(user):
        return True
    granted = _granted(user, part)
    if model is not None:
        return f"{model._meta.app_label}.{action}_{model._meta.model_name}" in granted
    return any(name.split(".")[1].startswith(f"{action}_") for name in granted)


def _has_everything(user):
    return user.is_active and user.is_superuser


def _granted(user, part):
    return _grants(user).get(part, frozenset())


def _grants(user):
    """Return the permissions that a user has in each part; read once, and kept on the user.

    Django keeps its own permissions so: an account that a request loads is asked many times.
    """
    if not user.is_active:
        return {}
    if not hasattr(user, "_grants"):
        grants = defaultdict(set)
        permission = "group__permissions"
        columns = ("department__code", f"{permission}__content_type__app_label")
        rows = user.memberships.values_list(*columns, f"{permission}__codename")
        for code, app, codename in rows:
            grants[code or NATIONAL].add(f"{app}.{codename}")
        user._grants = {part: frozenset(names) for part, names in grants.items()}
    return user._grants

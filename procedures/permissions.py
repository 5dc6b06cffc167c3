"""Who may do what on which part of the catalogue: « national », or a département's code.

National content (questions, groups, documents, procedures, orientations, fees, cases) is one part.
"""

from procedures.models import NATIONAL, Department, DepartmentMembership

Role = DepartmentMembership.Role


def may_view(user, part):
    return _has_role(user, part, Role.values)


def may_edit(user, part):
    return _has_role(user, part, (Role.REDACTION, Role.PUBLICATION))


def may_publish(user, part):
    return _has_role(user, part, (Role.PUBLICATION,))


def parts_of(user):
    """Return the parts that a user may view: « national » first, then départements by code."""
    if not user.is_active:
        return []
    if user.is_superuser:
        codes = set(Department.objects.values_list("code", flat=True)) | {NATIONAL}
    else:
        codes = set(_roles(user))
    return sorted(codes, key=lambda code: (code != NATIONAL, code))


def _has_role(user, part, roles):
    if not user.is_active:
        return False
    return user.is_superuser or _roles(user).get(part) in roles


def _roles(user):
    """Return the role that a user has in each part."""
    memberships = user.memberships.select_related("department")
    return {membership.part: membership.role for membership in memberships}

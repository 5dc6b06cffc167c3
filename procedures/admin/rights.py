"""What the account of a request may do, asked once a request: the rules are in permissions.py."""

from functools import cached_property

from procedures import permissions
from procedures.models import NATIONAL


class Rights:
    """The rights of one account, kept for the time of one request."""

    def __init__(self, user):
        self.user = user
        self._known = {}

    @cached_property
    def parts(self):
        """The parts of the account's memberships (all of them for a superuser)."""
        return permissions.parts_of(self.user)

    @cached_property
    def visible_parts(self):
        """What the account may read: its parts, and the national content that they rest on."""
        return {NATIONAL, *self.parts} if self.parts else set()

    @cached_property
    def editable_parts(self):
        return [part for part in self.parts if self._may(permissions.may_edit, part)]

    @cached_property
    def publishable_parts(self):
        return [part for part in self.parts if self._may(permissions.may_publish, part)]

    def may_view(self, part):
        return part in self.visible_parts

    def may_edit(self, part):
        return self._may(permissions.may_edit, part)

    def may_publish(self, part):
        return self._may(permissions.may_publish, part)

    def _may(self, rule, part):
        if (rule, part) not in self._known:
            self._known[rule, part] = rule(self.user, part)
        return self._known[rule, part]


def rights_of(request):
    """Return the Rights of a request's account."""
    if not hasattr(request, "_rights"):
        request._rights = Rights(request.user)
    return request._rights

"""The rights of a request's account, each asked once per request; permissions.py has the rules."""

from collections.abc import Callable
from functools import cached_property

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from procedures import permissions
from procedures.models import NATIONAL
from procedures.permissions import User


class Rights:
    """The rights of one account, kept for the time of one request."""

    def __init__(self, user: User) -> None:
        self.user = user
        self._known: dict[tuple[Callable[..., bool], tuple[object, ...]], bool] = {}

    @cached_property
    def parts(self) -> list[str]:
        """The parts of the account's memberships, or all parts for a superuser."""
        return permissions.parts_of(self.user)

    @cached_property
    def visible_parts(self) -> set[str]:
        """The parts that the account may read: its own, and the national one they rest on."""
        return {NATIONAL, *self.parts} if self.parts else set()

    @cached_property
    def editable_parts(self) -> list[str]:
        return [part for part in self.parts if self._may(permissions.may_edit, part)]

    @cached_property
    def publishable_parts(self) -> list[str]:
        return [part for part in self.parts if self._may(permissions.may_publish, part)]

    def may_view(self, part: str, model: type[Model] | None = None) -> bool:
        """Tell whether the account may view a part, or the rows of a model in it.

        Everybody who works on a part may read the national content, on which the part rests.
        """
        if part not in self.visible_parts:
            return False
        readers = self.parts if part == NATIONAL else [part]
        return any(self._may(permissions.may_view, one, model) for one in readers)

    def may_edit(self, part: str, model: type[Model] | None = None, action: str = "change") -> bool:
        return self._may(permissions.may_edit, part, model, action)

    def parts_where(self, action: str, model: type[Model]) -> list[str]:
        """Return the parts where the account may « add », « change » or « delete » such rows."""
        return [part for part in self.parts if self.may_edit(part, model, action)]

    def may_publish(self, part: str) -> bool:
        return self._may(permissions.may_publish, part)

    def _may(self, rule: Callable[..., bool], *about: object) -> bool:
        if (rule, about) not in self._known:
            self._known[rule, about] = rule(self.user, *about)
        return self._known[rule, about]


def rights_of(request):
    """Return the rights of a request's account."""
    if not hasattr(request, "_rights"):
        request._rights = Rights(request.user)
    return request._rights


def rights_now(request):
    """Return the rights that the database gives a request's account now, read again.

    An act of publishing asks for them with the lock held: somebody may have taken them back since
    the request began.
    """
    account = get_user_model().objects.filter(pk=request.user.pk).first()
    return Rights(account or AnonymousUser())

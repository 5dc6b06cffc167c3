"""Who may open the pages of dossiers: the members of an association, each their own.

This is the only place that knows how somebody signs in. What another association keeps is looked
for among one's own and not found: no page tells that it exists.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from django.utils import translation

from procedures.publishing.editions.in_memory import (
    DatabaseAway,
    database_answered,
    require_database,
)
from questionnaire.models import Member
from questionnaire.runs.away import unavailable

from .content import card_of
from .sealing import OrganisationCipher, cipher_of
from .suspended import suspended_page

LANGUAGE = "fr"
# Where a session holds what was just done, until the next page says it.
DONE = "dossiers_done"
# Where it holds the address of an account just made, for the page to sign in.
JOINED_AS = "dossiers_joined_as"


def member_of(request: HttpRequest) -> Member | None:
    """Return the membership of the account, read anew at each request; agents have none."""
    account = request.user
    if not account.is_authenticated or not account.is_active or account.is_staff:
        return None
    return Member.objects.select_related("organisation", "account").filter(account=account).first()


def who_saves(request: HttpRequest) -> Member | None:
    """Return the member who is offered to keep the answers of a run.

    It asks the database nothing of a visitor.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or database_answered() is False:
        return None
    found = member_of(request)
    return found if found and not found.organisation.suspended_at else None


def reference_of(member: Member, code: str) -> str:
    """Return the reference of a dossier of the member's association, or nothing."""
    organisation = member.organisation
    found = organisation.dossiers.filter(code=code).defer("content").first()
    return card_of(found, cipher_of(organisation)).reference if found else ""


class QuietPage:
    """A page that nothing keeps: no cache, no search engine. It is in French.

    While the database is away it says so, in the language of the browser, unless it
    ``asks_no_database``: the processes of the public serve it, and a thread that waits is lost.
    """

    asks_no_database = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if not self.asks_no_database:
                require_database()
            return self.in_french(request, *args, **kwargs)
        except (DatabaseAway, OperationalError):
            return unavailable(request)

    def in_french(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(LANGUAGE):
            try:
                response = self.respond(request, *args, **kwargs)
            except Http404:
                response = render(request, "404.html", status=404)
            except PermissionDenied:
                page: dict[str, Any] = {"page_languages": []}
                response = render(
                    request, "questionnaire/dossiers/not_a_member.html", page, status=403
                )
            if isinstance(response, SimpleTemplateResponse):
                response.render()
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Content-Language"] = LANGUAGE
        return response

    def respond(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # There is no other language to choose.
        return super().get_context_data(page_languages=[], **kwargs)


class MemberPage(QuietPage):
    """A page for members. ``self.organisation`` and ``self.cipher`` are those of the member.

    ``only_administrators`` closes it to the others. ``asks_who_is_there`` puts the second factor
    before it, as before the desk (``portal.accounts.entry``). A suspended association gets the page
    that says so instead, unless this one is ``open_while_suspended``.
    """

    asks_who_is_there = True
    # A forged form must do nothing here: unlike a run, these pages delete and hand over.
    keeps_what_was_sent = False
    only_administrators = False
    open_while_suspended = False
    member: Member
    cipher: OrganisationCipher

    def respond(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        found = member_of(request)
        if found and found.organisation.suspended_at and not self.open_while_suspended:
            return suspended_page(request, found)
        if found is None or (self.only_administrators and not found.is_administrator):
            raise PermissionDenied
        self.member = found
        self.organisation = found.organisation
        self.cipher = cipher_of(self.organisation)
        return super().respond(request, *args, **kwargs)

    def message_done(self, words: str) -> None:
        """Show a message on the next page, once."""
        self.request.session[DONE] = words

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "member": self.member,
            "organisation": self.organisation,
            "done": self.request.session.pop(DONE, ""),
        }
        return super().get_context_data(**{**kwargs, **own})


def closed(request: HttpRequest, kind: str = "link") -> HttpResponse:
    """Return the page of a link that opens nothing any more: an invitation's, or a ``feed``'s."""
    return render(request, f"questionnaire/dossiers/closed_{kind}.html", status=404)

"""The pages of an association: its members, its invitations, its journal, its end."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import TemplateView, View

from procedures.security.invitations import invitation_path
from questionnaire.models import Invitation, Member, MemberRole

from . import invitations
from .access import JOINED_AS, MemberPage, QuietPage, closed
from .acts import DossierAct, note
from .forms import InvitationForm, JoiningForm, PlainForm
from .invitations import InvitationClosed
from .listing import department_in_words
from .pages import SERIAL

# After an account is made, the page to sign in says so (templates/account/login.html).
JOINED = {"next": "/dossiers/", "compte": "nouveau"}


class AssociationView(MemberPage, TemplateView):
    """The members. An administrator invites, and lets back in; each link is read once."""

    template_name = "questionnaire/dossiers/association.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.member.is_administrator:
            raise Http404
        if "forgotten" in request.POST:
            return self.let_back(request.POST["forgotten"])
        if "lost" in request.POST:
            return self.take_factors_away(request.POST["lost"])
        form = InvitationForm(request.POST)
        if not form.is_valid():
            page = self.get_context_data(form=form)
            return render(request, self.template_name, page, status=422)
        email = form.cleaned_data["email"].strip().lower()
        if self.organisation.members.filter(account__email=email).exists():
            form.add_error("email", "Cette personne est déjà membre de l’association.")
            page = self.get_context_data(form=form)
            return render(request, self.template_name, page, status=422)
        token = invitations.invite(self.organisation, email, form.role)
        note(self.organisation, self.member, DossierAct.INVITED, email)
        link = request.build_absolute_uri(reverse("dossier_invitation", args=[token]))
        return render(request, self.template_name, self.get_context_data(link=link, invited=email))

    def let_back(self, sent: str) -> HttpResponse:
        """Give a link with which a colleague chooses a new password, and keeps their dossiers."""
        colleague = self.colleague(sent)
        note(self.organisation, self.member, DossierAct.PASSWORD, str(colleague))
        link = self.request.build_absolute_uri(invitation_path(colleague.account))
        page = self.get_context_data(link=link, invited=colleague, known=True)
        return render(self.request, self.template_name, page)

    def take_factors_away(self, sent: str) -> HttpResponse:
        """Let a colleague who lost a telephone or a key choose another second factor."""
        colleague = self.colleague(sent)
        invitations.take_factors_away(colleague)
        note(self.organisation, self.member, DossierAct.FACTOR, str(colleague))
        return redirect("association")

    def colleague(self, sent: str) -> Member:
        """Return somebody else of the association, who may be let back in."""
        colleagues = invitations.who_may_come_back(self.organisation).exclude(pk=self.member.pk)
        return get_object_or_404(colleagues, pk=sent if SERIAL.fullmatch(sent) else 0)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        members = invitations.with_factors(self.organisation).order_by("account__email")
        return super().get_context_data(
            **{
                "form": InvitationForm(),
                "members": members,
                "invitations": invitations.open_invitations(self.organisation),
                "places": [department_in_words(one) for one in self.organisation.departments],
                "unfollowed": self.organisation.dossiers.filter(holder=None).count(),
                **kwargs,
            }
        )


class RequestView(QuietPage, TemplateView):
    """How an association asks for an account; open to everybody."""

    asks_no_database = True

    template_name = "questionnaire/dossiers/request.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(contact=settings.PUBLISHER["contact"], **kwargs)


class LeaveView(QuietPage, View):
    """Ends the session of any account."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        return redirect("home")


class WithdrawView(MemberPage, View):
    """Closes the link of an invitation before it is used."""

    only_administrators = True
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        found: Invitation = get_object_or_404(self.organisation.invitations, pk=pk)
        note(self.organisation, self.member, DossierAct.WITHDRAWN, found.email)
        found.delete()
        return redirect("association")


class OneMemberView(MemberPage, TemplateView):
    """Asks, then changes what a member may do. The last administrator stays one."""

    only_administrators = True

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        with transaction.atomic():
            # Of two administrators who remove each other at once, one stays.
            list(self.organisation.members.select_for_update())
            found = self.found()
            if not self.is_refused(found):
                self.change(found)
        return redirect("association")

    def found(self) -> Member:
        return get_object_or_404(
            self.organisation.members.select_related("account"), pk=self.kwargs["pk"]
        )

    def is_refused(self, found: Member) -> bool:
        return invitations.is_last_administrator(found)

    def change(self, found: Member) -> None:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.found()
        return super().get_context_data(
            **{
                "found": found,
                "last": invitations.is_last_administrator(found),
                "count": found.dossiers.count(),
                **kwargs,
            }
        )


class RemoveMemberView(OneMemberView):
    """Takes a member out at once; the dossiers stay with the association."""

    template_name = "questionnaire/dossiers/remove_member.html"

    def change(self, found: Member) -> None:
        count = found.dossiers.count()
        note(self.organisation, self.member, DossierAct.REMOVED, str(found))
        invitations.remove(found)
        left = f" {_dossiers(count)} sans suivi." if count else ""
        self.message_done(f"{found} n’a plus accès.{left}")


class RoleView(OneMemberView):
    """Makes a member an administrator, or a member again."""

    template_name = "questionnaire/dossiers/role.html"
    role = MemberRole.ADMINISTRATOR

    def is_refused(self, found: Member) -> bool:
        # A member who has become an agent has no page of associations.
        return found.account.is_staff or found.role == self.role or super().is_refused(found)

    def change(self, found: Member) -> None:
        found.role = self.role
        found.save(update_fields=["role"])
        gives = self.role == MemberRole.ADMINISTRATOR
        act = DossierAct.PROMOTED if gives else DossierAct.DEMOTED
        note(self.organisation, self.member, act, str(found))
        self.message_done(
            f"{found} {'administre' if gives else 'n’administre plus'} l’association."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(gives=self.role == MemberRole.ADMINISTRATOR, **kwargs)


def _dossiers(count: int) -> str:
    return f"{count} dossier{'s' if count > 1 else ''}"


class EndForm(PlainForm):
    name = forms.CharField(label="Écrivez le nom de l’association pour confirmer")


class EndView(MemberPage, TemplateView):
    """Deletes the association and all that it keeps: dossiers, journal, links, accounts."""

    only_administrators = True
    template_name = "questionnaire/dossiers/end.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        form = EndForm(request.POST)
        if form.is_valid() and form.cleaned_data["name"] != self.organisation.name:
            form.add_error("name", "Ce n’est pas le nom de l’association.")
        if not form.is_valid():
            page = self.get_context_data(form=form)
            return render(request, self.template_name, page, status=422)
        with transaction.atomic():
            for member in self.organisation.members.select_related("account"):
                invitations.remove(member)
            self.organisation.delete()
        return render(request, "questionnaire/dossiers/ended.html", {"page_languages": []})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{"form": EndForm(), "count": self.organisation.dossiers.count(), **kwargs}
        )


class InvitationView(QuietPage, TemplateView):
    """The page that a link of invitation opens: a name, a password, and one is a member.

    It does not say whether the address has an account here: the inviting member opens the link too,
    and would learn who works for another association, or at the desk.
    """

    template_name = "questionnaire/dossiers/invitation.html"
    invitation: Invitation

    def respond(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.invitation = invitations.invitation_of(kwargs["token"])
            return super().respond(request, *args, **kwargs)
        except InvitationClosed:
            return closed(request)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if "leave" in request.POST:
            logout(request)
            return redirect(request.path)
        if request.user.is_authenticated:
            # In somebody else's session, the link makes no account unawares.
            return self.get(request, token=token)
        borne = invitations.names_borne(self.invitation.organisation)
        form = JoiningForm(request.POST, email=self.invitation.email, borne=borne)
        if not form.is_valid():
            page = self.get_context_data(form=form)
            return render(request, self.template_name, page, status=422)
        invitations.accept(
            self.invitation, form.cleaned_data["full_name"], form.cleaned_data["password"]
        )
        request.session[JOINED_AS] = self.invitation.email
        return redirect(f"{reverse('account_login')}?{urlencode(JOINED)}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{
                "form": JoiningForm(),
                "invitation": self.invitation,
                **kwargs,
            }
        )

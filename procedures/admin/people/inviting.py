"""« Invitation »: a link with which a person chooses a password that is known to no other."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from procedures.security import events
from procedures.security.invitations import invitation_path
from procedures.security.members import OF_THE_DESK, is_of_association

from ..desk_page import page

Kind = events.Kind
OF_ASSOCIATION = (
    "Cette personne est membre d'une association, et son compte en ouvre les dossiers : vous ne "
    "pouvez ni changer son mot de passe, ni retirer son second facteur. Qui administre "
    "l'association le fait, depuis la page de ses membres."
)


def invitation_page(site, request, pk):
    """Show what may be given to an account. POST makes a link, or takes its second factor away."""
    if not request.user.is_superuser:
        raise PermissionDenied
    account = get_object_or_404(get_user_model().objects.filter(OF_THE_DESK), pk=pk)
    context = {"title": f"Invitation : {account.email}", "account": account}
    if is_of_association(account):
        context["refusal"] = OF_ASSOCIATION
        response = page(site, request, "admin/people/invitation.html", context)
        response.status_code = 403 if request.method == "POST" else 200
        return response
    if request.method == "POST" and "retirer" in request.POST:
        take_factors_away(request, account)
        return redirect("admin:portal_user_invitation", pk)
    if request.method == "POST" and account.is_active:
        events.record(Kind.INVITED, request.user, about=account.email)
        context["link"] = request.build_absolute_uri(invitation_path(account))
        context["until"] = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    context["factors"] = Authenticator.objects.filter(user=account).exists()
    return page(site, request, "admin/people/invitation.html", context)


def take_factors_away(request, account):
    """Let somebody who lost a telephone or a key choose another second factor."""
    Authenticator.objects.filter(user=account).delete()
    events.record(Kind.FACTOR_REMOVED, request.user, about=f"second facteur de {account.email}")
    text = f"{account.email} choisira un nouveau second facteur à sa prochaine connexion."
    messages.success(request, text)


def begin_anew(request, account):
    """Take from an account that opens the desk from now on what somebody chose for it before.

    An association invites any person, under any address: another may have chosen the password.
    """
    take_factors_away(request, account)
    text = f"L'ancien mot de passe de {account.email} ne sert plus : donnez un lien d'invitation."
    messages.warning(request, text)

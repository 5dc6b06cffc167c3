"""« Invitation »: a link with which a person chooses a password that is known to no other."""

import csv
from datetime import timedelta
from io import StringIO

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from openpyxl import Workbook

from procedures.models import SecurityEvent
from procedures.security import events
from procedures.security.invitations import invitation_path
from procedures.security.members import OF_THE_DESK, is_of_association
from procedures.xlsx import add_table, bytes_of, writable

from ..desk_page import need, page
from ..read_only import download

Kind = events.Kind
OF_ASSOCIATION = (
    "Cette personne est membre d'une association, et son compte en ouvre les dossiers : vous ne "
    "pouvez ni changer son mot de passe, ni retirer son second facteur. Qui administre "
    "l'association le fait, depuis la page de ses membres."
)
# Each with its width.
COLUMNS = {"Moment": 20, "Événement": 40, "Qui": 30, "De quoi": 40, "Partie": 12}
# A spreadsheet would compute a cell that begins with one of these.
COMPUTED = ("=", "+", "-", "@", "\t", "\r")


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


def export_security_page(site, request):
    """Show the choice of a format; POST returns the file, and is itself an event."""
    need(request.user.is_superuser)
    kind = request.POST.get("format")
    if request.method == "POST" and kind in WRITERS:
        events.record(events.Kind.EXPORTED, request.user, about="journal de sécurité")
        return download(WRITERS[kind](), "journal-de-securite", kind)
    context = {"title": "Exporter le journal de sécurité"}
    return page(site, request, "admin/people/export.html", context)


def rows():
    """Yield the events as texts, the newest first."""
    for one in SecurityEvent.objects.all():
        moment = timezone.localtime(one.at).strftime("%Y-%m-%d %H:%M:%S")
        yield moment, one.get_kind_display(), one.name, one.about, one.part


def _harmless(text):
    clean = writable(text)
    return f"'{clean}" if clean.startswith(COMPUTED) else clean


def _as_csv():
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows(map(_harmless, row) for row in rows())
    return out.getvalue().encode("utf-8-sig")


def _as_workbook():
    book = Workbook(write_only=True)
    add_table(book, "Journal de sécurité", COLUMNS, rows())
    return bytes_of(book)


WRITERS = {"csv": _as_csv, "xlsx": _as_workbook}

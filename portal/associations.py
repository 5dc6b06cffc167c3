"""« Associations »: national administrators open one at the desk, suspend it, and open it again.

They read its name, its départements and its state, and nothing that it keeps. They invite its first
administrator only: once somebody is in, the association alone lets people in. To who administers it
and has lost the password, whose address they must know, they give a link that changes it: the key
of the dossiers is wrapped by the server, so no password is needed to read them again.
"""

from functools import wraps

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache

from procedures.publishing.departments import department_names
from procedures.security import events
from procedures.security.invitations import invitation_path
from questionnaire.dossiers import invitations
from questionnaire.dossiers.acts import DossierAct, note
from questionnaire.models import MemberRole, Organisation

Kind = events.Kind


class AddressForm(forms.Form):
    """The address of the administrator of an association."""

    email = forms.EmailField(
        label="Adresse électronique de la personne qui l'administre",
        error_messages={
            "required": "Remplissez ce champ.",
            "invalid": "Écrivez une adresse électronique, comme nom@exemple.fr.",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "vTextField"

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()


class FirstForm(AddressForm):
    """The first administrator of an association."""

    def clean_email(self):
        email = super().clean_email()
        if invitations.has_account(email):
            raise ValidationError("Cette adresse a déjà un compte ici : donnez-en une autre.")
        return email


class LostPasswordForm(AddressForm):
    """An administrator of an association who cannot enter. ``member`` is the one found."""

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation, self.member = organisation, None

    def clean_email(self):
        email = super().clean_email()
        self.member = invitations.administrator_called(self.organisation, email)
        if self.member is None:
            raise ValidationError("Personne n'administre cette association avec cette adresse.")
        return email


class OrganisationForm(FirstForm):
    """A new association."""

    name = forms.CharField(
        label="Nom de l'association",
        max_length=120,
        error_messages={
            "required": "Remplissez ce champ.",
            "max_length": "120 caractères au plus.",
        },
    )
    departments = forms.CharField(
        label="Départements où elle aide",
        help_text="Leurs numéros, séparés par des virgules. Par exemple : 82, 31",
        error_messages={"required": "Donnez au moins un département."},
    )
    field_order = ("name", "departments", "email")

    def clean_name(self):
        name = self.cleaned_data["name"]
        if Organisation.objects.filter(name__iexact=name).exists():
            raise ValidationError("Une association a déjà ce nom.")
        return name

    def clean_departments(self):
        written = self.cleaned_data["departments"].upper()
        codes = list(dict.fromkeys(filter(None, (one.strip() for one in written.split(",")))))
        unknown = [one for one in codes if one not in department_names()]
        if unknown or not codes:
            named = ", ".join(unknown) or written
            raise ValidationError(f"Ce n'est pas le numéro d'un département : {named[:60]}")
        return codes


def for_administrators(view):
    """Open a page of the desk to national administrators; nothing keeps what it shows."""

    @wraps(view)
    def opened(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        if not (request.user.is_active and request.user.is_staff and request.user.is_superuser):
            raise PermissionDenied
        translation.activate(settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = settings.LANGUAGE_CODE
        return view(request, *args, **kwargs)

    guarded = never_cache(opened)
    # The second factor, and being asked again, as before the desk (portal/accounts/entry.py).
    guarded.asks_who_is_there = True
    return guarded


def in_desk(request, template, title, *, status=200, **context):
    page = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/associations/{template}.html", page, status=status)


@for_administrators
def organisations(request):
    """The associations; POST opens one, and shows its first link once."""
    form = OrganisationForm(request.POST or None)
    shown = {"form": form, "organisations": Organisation.objects.prefetch_related("members")}
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        made = invitations.create_organisation(sent["name"], sent["departments"])
        shown |= {
            "form": OrganisationForm(),
            "made": made,
            **_invited(request, made, sent["email"]),
        }
    status = 422 if form.errors else 200
    return in_desk(request, "list", "Associations", status=status, **shown)


@for_administrators
def organisation(request, pk):
    """One association; POST suspends it, opens it again, or gives a link to its administrator."""
    found = get_object_or_404(Organisation, pk=pk)
    waits = not found.members.exists()
    asked = {"inviter", "oubli"} & {*request.POST}
    if request.method == "POST" and not asked:
        # A form that says neither changes nothing: it would open again what is suspended.
        if {"suspendre", "rouvrir"} & {*request.POST}:
            _turn(request, found, suspend="suspendre" in request.POST)
        return redirect("organisation", pk)
    if asked and asked != {"inviter" if waits else "oubli"}:
        raise PermissionDenied
    sent = request.POST if asked else None
    form = FirstForm(sent) if waits else LostPasswordForm(sent, organisation=found)
    shown = {"form": form, "organisation": found, "waits": waits}
    if form.is_valid() and waits:
        found.invitations.all().delete()
        shown |= _invited(request, found, form.cleaned_data["email"])
    elif form.is_valid():
        shown |= _let_back(request, found, form.member)
    # The invitations of an association are its own business; the desk invites the first person
    # only.
    invited = found.invitations if waits else found.invitations.none()
    shown["invitations"] = invited.filter(expires_at__gt=timezone.now())
    return in_desk(request, "one", found.name, status=422 if form.errors else 200, **shown)


def _invited(request, found, email):
    """Invite the first administrator of an association; return what the page shows of it."""
    token = invitations.invite(found, email, MemberRole.ADMINISTRATOR)
    events.record(Kind.INVITED, request.user, about=f"{email} (association « {found} »)")
    path = reverse("dossier_invitation", args=[token])
    return {"link": request.build_absolute_uri(path), "invited": email}


def _let_back(request, found, member):
    """Give who administers an association a link to a new password; return what the page shows.

    The association reads in its journal that it was given: it lets somebody in.
    """
    account = member.account
    about = f"{account.email}, nouveau mot de passe (association « {found} »)"
    events.record(Kind.INVITED, request.user, about=about)
    note(found, member, DossierAct.LET_BACK)
    return {
        "link": request.build_absolute_uri(invitation_path(account)),
        "invited": account.email,
        "known": True,
    }


def _turn(request, found, *, suspend):
    """Suspend an association, or open it again."""
    found.suspended_at = timezone.now() if suspend else None
    found.save(update_fields=["suspended_at"])
    done = "suspendue" if suspend else "rouverte"
    events.record(Kind.ROLE_CHANGED, request.user, about=f"association « {found} » {done}")
    messages.success(request, f"L'association « {found} » est {done}.")

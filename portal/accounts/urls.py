"""The addresses of accounts, in French; allauth's other pages (sign-up, e-mail) have none."""

from importlib import import_module

from django.conf import settings
from django.http import Http404
from django.urls import include, path
from django.views.generic import RedirectView

from .passwords import ChosenPasswordView


def elsewhere(request, **_parts):
    """Stand for a page that only the processes of the desk have: nginx asks them for it."""
    raise Http404


def page(room, name):
    """Return a page of allauth; a process of the public knows its address, and loads no more."""
    if settings.PUBLIC_ONLY:
        return elsewhere
    return getattr(import_module(f"allauth.{room}.views"), name)


# It opens accounts only: the public's pages do not lead there.
proconnect = (
    [] if settings.PUBLIC_ONLY else [path("proconnect/", include("portal.proconnect.urls"))]
)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index"), name="account_home"),
    path("connexion/", page("account", "login"), name="account_login"),
    path("connexion/cle/", page("mfa.webauthn", "login_webauthn"), name="mfa_login_webauthn"),
    path("connexion/code/", page("mfa.base", "authenticate"), name="mfa_authenticate"),
    *proconnect,
    path("deconnexion/", page("account", "logout"), name="account_logout"),
    path("desactive/", page("account", "account_inactive"), name="account_inactive"),
    path("confirmer/", page("account", "reauthenticate"), name="account_reauthenticate"),
    path("confirmer/code/", page("mfa.base", "reauthenticate"), name="mfa_reauthenticate"),
    path(
        "confirmer/cle/",
        page("mfa.webauthn", "reauthenticate_webauthn"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("mot-de-passe/", page("account", "password_change"), name="account_change_password"),
    path("securite/", page("mfa.base", "index"), name="mfa_index"),
    path("securite/application/", page("mfa.totp", "activate_totp"), name="mfa_activate_totp"),
    path(
        "securite/application/retirer/",
        page("mfa.totp", "deactivate_totp"),
        name="mfa_deactivate_totp",
    ),
    path(
        "securite/codes/",
        page("mfa.recovery_codes", "view_recovery_codes"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "securite/codes/refaire/",
        page("mfa.recovery_codes", "generate_recovery_codes"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "securite/codes/fichier/",
        page("mfa.recovery_codes", "download_recovery_codes"),
        name="mfa_download_recovery_codes",
    ),
    path("securite/cles/", page("mfa.webauthn", "list_webauthn"), name="mfa_list_webauthn"),
    path("securite/cles/ajouter/", page("mfa.webauthn", "add_webauthn"), name="mfa_add_webauthn"),
    path(
        "securite/cles/<int:pk>/retirer/",
        page("mfa.webauthn", "remove_webauthn"),
        name="mfa_remove_webauthn",
    ),
    path(
        "securite/cles/<int:pk>/nommer/",
        page("mfa.webauthn", "edit_webauthn"),
        name="mfa_edit_webauthn",
    ),
    path(
        "invitation/<str:uidb64>/<str:token>/",
        ChosenPasswordView.as_view(),
        name="account_invitation",
    ),
    path("sessions/", page("usersessions", "list_usersessions"), name="usersessions_list"),
]

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

# (address, room of allauth, its view, name of the address)
PAGES = (
    ("connexion/", "account", "login", "account_login"),
    ("connexion/cle/", "mfa.webauthn", "login_webauthn", "mfa_login_webauthn"),
    ("connexion/code/", "mfa.base", "authenticate", "mfa_authenticate"),
    ("deconnexion/", "account", "logout", "account_logout"),
    ("desactive/", "account", "account_inactive", "account_inactive"),
    ("confirmer/", "account", "reauthenticate", "account_reauthenticate"),
    ("confirmer/code/", "mfa.base", "reauthenticate", "mfa_reauthenticate"),
    ("confirmer/cle/", "mfa.webauthn", "reauthenticate_webauthn", "mfa_reauthenticate_webauthn"),
    ("mot-de-passe/", "account", "password_change", "account_change_password"),
    ("securite/", "mfa.base", "index", "mfa_index"),
    ("securite/application/", "mfa.totp", "activate_totp", "mfa_activate_totp"),
    ("securite/application/retirer/", "mfa.totp", "deactivate_totp", "mfa_deactivate_totp"),
    ("securite/codes/", "mfa.recovery_codes", "view_recovery_codes", "mfa_view_recovery_codes"),
    (
        "securite/codes/refaire/",
        "mfa.recovery_codes",
        "generate_recovery_codes",
        "mfa_generate_recovery_codes",
    ),
    (
        "securite/codes/fichier/",
        "mfa.recovery_codes",
        "download_recovery_codes",
        "mfa_download_recovery_codes",
    ),
    ("securite/cles/", "mfa.webauthn", "list_webauthn", "mfa_list_webauthn"),
    ("securite/cles/ajouter/", "mfa.webauthn", "add_webauthn", "mfa_add_webauthn"),
    ("securite/cles/<int:pk>/retirer/", "mfa.webauthn", "remove_webauthn", "mfa_remove_webauthn"),
    ("securite/cles/<int:pk>/nommer/", "mfa.webauthn", "edit_webauthn", "mfa_edit_webauthn"),
    ("sessions/", "usersessions", "list_usersessions", "usersessions_list"),
)
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index"), name="account_home"),
    *proconnect,
    *(path(address, page(room, view), name=name) for address, room, view, name in PAGES),
    path(
        "invitation/<str:uidb64>/<str:token>/",
        ChosenPasswordView.as_view(),
        name="account_invitation",
    ),
]

"""The addresses of accounts, in French; allauth's other pages (sign-up, e-mail) have none."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.usersessions import views as sessions
from django.urls import include, path
from django.views.generic import RedirectView

from .passwords import ChosenPasswordView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index"), name="account_home"),
    path("connexion/", account.login, name="account_login"),
    path("connexion/cle/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/code/", factors.authenticate, name="mfa_authenticate"),
    path("proconnect/", include("portal.proconnect.urls")),
    path("deconnexion/", account.logout, name="account_logout"),
    path("desactive/", account.account_inactive, name="account_inactive"),
    path("confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("confirmer/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("confirmer/cle/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("securite/", factors.index, name="mfa_index"),
    path("securite/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("securite/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("securite/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "securite/codes/refaire/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "securite/codes/fichier/", codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("securite/cles/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("securite/cles/ajouter/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("securite/cles/<int:pk>/retirer/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("securite/cles/<int:pk>/nommer/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "invitation/<str:uidb64>/<str:token>/",
        ChosenPasswordView.as_view(),
        name="account_invitation",
    ),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
]

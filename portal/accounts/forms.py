"""The form of a code, of the second factor or for recovery, with a limit by account."""

import time

from allauth.account.forms import LoginForm
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from questionnaire.dossiers.access import JOINED_AS

from .limits import CODES_PER_HOUR, Attempts
from .second_factor import closed, opened

TRIED = Attempts(seconds=60 * 60)
LAST = "last_period"
# What of a factor is enciphered.
SECRETS = {"secret", "seed"}


class EntryForm(LoginForm):
    """The login. It fills in the address of an account just made by an invitation."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("login", self.request.session.get(JOINED_AS, ""))
        self.asks_for_a_factor = settings.SECOND_FACTOR

    def login(self, request, redirect_url=None):
        request.session.pop(JOINED_AS, None)
        return super().login(request, redirect_url=redirect_url)


class LimitedCode:
    """Reads no code of an account for which many were wrong within the hour.

    The visitor of this page knows the password already, so a stranger locks no account out with it,
    and a key of security still opens the account.
    """

    def clean_code(self):
        if not TRIED.allow(self.user.pk, CODES_PER_HOUR):
            raise get_adapter().validation_error("too_many_codes")
        code = super().clean_code()
        # That of a developer's machine never changes.
        if code != app_settings.TOTP_INSECURE_BYPASS_CODE:
            use_up(self.authenticator)
        TRIED.forget(self.user.pk)
        return code


class CodeForm(LimitedCode, AuthenticateForm):
    pass


class CodeAgainForm(LimitedCode, ReauthenticateForm):
    pass


class KeyForm(AddWebAuthnForm):
    """A new key, in words that say what the box changes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nom de la clé")
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = _("Entrer avec cette clé seule, sans mot de passe")
            self.fields["passwordless"].help_text = ""


def use_up(authenticator):
    """Note that the code of the present half minute was used, for all processes of the site.

    Raises a fault of the form if it was used already: allauth knows only what this process saw.
    What is enciphered with a former key of the site is enciphered anew.
    """
    period = int(time.time()) // app_settings.TOTP_PERIOD
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        if row.type == Authenticator.Type.TOTP:
            if row.data.get(LAST) == period:
                raise get_adapter().validation_error("incorrect_code")
            row.data[LAST] = period
        for name in SECRETS & {*row.data}:
            row.data[name] = closed(opened(row.data[name]))
        row.save(update_fields=["data"])
    authenticator.data = row.data

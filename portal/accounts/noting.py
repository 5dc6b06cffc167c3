"""Writes in the journal of security what allauth tells: who entered, who was refused, factors."""

from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver

from procedures.security import events

Kind = events.Kind
WORDS = {
    Authenticator.Type.TOTP: "application de codes",
    Authenticator.Type.WEBAUTHN: "clé de sécurité",
    Authenticator.Type.RECOVERY_CODES: "codes de secours",
}
# What was typed may be a password in the wrong field: it is not written.
UNKNOWN = "adresse inconnue"


@receiver(user_logged_in)
def note_login(sender, user, **kwargs):
    events.record(Kind.LOGIN, user)


@receiver(user_login_failed)
def note_refusal(sender, credentials, **kwargs):
    email = credentials.get("email") or ""
    manager = get_user_model().objects
    account = manager.filter(email=manager.normalize_email(email)).first()
    events.record(Kind.LOGIN_REFUSED, account, name=UNKNOWN)


@receiver(authentication_failed)
def note_wrong_code(sender, user, **kwargs):
    events.record(Kind.CODE_REFUSED, user)


@receiver(password_changed)
def note_password(sender, user, **kwargs):
    events.record(Kind.PASSWORD_CHANGED, user)


@receiver([authenticator_added, authenticator_reset])
def note_factor(sender, user, authenticator, **kwargs):
    events.record(Kind.FACTOR_ADDED, user, about=WORDS[authenticator.type])


@receiver(authenticator_removed)
def note_factor_removed(sender, user, authenticator, **kwargs):
    events.record(Kind.FACTOR_REMOVED, user, about=WORDS[authenticator.type])

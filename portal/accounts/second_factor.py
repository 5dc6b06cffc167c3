"""The second factor: its secrets, enciphered, and the last proof of identity in a session."""

import time
from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.signing import BadSignature

SALT = b"portal.accounts.second_factor:"


def closed(text):
    """Return a text enciphered with the site's key.

    >>> opened(closed("secret"))
    'secret'
    """
    return _locks().encrypt(text.encode()).decode()


def opened(text):
    """Return what was enciphered, with a former key too. Raises ``BadSignature`` for anything else.

    >>> opened("something else")
    Traceback (most recent call last):
    django.core.signing.BadSignature
    """
    try:
        return _locks().decrypt(text.encode()).decode()
    except InvalidToken as error:
        raise BadSignature from error


def _locks():
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet(
        [Fernet(urlsafe_b64encode(sha256(SALT + one.encode()).digest())) for one in keys]
    )


def last_proof(request):
    """Return the moment of the last password, code or key of this session, 0 if there is none."""
    records = get_authentication_records(request, request.user)
    return max((record["at"] for record in records), default=0)


def is_recent(request):
    """Tell whether the account of a request has just shown who it is."""
    return time.time() - last_proof(request) < settings.ASKED_AGAIN_AFTER


def has_second_factor(user):
    """Tell whether an account has an application of codes or a key: codes of recovery are none."""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])

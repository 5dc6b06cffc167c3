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
# In seconds: how far ahead the clock of another process may be. A proof lasts longer by that.
CLOCKS_APART = 5 * 60


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


def proofs(request):
    """Return the moments at which a password, a code or a key was given in this session."""
    return [record["at"] for record in get_authentication_records(request, request.user)]


def past(moments):
    """Return those that are not to come: what a clock ahead noted would hold for ever."""
    return [one for one in moments if one <= time.time() + CLOCKS_APART]


def is_recent(request):
    """Tell whether the account of a request has just shown who it is."""
    return time.time() - max(past(proofs(request)), default=0) < settings.ASKED_AGAIN_AFTER


def has_second_factor(user):
    """Tell whether an account has an application of codes or a key: codes of recovery are none."""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])

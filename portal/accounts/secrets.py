"""Enciphers the secrets of second factors, so that a copy of the database opens no account."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.signing import BadSignature

SALT = b"portal.accounts.secrets:"


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

"""The keys of associations: each seals its own dossiers, and a key of the server wraps each.

A copy of the database without the keys of the server tells neither an answer nor a reference.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import zlib
from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

from questionnaire.models import Organisation

PURPOSE = "questionnaire.dossiers.sealing"


class KeyLost(Exception):
    """No key of this server opens what is sealed: a key was taken away too early, or changed."""


class OrganisationCipher:
    """The key of an association.

    >>> cipher = OrganisationCipher(Fernet.generate_key())
    >>> cipher.opened(cipher.sealed({"reference": "A1"}, "code"), "code")
    {'reference': 'A1'}
    """

    def __init__(self, key: bytes):
        self._key = key
        self._fernet = Fernet(key)

    def sealed(self, data: Any, owner: str) -> str:
        """Return JSON data sealed for the row that ``owner`` names."""
        written = json.dumps([owner, data], ensure_ascii=False, separators=(",", ":")).encode()
        return self._fernet.encrypt(zlib.compress(written, 6)).decode()

    def opened(self, token: str, owner: str) -> Any:
        """Return what is sealed in a row. What was moved there from another row is refused."""
        try:
            written = zlib.decompress(self._fernet.decrypt(token.encode()))
        except InvalidToken as error:
            raise KeyLost("sealed with another key") from error
        named, data = json.loads(written)
        if named != owner:
            raise KeyLost("sealed for another row")
        return data

    def digest(self, text: str) -> str:
        """Return what finds a text again and tells nothing of it without the key."""
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def new_key() -> str:
    """Return a new key for an association, wrapped."""
    return _wrapping().encrypt(Fernet.generate_key()).decode()


def rewrapped(wrapped_key: str) -> str:
    """Return a key wrapped anew with the first key of the server."""
    try:
        return _wrapping().rotate(wrapped_key.encode()).decode()
    except InvalidToken as error:
        raise KeyLost("wrapped with a key that this server has not") from error


def cipher_of(organisation: Organisation) -> OrganisationCipher:
    """Return the key of an association, opened; raises ``KeyLost`` if this server cannot."""
    return _cipher(organisation.wrapped_key, *_server_keys())


def token_digest(token: str) -> str:
    """Return what the database holds of a secret link: it opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


@lru_cache(200)
def _cipher(wrapped_key: str, *_keys: str) -> OrganisationCipher:
    try:
        return OrganisationCipher(_wrapping().decrypt(wrapped_key.encode()))
    except InvalidToken as error:
        raise KeyLost("wrapped with a key that this server has not") from error


def _server_keys() -> tuple[str, ...]:
    """Return the secrets of the server, the one that wraps first."""
    own = tuple(settings.DOSSIER_KEYS)
    return (*own, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def _wrapping() -> MultiFernet:
    return _multi_fernet(*_server_keys())


@lru_cache(4)
def _multi_fernet(*secrets: str) -> MultiFernet:
    digests = (salted_hmac(PURPOSE, "", secret=one, algorithm="sha256") for one in secrets)
    return MultiFernet([Fernet(urlsafe_b64encode(one.digest())) for one in digests])

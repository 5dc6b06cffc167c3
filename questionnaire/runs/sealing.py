"""Seals data into a text that only this site can read or make, small enough for a cookie."""

import json
import zlib
from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

PURPOSE = "questionnaire.runs.sealing"


def seal(data, further_key=""):
    """Return JSON data compressed and encrypted, with the time of sealing.

    What is sealed with a ``further_key`` opens with both that key and the one of the site only.
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return _locks(further_key).encrypt(zlib.compress(written, 9)).decode()


def unseal(token, max_age, further_key=""):
    """Return the sealed data, or ``None`` if it is forged or older than ``max_age`` seconds."""
    try:
        opened = _locks(further_key).decrypt(token.encode(), ttl=max_age)
        return json.loads(zlib.decompress(opened))
    except (InvalidToken, zlib.error, ValueError):
        return None


def _locks(further_key):
    return _multi_fernet(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS), further_key)


@lru_cache(maxsize=64)
def _multi_fernet(key, fallbacks, further_key):
    """Return the encryption with a key and its fallbacks.

    The first key encrypts. The others still decrypt, so that a new SECRET_KEY loses no run.
    """
    digests = (
        salted_hmac(PURPOSE, further_key, secret=one, algorithm="sha256")
        for one in (key, *fallbacks)
    )
    return MultiFernet([Fernet(urlsafe_b64encode(one.digest())) for one in digests])

"""From a short code to what finds a row and what opens it: slow on purpose, and peppered.

Eight characters are few: a thief of the table must not be able to try them all. Nothing of the
table can be tried without the pepper, which is no part of the database; with it, each try costs
what ``scrypt`` costs here.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings

# 32 MiB and some 80 ms for each code, for the site as for an attacker.
COST, BLOCK, LANES = 2**15, 8, 1
SALT, NONCE = 16, 12
# In bytes. The length of what is sealed tells only how many such pieces it has.
PIECE = 512
# One at a time in a process: a flood of codes must not take the memory of the machine.
_one_at_a_time = threading.Lock()


class Tampered(ValueError):
    """What is stored is not what was sealed."""


@dataclass(frozen=True, slots=True)
class Opener:
    """What a code gives: where its row is, and with the row's salt the key of what it holds."""

    locator: str
    _secret: bytes

    def seal(self, text: str, bound: str) -> tuple[bytes, bytes]:
        """Return (salt, sealed text). ``bound`` is what else of the row must not change."""
        salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
        padded = text.encode().ljust(-(-len(text.encode()) // PIECE) * PIECE)
        return salt, nonce + self._lock(salt).encrypt(nonce, padded, self._bound(bound))

    def unseal(self, salt: bytes, sealed: bytes, bound: str) -> str:
        try:
            opened = self._lock(salt).decrypt(sealed[:NONCE], sealed[NONCE:], self._bound(bound))
        except (InvalidTag, ValueError) as error:
            raise Tampered from error
        return opened.decode().rstrip()

    def _lock(self, salt: bytes) -> AESGCM:
        key = HKDF(SHA256(), 32, salt, b"short code: key").derive(self._secret)
        return AESGCM(key)

    def _bound(self, bound: str) -> bytes:
        return f"{self.locator} {bound}".encode()


def opener_of(code: str) -> Opener:
    """Return what a code gives; it takes a while."""
    pepper = settings.CODE_PEPPER.encode()
    salt = hmac.digest(pepper, b"short code: salt", "sha256")
    with _one_at_a_time:
        secret = Scrypt(salt, 64, COST, BLOCK, LANES).derive(code.encode())
    # The pepper counts twice: the place of a row is not what a slow hash alone gives.
    locator = hmac.digest(pepper, b"short code: locator" + secret[:32], "sha256").hex()
    return Opener(locator, hmac.digest(pepper, b"short code: secret" + secret[32:], "sha256"))

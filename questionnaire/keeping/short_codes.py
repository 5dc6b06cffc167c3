"""Lists kept under a short code: its letters, what opens them, and their end after sixty days."""

from __future__ import annotations

import hmac
import secrets
import threading
from dataclasses import dataclass
from datetime import date, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from procedures.publishing.editions.in_memory import require_database
from questionnaire.models import MissedCodes, ShortCode

from .link import BadCode, CodedRun, decode, encode

# No vowel, so that a code spells no word. Of letters and digits that look alike, one.
LETTERS = "0123456789CDFGHJKMNPQRTVWXY"
LENGTH = 8
# What is read or heard for another: the letter that a code never has, and the one that it means.
MISREAD = str.maketrans("OILZSBU", "0112 8V".replace(" ", "5"))
SEPARATORS = (
    " -_.·\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
)


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def written(code: str) -> str:
    """Return a code in two groups, as it is read aloud.

    >>> written("7K3M9QXT").replace("\N{NO-BREAK SPACE}", " ")
    '7K3M 9QXT'
    """
    return f"{code[:4]}\N{NO-BREAK SPACE}{code[4:]}"


def bare(typed: str) -> str:
    """Return what was typed without separators, in capitals and with western digits."""
    kept = "".join(one for one in typed[:60] if one not in SEPARATORS and not one.isspace())
    return kept.translate(ARABIC_DIGITS).upper()


def normalised(typed: str) -> str:
    """Return the code that was meant, or an empty string if it cannot be one.

    >>> normalised(" 7k3m-oqxt "), normalised("7K3M"), normalised("7K3M9QXA")
    ('7K3M0QXT', '', '')
    """
    code = bare(typed).translate(MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


# A telephone in Arabic may write its own digits, and one in Persian others.
ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


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


DAYS = 60
# A wrong code finds no row, so its tries are counted for the whole site, and for their sender in
# the memory of a process. Beyond MANY_MISSES in an hour, a sender has FEW_TRIES: who guesses from
# one address shuts that address out, not the others. Beyond MOST_MISSES no list opens: to get
# there takes 133 addresses in each process.
#
# There are 27 ** 8 codes, 2.8e11. While 100,000 lists are kept, one guess in 2.8 million opens one:
# at MOST_MISSES an hour without a pause, one list in 196 days, and a list lives 60 days. With all
# the lists that may be created (1.2 million), one in 16 days.
MANY_MISSES, FEW_TRIES, MOST_MISSES = 200, 3, 600
# On the whole site, in a day.
MOST_CREATED = 20_000


class CodeRefused(ValueError):
    """A code opens nothing; the page says why."""


class NotACode(CodeRefused):
    """What was typed cannot be a code: nothing was tried."""


class UnknownCode(CodeRefused):
    """No list is kept under this code: mistyped, erased, or gone."""


class OutdatedCode(CodeRefused):
    """The list was kept longer than it may be; it has just been erased."""


class TooManyCodes(CodeRefused):
    """Too many codes were wrong in this hour, or too many created today: somebody tries them."""


def keep(kept: CodedRun, today: date) -> str:
    """Keep a list for sixty days, and return its code, which is written nowhere.

    Raises ``DatabaseError``, at once if the database was last seen away, as all that asks for a
    code does.
    """
    require_database()
    erase_outdated(today)
    expires = today + timedelta(days=DAYS)
    if ShortCode.objects.filter(expires=expires).count() >= MOST_CREATED:
        raise TooManyCodes
    code = new_code()
    opener = opener_of(code)
    salt, sealed = opener.seal(encode(kept), expires.isoformat())
    # Two equal codes are as likely as to guess one: the second is refused, not written over.
    ShortCode.objects.create(locator=opener.locator, salt=salt, sealed=sealed, expires=expires)
    return code


def opened(typed: str, today: date, tries: int = 1) -> CodedRun:
    """Return what is kept under a code. Raises ``CodeRefused`` if it opens nothing.

    ``tries`` is how many codes the sender has typed in this hour, this one included.
    """
    row, opener = _found(typed, tries)
    if row.expires < today:
        row.delete()
        raise OutdatedCode
    try:
        return decode(opener.unseal(bytes(row.salt), bytes(row.sealed), row.expires.isoformat()))
    except (Tampered, BadCode) as error:
        raise UnknownCode from error


def erase(typed: str, tries: int = 1) -> None:
    """Erase what is kept under a code, at once. Raises ``CodeRefused`` if nothing is."""
    row, _opener = _found(typed, tries)
    row.delete()


def erase_outdated(today: date) -> int:
    """Erase the lists whose last day has passed, and return how many there were."""
    MissedCodes.objects.exclude(hour=_hour()).delete()
    return ShortCode.objects.filter(expires__lt=today).delete()[0]


def _found(typed: str, tries: int):
    code = normalised(typed)
    if not code:
        raise NotACode
    require_database()
    most = MANY_MISSES if tries > FEW_TRIES else MOST_MISSES
    if MissedCodes.objects.filter(hour=_hour(), number__gte=most).exists():
        raise TooManyCodes
    opener = opener_of(code)
    row = ShortCode.objects.filter(locator=opener.locator).first()
    if row is None:
        _note_a_miss()
        raise UnknownCode
    return row, opener


def _note_a_miss() -> None:
    with transaction.atomic():
        found, _new = MissedCodes.objects.get_or_create(hour=_hour())
        MissedCodes.objects.filter(pk=found.pk).update(number=F("number") + 1)


def _hour() -> str:
    return timezone.now().strftime("%Y-%m-%dT%H")

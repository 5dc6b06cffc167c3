"""A run: the answers of one person, sealed in a cookie of its own and stored nowhere else."""

import json
import time
import zlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import get_random_string, salted_hmac
from formtools.wizard.storage.base import BaseStorage

from . import member_runs
from .member_runs import is_of_member, provide_key, seal_key

PURPOSE = "questionnaire.runs.run"
# In seconds: how far the clocks of two processes may be from one another.
CLOCKS_APART = 60 * 60


def seal(data, further_key=""):
    """Return JSON data compressed and encrypted, with the time of sealing.

    What is sealed with a ``further_key`` opens with both that key and the one of the site only.
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return _locks(further_key).encrypt(zlib.compress(written, 9)).decode()


def unseal(token, max_age, further_key=""):
    """Return the sealed data, or ``None`` if it is forged or older than ``max_age`` seconds."""
    locks, now = _locks(further_key), int(time.time())
    try:
        made = locks.extract_timestamp(token.encode())
        # Fernet opens nothing made a minute ahead: replicas that disagree would lose answers.
        moment = made if now < made <= now + CLOCKS_APART else now
        return json.loads(zlib.decompress(locks.decrypt_at_time(token.encode(), max_age, moment)))
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


# No letter or digit that is easily misread, or that helps to spell a word.
ID_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 8
# In seconds. Decision 5 keeps a run three days at most, and eight runs at most on a device.
LIFETIME = 3 * 24 * 60 * 60
MOST_RUNS = 8
# The fields of the shortest cookie that was ever written, and those that this version knows.
FEWEST_FIELDS, KNOWN_FIELDS = 6, 13
# The fields of every run; a further one is written if it says something.
ALWAYS_WRITTEN = 9
# gunicorn refuses a header line longer than 8,190 bytes, with the header's name.
LONGEST_HEADER = 8_000
# How old the run of an example counts: older than all others, but for a cookie that is none.
EXAMPLE_AGE = 1


@dataclass
class Run:
    """A run. ``answers`` are as JSON holds them; ``news`` names messages for the next page.

    ``counted`` holds the marks of the events counted for this run, so that none is counted twice.
    ``lane`` is the question that an urgent way in answered, or nothing: see ``urgent_routes``.
    ``passed`` are the questions that the person left without an answer. ``since`` is what the
    answer was when it was kept, in a run opened again, until an answer changes: see
    ``questionnaire.result.since``.
    ``dossier`` is the code of the dossier of an association whose answers these are, ``example``
    the example of the catalogue whose answers these are, which is not counted, ``copied`` the
    code of the dossier that somebody else's answers began from. Only the run of a member has one.
    """

    id: str
    answers: dict[str, Any] = field(default_factory=dict)
    updated: int = 0
    edition: int = 0
    assisted: bool = False
    news: list[str] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    lane: str = ""
    passed: list[str] = field(default_factory=list)
    since: list[Any] = field(default_factory=list)
    dossier: str = ""
    example: str = ""
    copied: str = ""

    def to_data(self):
        data = [
            self.id, self.answers, self.updated, self.edition, int(self.assisted), self.news,
            self.counted, self.lane, self.passed, self.since, self.dossier, self.example,
            self.copied,
        ]  # fmt: skip
        # A version that is older than the tolerance of ``_read`` reads no more than it knows.
        while len(data) > ALWAYS_WRITTEN and not data[-1]:
            data.pop()
        return data

    def answer(self, key, value):
        self.answers[key] = value
        self.since = []
        self.passed = [one for one in self.passed if one != key]
        self.updated = int(time.time())

    def pass_by(self, keys):
        """Note that the person leaves some questions without an answer."""
        self.since = []
        self.passed = [*self.passed, *(key for key in keys if key not in self.passed)]
        for key in keys:
            self.answers.pop(key, None)
        self.updated = int(time.time())


def new_run(edition, *, assisted=False):
    identifier = get_random_string(ID_LENGTH, ID_LETTERS)
    return Run(identifier, updated=int(time.time()), edition=edition, assisted=assisted)


def new_run_of_member(request, edition):
    """Return a run that a member answers for somebody: only the session of this member opens it."""
    provide_key(request)
    run = new_run(edition, assisted=True)
    run.id = get_random_string(member_runs.ID_LENGTH, ID_LETTERS)
    return run


def cookie_name(identifier):
    """Return the name of the cookie that holds the run with this id."""
    return settings.RUN_COOKIE_PREFIX + identifier


def is_run_id(text):
    return len(text) == ID_LENGTH and set(text) <= set(ID_LETTERS)


def find_run(request, identifier):
    """Return the run with this id that the request carries, or ``None``.

    A run older than ``LIFETIME`` seconds counts as missing, and so does that of a member for any
    other session than theirs.
    """
    return _read(request, identifier, request.COOKIES.get(cookie_name(identifier), ""))


def runs_in(request):
    """Return every run that the request carries, the latest first."""
    found = (find_run(request, identifier) for identifier in ids_of_runs(request))
    return sorted((run for run in found if run), key=lambda run: -run.updated)


def keep_run(request, response, run):
    """Write a run into its cookie, and delete the oldest other runs if room is lacking."""
    key = _key_of(request, run.id)
    if key is None:
        return
    others = {name: value for name, value in request.COOKIES.items() if name != cookie_name(run.id)}
    ages = _ages(request, others)
    # The 40 bytes leave room for « dropped » among the news.
    length = len(cookie_name(run.id)) + len(seal(run.to_data(), key)) + 40
    for name in _too_many(others, ages, length):
        response.delete_cookie(name, samesite="Lax")
        if ages[name] > EXAMPLE_AGE and "dropped" not in run.news:
            run.news.append("dropped")
    response.set_cookie(
        cookie_name(run.id),
        seal(run.to_data(), key),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def erase_run(response, identifier):
    response.delete_cookie(cookie_name(identifier), samesite="Lax")


def ids_of_runs(request):
    """Return the id of every run that the request carries, readable or not."""
    return [
        name.removeprefix(settings.RUN_COOKIE_PREFIX)
        for name in request.COOKIES
        if name.startswith(settings.RUN_COOKIE_PREFIX)
    ]


def _key_of(request, identifier):
    """Return the key of a run besides that of the site; ``None``: this session has no such run."""
    return (seal_key(request) or None) if is_of_member(identifier) else ""


def _read(request, identifier, token):
    key = _key_of(request, identifier) if token else None
    data = None if key is None else unseal(token, LIFETIME, key)
    # The name of a cookie is not sealed: a cookie moved to another name is not this run. A cookie
    # written before a field existed lacks it at its end. That of a newer version, which runs beside
    # this one during a deployment, has more: they are left, and the answers are read.
    if not isinstance(data, list) or len(data) < FEWEST_FIELDS or data[0] != identifier:
        return None
    known = data[:KNOWN_FIELDS]
    if not all(holds(value) for holds, value in zip(HELD, known, strict=False)):
        return None
    run = Run(*known[:4], bool(known[4]), *known[5:])
    # A version before this one sealed the answers of a dossier for any bearer.
    return run if key or not (run.dossier or run.copied) else None


def _is_text(value):
    return isinstance(value, str)


def _is_number(value):
    return isinstance(value, int)


def _list_of(holds):
    return lambda value: isinstance(value, list) and all(map(holds, value))


# What each field that this version knows holds, in order: pages trust what a run holds.
HELD = (
    _is_text, lambda value: isinstance(value, dict), _is_number, _is_number, _is_number,
    _list_of(_is_text), _list_of(_is_number), _is_text, _list_of(_is_text),
    lambda value: isinstance(value, list), _is_text, _is_text, _is_text,
)  # fmt: skip


def _ages(request, cookies):
    """Return {cookie: time of the last answer in its run}, or 0 for an unreadable cookie.

    The answers of an example belong to no person: it leaves before any run of the person.
    """
    runs = {
        name: _read(request, name.removeprefix(settings.RUN_COOKIE_PREFIX), token)
        for name, token in cookies.items()
        if name.startswith(settings.RUN_COOKIE_PREFIX)
    }
    return {
        name: (EXAMPLE_AGE if run.example else run.updated) if run else 0
        for name, run in runs.items()
    }


def _too_many(others, ages, length):
    """Yield the cookies to delete: the unreadable ones, then those of the oldest runs.

    ``length`` is what the cookie of the run that is written takes.
    """
    length += sum(len(name) + len(value) + 3 for name, value in others.items())
    count = len(ages)
    for name in sorted(ages, key=ages.get):
        if ages[name] and count < MOST_RUNS and length <= LONGEST_HEADER:
            return
        count -= 1
        length -= len(name) + len(others[name]) + 3
        yield name


class RunStorage(BaseStorage):
    """Stores answers only, not the forms that gave them. The current step is that of the URL."""

    def __init__(self, prefix, request=None, file_storage=None):
        super().__init__(prefix, request, file_storage)
        self.init_data()

    @property
    def run(self):
        return self.request.run

    def get_step_data(self, step):
        return self.run.answers.get(step)

    def set_step_data(self, step, cleaned_data):
        self.run.answer(step, cleaned_data)

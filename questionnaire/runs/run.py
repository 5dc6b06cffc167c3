"""A run: one person's answers. It lives in a cookie of its own, and nowhere else."""

import time
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.crypto import get_random_string

from .sealing import seal, unseal

COOKIE = "run_"
ID_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # Nothing that is misread or spells a word.
ID_LENGTH = 8
LIFETIME = 7 * 24 * 60 * 60
MOST_RUNS = 8
# A server refuses a longer line of cookies (gunicorn: 8,190 bytes with the header's name).
LONGEST_HEADER = 8_000


@dataclass
class Run:
    """``answers`` are as JSON holds them; ``news`` names what the next page has to say.

    ``counted`` are the marks of what this run was counted for: nothing is counted twice.
    """

    id: str
    answers: dict[str, Any] = field(default_factory=dict)
    updated: int = 0
    edition: int = 0
    assisted: bool = False
    news: list[str] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)

    def to_data(self):
        return [
            self.id, self.answers, self.updated, self.edition, int(self.assisted), self.news,
            self.counted,
        ]  # fmt: skip

    def answer(self, key, value):
        self.answers[key] = value
        self.updated = int(time.time())


def new_run(edition, *, assisted=False):
    identifier = get_random_string(ID_LENGTH, ID_LETTERS)
    return Run(identifier, updated=int(time.time()), edition=edition, assisted=assisted)


def is_run_id(text):
    return len(text) == ID_LENGTH and set(text) <= set(ID_LETTERS)


def find_run(request, identifier):
    """Return the run that the request carries; None if there is none, or if it is too old."""
    return _read(identifier, request.COOKIES.get(COOKIE + identifier, ""))


def runs_in(request):
    """Return every run that the request carries, the latest first."""
    found = (find_run(request, identifier) for identifier in _carried(request))
    return sorted((run for run in found if run), key=lambda run: -run.updated)


def keep_run(request, response, run):
    """Write a run into its cookie; the oldest others go when there is no room for them."""
    others = {name: value for name, value in request.COOKIES.items() if name != COOKIE + run.id}
    ages = _ages(others)
    for name in _too_many(others, ages, run):
        response.delete_cookie(name, samesite="Lax")
        if ages[name] and "dropped" not in run.news:
            run.news.append("dropped")
    response.set_cookie(
        COOKIE + run.id,
        seal(run.to_data()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def erase_run(response, identifier):
    response.delete_cookie(COOKIE + identifier, samesite="Lax")


def _carried(request):
    return [name.removeprefix(COOKIE) for name in request.COOKIES if name.startswith(COOKIE)]


def _read(identifier, token):
    data = unseal(token, LIFETIME) if token else None
    # The cookie's name is not sealed: a cookie under another name is not this run.
    # A cookie of a week ago has no marks of what was counted.
    if not isinstance(data, list) or len(data) not in (6, 7) or data[0] != identifier:
        return None
    return Run(*data[:4], assisted=bool(data[4]), news=data[5], counted=(data[6:] or [[]])[0])


def _ages(cookies):
    """When each run of these cookies was last answered; 0 for what nobody can read any more."""
    runs = {
        name: _read(name.removeprefix(COOKIE), token)
        for name, token in cookies.items()
        if name.startswith(COOKIE)
    }
    return {name: run.updated if run else 0 for name, run in runs.items()}


def _too_many(others, ages, run):
    """Yield the cookies to drop: those that nobody can read, then the oldest runs."""
    length = len(COOKIE + run.id) + len(seal(run.to_data())) + 40  # with « dropped » in it
    length += sum(len(name) + len(value) + 3 for name, value in others.items())
    count = len(ages)
    for name in sorted(ages, key=ages.get):
        if ages[name] and count < MOST_RUNS and length <= LONGEST_HEADER:
            return
        count -= 1
        length -= len(name) + len(others[name]) + 3
        yield name

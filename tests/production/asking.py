"""Requests as visitors make them, each with its time."""

import re
import time
from dataclasses import dataclass
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, build_opener

# Seconds after which a visitor has given up.
PATIENCE = 30
LOGIN = "/compte/connexion/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True)
class Answer:
    """What came back: ``status`` is 0 if nothing did."""

    status: int
    seconds: float
    body: str = ""
    headers: dict | None = None


def ask(url, *, data=None, headers=None, body=None, patience=PATIENCE):
    """Send a request (a POST of ``data`` or of the bytes ``body``) and return the answer."""
    sent = urlencode(data).encode() if data is not None else body
    request = Request(url, data=sent, headers=headers or {})  # noqa: S310 - our own site.
    started = time.monotonic()
    try:
        with build_opener().open(request, timeout=patience) as response:
            body = response.read().decode()
            return Answer(response.status, time.monotonic() - started, body, dict(response.headers))
    except HTTPError as error:
        body = error.read().decode()
        return Answer(error.code, time.monotonic() - started, body, dict(error.headers))
    except (URLError, OSError):
        return Answer(0, time.monotonic() - started)


def password_tried(url):
    """Return what sends a wrong password, past the protection of forms: the data and the headers.

    Without the token of a form, no password would be looked at whatever the limits.
    """
    form = ask(url + LOGIN)
    data = {"login": "a@example.org", "password": "a wrong password"}
    data["csrfmiddlewaretoken"] = TOKEN.search(form.body)[1]
    return data, {"Cookie": form.headers["Set-Cookie"].split(";")[0]}

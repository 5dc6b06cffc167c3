"""Agents at the desk of the site in production form, with a password and a code as they have."""

import http.cookiejar
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from allauth.mfa.totp.internal import auth as totp

from procedures.management.commands.demo_accounts import PASSWORD
from tests.procedures.admin.forms import form_data

from .conftest import manage

SECRET = "A" * 32
PATIENCE = 120
# How many codes an agent tries.
CODES = 3
# In MB: a process that does nothing holds more or less, by so little.
SAME = 5
ACCOUNTS = f"""
from allauth.mfa.totp.internal.auth import TOTP
from procedures.management.commands.demo_accounts import ACCOUNTS, create
from portal.models import User
for one in ACCOUNTS:
    create(one)
for one in User.objects.exclude(authenticator__type="totp"):
    TOTP.activate(one, "{SECRET}")
"""


@dataclass(frozen=True)
class Page:
    """What came back, and from where."""

    status: int
    content: bytes
    url: str

    @property
    def text(self):
        return self.content.decode()


def python(production, lines, **where):
    """Run lines of Python beside the site, on its database; return what they print."""
    command = ("shell", "--verbosity=0", "--command", lines)
    return manage(production.environment, *command, **where).strip()


def code_now():
    counter = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(SECRET, counter))


class Agent:
    """A browser of somebody who has an account, logged in from an address of their own."""

    def __init__(self, production, name, address, jar=None, **headers):
        self.url = production.url
        # An empty jar is false.
        jar = http.cookiejar.CookieJar() if jar is None else jar
        self.browser = build_opener(HTTPCookieProcessor(jar))
        self.browser.addheaders = [("X-Forwarded-For", address), *headers.items()]
        email = f"{name}@guichet.example"
        page = self.press("/compte/connexion/", login=email, password=PASSWORD)
        # A code lasts thirty seconds: on a busy machine it may end before it is read.
        for _ in range(CODES):
            page = self.send(page.url, form_data(page) | {"code": code_now()})
            if self.ask("/admin/").url.endswith("/admin/"):
                return
        raise AssertionError(page.text)

    def press(self, path, **changes):
        """Open a page, and send its form with some changes."""
        return self.send(path, form_data(self.ask(path)) | changes)

    def send(self, path, data):
        return self.ask(path, urlencode(data, doseq=True).encode())

    def ask(self, path, body=None, headers=None):
        url = path if path.startswith("http") else self.url + path
        # The address is that of the site that the test has started.
        request = Request(url, data=body, headers={"Referer": url, **(headers or {})})  # noqa: S310
        try:
            with self.browser.open(request, timeout=PATIENCE) as response:
                return Page(response.status, response.read(), response.url)
        except HTTPError as error:
            return Page(error.code, error.read(), url)


def memory_of(process):
    """Return the memory, in MB, that a process and those below it hold."""
    return sum(_resident(one) for one in _family(process)) / 1024


def settled_memory_of(process, seconds=3):
    """Return it once it stays the same for some seconds: work begun before is over."""
    held, since, end = memory_of(process), time.monotonic(), time.monotonic() + PATIENCE
    while time.monotonic() < min(since + seconds, end):
        time.sleep(0.1)
        now = memory_of(process)
        if abs(now - held) > SAME:
            held, since = now, time.monotonic()
    return held


def peak_of(process, done):
    """Return the most memory that they hold until ``done``."""
    most = 0
    while not done.is_set():
        most = max(most, memory_of(process))
        time.sleep(0.02)
    return most


def _family(number):
    """Yield the numbers of a process and of all those below it."""
    yield number
    with suppress(OSError):
        for task in Path(f"/proc/{number}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _resident(number):
    """Return the memory that a process holds, in kB; nothing if it has just ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{number}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1])
    return 0

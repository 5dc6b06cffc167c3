"""``make run`` from nothing: an empty database becomes a site that an account enters."""

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import time
from types import SimpleNamespace
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from django.conf import settings

from procedures.management.commands.demo_accounts import PASSWORD
from scripts.serve_production import free_port
from tests.procedures.admin.forms import form_data

# In seconds: an import and a publication of the shipped catalogue, on a busy machine.
PATIENCE = 240


@pytest.fixture
def site(tmp_path):
    """The address of what ``make run`` serves, from an empty database."""
    port, log = free_port(), tmp_path / "log"
    variables = {
        "PATH": os.environ["PATH"],
        "DEBUG": "1",
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "EDITION_FILE": str(tmp_path / "edition.json.gz"),
    }
    with log.open("wb") as written:
        # The reloader starts a process of its own: both are ended together.
        served = subprocess.Popen(
            [sys.executable, "scripts/serve.py"],
            cwd=settings.ROOT,
            env=variables,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
    try:
        yield SimpleNamespace(url=f"http://127.0.0.1:{port}", log=log, process=served)
    finally:
        os.killpg(served.pid, signal.SIGTERM)
        served.wait(timeout=60)


def opened(browser, site, path):
    """Open a page as soon as there is one."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return browser.open(site.url + path, timeout=60)
        except URLError:
            assert site.process.poll() is None, site.log.read_text()
            assert time.monotonic() < end, site.log.read_text()
            time.sleep(0.5)


# Its steps on less: tests/procedures/management/test_prepare.py and test_demo_accounts.py.
@pytest.mark.whole
def test_an_empty_database_becomes_a_site_that_an_account_enters_with_the_printed_code(site):
    browser = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
    with opened(browser, site, "/fr/demarches/") as page:
        assert "titre" in page.read().decode()
    assert "redaction@guichet.example" in site.log.read_text()
    with opened(browser, site, "/admin/") as page:
        login, content = page.url, page.read()
    assert "/compte/connexion/" in login
    sent = form_data(SimpleNamespace(content=content))
    sent |= {"login": "redaction@guichet.example", "password": PASSWORD}
    with browser.open(login, urlencode(sent, doseq=True).encode(), timeout=60) as page:
        factor, content = page.url, page.read()
    assert factor == f"{site.url}/compte/connexion/code/"
    code = re.search(r"code : (\d+)", site.log.read_text()).group(1)
    sent = {**form_data(SimpleNamespace(content=content)), "code": code}
    with browser.open(factor, urlencode(sent, doseq=True).encode(), timeout=60) as page:
        assert (page.status, page.url) == (200, f"{site.url}/admin/")

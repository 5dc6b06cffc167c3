"""Two versions on one database, as while a deployment replaces one replica after another.

Beside today's version is one that adds what a next version may add (``next_version``): this proves
that today's goes on beside it, and reads what it wrote. What the next version does with its own
additions is not known here; that its migrations suit the one before is held by
``tests/portal/test_two_versions.py``. No history is needed: a shallow clone runs this too.
"""

import http.cookiejar
import itertools
import re
import threading
import time
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from scripts.serve_production import free_port

from .asking import ask
from .conftest import PATIENCE, manage, wait_for
from .desk import ACCOUNTS, Agent, python
from .next_version import write_next_version
from .visitors import Told, Visitor

pytestmark = pytest.mark.whole
WALKS = 4
# In seconds: a publication is seen by both versions.
SPREADS = 10
GONE = "ne sont plus là"
PORT = re.compile(r"(?<=^http://127\.0\.0\.1:)\d+")
FIELDS = (
    "from questionnaire.runs.run import unseal; print(*(len(unseal(one, 10**9)) for one in {}))"
)
CHANGE = (
    "from procedures.models import Document as D; "
    "one = D.objects.order_by('pk').first(); one.delay_fr = 'Environ dix jours.'; one.save()"
)


@pytest.fixture(scope="module")
def beside(production, folder):
    """The folder of a next version that has migrated the database, and the port that it serves."""
    wait_for(production)
    root = folder / "next"
    root.mkdir()
    before = write_next_version(root)
    manage(production.environment, "migrate", "--verbosity=0", root=root)
    port = free_port()
    file = str(folder / "next.json.gz")
    process = production.gunicorn(port, root, EDITION_FILE=file, WEB_CONCURRENCY="1")
    try:
        end = time.monotonic() + PATIENCE
        while ask(f"http://127.0.0.1:{port}/sante/").status != 200:
            assert time.monotonic() < end
            time.sleep(0.2)
        yield root, port
    finally:
        process.terminate()
        process.wait(timeout=60)
        manage(production.environment, "migrate", "--verbosity=0", "procedures", before, root=root)


class Crossing(Visitor):
    """A visitor whose requests go to one version, then to the other."""

    def __init__(self, ports, seed):
        url = f"http://127.0.0.1:{ports[0]}"
        super().__init__(url, Told(), time.monotonic(), threading.Event(), seed)
        self.ports, self.pages, self.cookies = itertools.cycle(ports), [], set()
        self.jar = http.cookiejar.CookieJar()
        self.browser = build_opener(HTTPCookieProcessor(self.jar))

    def ask(self, browser, url, kind, data=None, referer=None):
        there = PORT.sub(str(next(self.ports)), url)
        page, at = super().ask(browser, there, kind, data, referer)
        self.pages.append((at, page))
        self.cookies |= {one.value for one in self.jar if one.name.startswith("run_")}
        return page, at


def test_run_goes_from_one_version_to_the_other_at_each_page(production, beside):
    _, port = beside
    ports = [production.public, port]
    crossing = [Crossing(ports[:: 1 if seed % 2 else -1], seed) for seed in range(WALKS)]
    for one in crossing:
        one.walk(one.browser)
    assert [one.told.failures for one in crossing] == [[]] * WALKS
    assert [at for one in crossing for at, page in one.pages if GONE in page] == []
    assert [one.told.finished for one in crossing] == [1] * WALKS
    # They did meet a cookie that today's version does not write, and one that it does.
    cookies = {value for one in crossing for value in one.cookies}
    lengths = set(python(production, FIELDS.format(sorted(cookies))).split())
    assert "14" in lengths
    assert lengths - {"14"}


def test_what_one_wrote_and_the_other_published_is_shown_by_both(production, beside):
    """What today's published, both show from the start."""
    root, port = beside
    addresses = [f"http://127.0.0.1:{one}/sante/" for one in (production.public, port)]
    before = [ask(one).body for one in addresses]
    assert before[0] == before[1]
    python(production, CHANGE)
    manage(production.environment, "catalogue", "publish", root=root)
    end = time.monotonic() + SPREADS
    while len(shown := {ask(one).body for one in addresses}) > 1 or before[0] in shown:
        assert time.monotonic() < end, shown
        time.sleep(0.2)


def test_agent_stays_in_from_one_version_to_the_other(production, beside):
    _, port = beside
    python(production, ACCOUNTS)
    agent = Agent(production, "agent34", "198.51.100.34")
    for desk in (port, production.desk, port):
        for path in ("/admin/", "/admin/procedures/document/"):
            page = agent.ask(f"http://127.0.0.1:{desk}{path}")
            assert (page.status, page.url) == (200, f"http://127.0.0.1:{desk}{path}")

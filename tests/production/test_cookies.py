"""Over HTTPS, each cookie of the site is kept for this very host: no neighbour may write one."""

import http.cookiejar
import re
import time
from types import SimpleNamespace

import pytest

from scripts.serve_production import free_port

from .asking import ask
from .conftest import PATIENCE, wait_for
from .desk import ACCOUNTS, Agent, python

pytestmark = pytest.mark.whole
# As the proxy with the certificate says it, and as a browser names the page that sends a form.
OVER_HTTPS = {"X-Forwarded-Proto": "https"}


class NotingJar(http.cookiejar.CookieJar):
    """Keeps cookies as over HTTPS, and the name of each one that was ever given."""

    def __init__(self):
        super().__init__(http.cookiejar.DefaultCookiePolicy(secure_protocols=("http",)))
        self.given = set()

    def set_cookie(self, cookie):
        self.given.add((cookie.name, cookie.secure, cookie.path, cookie.domain_specified))
        super().set_cookie(cookie)


@pytest.fixture
def over_https(production):
    """The portal as behind a proxy with a certificate."""
    wait_for(production)
    port = free_port()
    process = production.gunicorn(port, HTTPS="1", WEB_CONCURRENCY="1")
    url = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + PATIENCE
        while ask(f"{url}/sante/").status != 200:
            assert time.monotonic() < end
            time.sleep(0.2)
        yield SimpleNamespace(url=url, origin=url.replace("http:", "https:"))
    finally:
        process.terminate()
        process.wait(timeout=60)


def test_what_the_desk_says_travels_in_a_cookie_of_this_host_only(production, over_https):
    python(production, ACCOUNTS)
    jar = NotingJar()
    headers = OVER_HTTPS | {"Origin": over_https.origin}
    agent = Agent(over_https, "administration", "198.51.100.40", jar, **headers)
    listed = agent.ask("/admin/procedures/document/").text
    path = re.search(r'"(/admin/procedures/document/\d+/change/)[?"]', listed)[1]
    page = agent.press(path, delay_fr="Environ un mois.")
    assert 'class="success"' in page.text
    assert {"__Host-messages", "__Host-sessionid", "__Host-csrftoken"} <= {
        one for one, *_ in jar.given
    }
    wrong = [
        one
        for one in jar.given
        if not one[0].startswith("__Host-") or one[1:] != (True, "/", False)
    ]
    assert wrong == []

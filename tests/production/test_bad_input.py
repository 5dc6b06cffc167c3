"""A request too large, too slow or malformed: a short page in the language read, and little work.

Each is asked of nginx for its page, and of the portal itself for its cost: what nginx lets through,
or does not know, must not cost more.
"""

import json
import os
import socket
import time
from pathlib import Path

import pytest

from .asking import ask
from .conftest import wait_for, workers_of

pytestmark = pytest.mark.whole
TIMES = 50
# In seconds of processor, for one request.
CHEAP = 0.05
# In characters: a page of the site without anything of an edition.
SHORT = 20_000
RUN = "/ar/demarche/"
EVALUATE = "/api/v1/evaluate"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
FILE = {"Content-Type": "multipart/form-data; boundary=a"}
PART = b'--a\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n'
BAD = {
    "a body too large": (RUN, FORM, b"a" * 100_000),
    "more fields than any form": (RUN, FORM, b"a=1&" * 16_000),
    "a file": (RUN, FILE, PART + b"a" * 60_000),
    "a file that is none": (RUN, {"Content-Type": "multipart/form-data"}, b"a" * 60_000),
    "a form that is no text": (RUN, FORM, b"goal=%ff%fe%00&" * 200),
    "a form of another site": (RUN, FORM | {"Origin": "https://example.org"}, b"a=1"),
    "a form for the desk": ("/compte/connexion/?a=%ff", FORM, b"login=%00" + b"a" * 60_000),
    "an address too long": ("/ar/?" + "x" * 6_000, {}, None),
    "an address that is no text": ("/ar/%ff%fe%00/", {}, None),
    "a parameter that is no text": ("/ar/demarches/?q=%ff%00" + "%d8%a7" * 500, {}, None),
    "cookies too long": ("/ar/", {"Cookie": "other=" + "x" * 9_000}, None),
    "a cookie that is no run": (RUN + "abcd2345/", {"Cookie": "run_abcd2345=" + "x" * 6_000}, None),
    "another name of the site": ("/ar/", {"Host": "other.example"}, None),
    "JSON without an end": (EVALUATE, {"Content-Type": "application/json"}, b"[" * 16_000),
    "JSON that is no text": (EVALUATE, {"Content-Type": "application/json"}, b"\xff" * 16_000),
}  # fmt: skip


def processor_seconds(process):
    """Return what the workers of a gunicorn have used of a processor so far."""
    told = [Path(f"/proc/{worker}/stat").read_text() for worker in workers_of(process)]
    fields = [one.rpartition(")")[2].split() for one in told]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize(("address", "headers", "body"), BAD.values(), ids=BAD)
def test_bad_request_gets_a_short_page_and_costs_little(production, address, headers, body):
    wait_for(production)
    sent = {"Accept-Language": "ar", **headers}
    answer = ask(production.url + address, headers=sent, body=body)
    assert answer.status < 500
    assert len(answer.body) < SHORT
    assert "Traceback" not in answer.body
    if address == EVALUATE:
        assert json.loads(answer.body)["error"]
    elif address.startswith("/ar/"):
        assert 'lang="ar"' in answer.body
    portal = production.running["portal"]
    before = processor_seconds(portal)
    direct = f"http://127.0.0.1:{production.public}{address}"
    statuses = {ask(direct, headers=sent, body=body).status for _ in range(TIMES)}
    assert max(statuses) < 500
    assert (processor_seconds(portal) - before) / TIMES < CHEAP


def test_who_sends_too_slowly_is_cut_and_costs_nothing(production):
    """nginx closes without a page: once the time is over, it says nothing more on a connection."""
    head = f"POST {RUN} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na"
    before, started = processor_seconds(production.running["portal"]), time.monotonic()
    slow = [
        socket.create_connection(("127.0.0.1", production.port), timeout=30) for _ in range(TIMES)
    ]
    for one in slow:
        one.sendall(head.encode())
    for one in slow:
        with one, pytest.raises(ConnectionResetError):
            one.recv(1)
    assert time.monotonic() - started < 20
    assert processor_seconds(production.running["portal"]) - before < CHEAP * TIMES

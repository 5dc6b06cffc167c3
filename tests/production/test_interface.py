"""What nginx refuses of a program is told in JSON: no page in the middle of data."""

import json
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from .asking import ask
from .conftest import wait_for

pytestmark = pytest.mark.whole
EDITION = "/api/v1/edition"


def fault(answer):
    """Return the code of the fault that an answer tells, in the shape of the interface's own."""
    assert answer.headers["Content-Type"] == "application/json", answer.body
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"
    told = json.loads(answer.body)["error"]
    assert list(told) == ["code", "key", "fr", "en", "nearest"]
    return answer.status, told["code"]


def sent_raw(port, text):
    """Send what no client of HTTP would, and return the whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as one:
        one.sendall(text.encode())
        return b"".join(iter(lambda: one.recv(65536), b"")).decode()


def test_the_interface_refuses_in_json_what_is_too_much(production):
    asked = {"X-Forwarded-For": "203.0.113.77"}
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: ask(production.url + EDITION, headers=asked), range(400)))
    assert {one.status for one in answers} == {200, 429}
    refusal = next(one for one in answers if one.status == 429)
    assert fault(refusal) == (429, "too_many")
    assert fault(ask(production.url + "/api/v1/evaluate", body=b"x" * 20_000)) == (413, "too_large")
    assert ask(production.url + "/fr/", headers=asked).status == 200


def test_an_address_too_long_is_told_in_json(production):
    """The second is over what nginx reads: it knows no address yet when it answers."""
    for length in (6_000, 20_000):
        answer = ask(f"{production.url}{EDITION}?lang=" + "x" * length)
        assert fault(answer) == (414, "address_too_long"), length


def test_headers_that_nginx_does_not_read_are_told_in_json(production):
    answer = ask(production.url + EDITION, headers={"Cookie": "other=" + "x" * 20_000})
    assert fault(answer) == (400, "bad_request")
    for line, status in (("Host: a\r\nHost: b", 400), ("Host: a b", 400), ("X", 400)):
        said = sent_raw(production.port, f"GET {EDITION} HTTP/1.1\r\n{line}\r\n\r\n")
        assert said.split()[1] == str(status)
        assert json.loads(said.partition("\r\n\r\n")[2])["error"]["code"] == "bad_request", line
    said = sent_raw(production.port, f"TRACE {EDITION} HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert said.split()[1] == "405"
    assert '"bad_request"' in said


def test_interface_that_is_down_says_so_in_json(production):
    portal = production.running["portal"]
    portal.terminate()
    portal.wait(timeout=60)
    try:
        assert fault(ask(production.url + EDITION)) == (502, "no_edition")
        assert fault(ask(production.url + "/api/v1/evaluate", body=b"{}")) == (502, "no_edition")
    finally:
        production.start_portal()
        wait_for(production)

"""What a stranger sends is written in one pass, and nothing is written around the formatters."""

import json
import logging
import time

import pytest

from portal.logs import JsonFormatter, without_persons


@pytest.mark.parametrize("piece", ["/", "a", "1.", "a:", "a.", "::", "run_", "/demarche/"])
def test_long_header_is_redacted_in_one_pass(piece):
    """Sixteen kB of « / » in a header, which Django logs, took a second of every thread."""
    started = time.process_time()
    without_persons(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 0.3


def test_unknown_host_writes_nothing(client, capfd):
    assert client.get("/fr/", headers={"host": "evil.example"}).status_code == 400
    assert "evil" not in capfd.readouterr().err


@pytest.mark.parametrize(("behind", "taken"), [(True, True), (False, False)])
def test_number_of_a_request_is_that_of_the_proxy_if_there_is_one(
    client, edition, settings, behind, taken
):
    """The logs of both then tell of the same request; a visitor alone chooses nothing in them."""
    settings.BEHIND_TLS_PROXY = behind
    told = "0123456789abcdef" * 2
    answered = client.get("/sante/vie/", headers={"X-Request-ID": told}).headers["X-Request-ID"]
    assert (answered == told) is taken
    for forged in ("a" * 500, "a b", "é"):
        sent = client.get("/sante/vie/", headers={"X-Request-ID": forged})
        assert sent.headers["X-Request-ID"] != forged


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/dossiers/invitation/ab-C_d/", "/dossiers/invitation/*"),
        ("/dossiers/calendrier/ab-C_d.ics", "/dossiers/calendrier/*"),
        ("/compte/invitation/MQ/c1-2f/", "/compte/invitation/*"),
        ("/fr/accueil/82/poste/ab-C_d/fin/", "/fr/accueil/82/poste/*"),
        ("/ar/enquete/ab-C_d/merci/", "/ar/enquete/*"),
    ],
)
def test_secret_link_is_written_nowhere(path, written):
    """Django logs the address of whatever it refuses: the link would still open something."""
    said = without_persons(f"Forbidden (CSRF cookie not set.): {path}")
    assert said == f"Forbidden (CSRF cookie not set.): {written}"


def test_line_of_a_log_is_one_line_whatever_was_sent():
    """A line break in an address or a header would write a line of its own."""
    sent = 'a\r\n{"level": "ERROR"}\u2028\x1b[2J'
    record = logging.LogRecord("django", logging.WARNING, "", 1, "Not Found: %s", (sent,), None)
    written = JsonFormatter().format(record)
    assert len(written.split("\n")) == 1
    assert "\x1b" not in written
    assert sent in json.loads(written)["message"]

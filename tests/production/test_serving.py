"""How gunicorn and nginx serve as they are shipped: threads, connections kept, limits, figures."""

import re
import shutil
import socket
import time
from contextlib import ExitStack

import pytest

from scripts.serve_production import free_port

from .asking import ask
from .conftest import PATIENCE, wait_for
from .desk import python
from .front import nginx_in_front, saying

pytestmark = pytest.mark.whole
# What one address may hold at once.
CONNECTIONS = 100
ONE, OTHER = "203.0.113.5", "203.0.113.6"


@pytest.fixture(scope="module")
def lost(production, folder):
    """Processes that have known neither a database nor an edition, and tell figures."""
    port, figures = free_port(), free_port()
    process = production.gunicorn(
        port,
        DATABASE_URL=f"postgres://postgres@127.0.0.1:{free_port()}/none",
        EDITION_FILE=str(folder / "none.json.gz"),
        METRICS_PORT=str(figures),
    )
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + PATIENCE
        while ask(f"{address}/sante/vie/").status != 200:
            assert time.monotonic() < end
            time.sleep(0.3)
        yield address, f"http://127.0.0.1:{figures}"
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.mark.parametrize("page", ["/fr/", "/ar/demarches/", "/fr/34/", "/sitemap.xml", "/sante/"])
def test_what_a_site_without_an_edition_answers_is_kept_nowhere(lost, page):
    answer = ask(lost[0] + page)
    assert answer.status in (200, 503)
    assert "no-store" in answer.headers["Cache-Control"]


def test_figures_have_a_port_of_their_own(production, lost):
    address, figures = lost
    ask(f"{address}/fr/mentions-legales/")
    told = ask(f"{figures}/metrics").body
    assert re.search(r'guichet_requests_total\{.*page="legal_notice".*\} 1\.0', told)
    for public in (address, production.url):
        answer = ask(f"{public}/metrics")
        assert answer.status == 404
        assert "guichet_requests_total" not in answer.body


def test_connection_is_kept_and_slow_ones_hold_a_thread_each(production):
    """gunicorn by itself, as nginx meets it: two processes, more slow senders than that."""
    wait_for(production)
    head = b"GET /sante/vie/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
    # A body would hold nothing: the protection of forms refuses it unread.
    slow = b"GET /sante/vie/ HTTP/1.1\r\nHost: loc"
    with ExitStack() as held:
        kept, *senders = (
            held.enter_context(
                socket.create_connection(("127.0.0.1", production.public), timeout=10)
            )
            for _ in range(6)
        )
        for one in senders:
            one.sendall(slow)
        for wait in (0, 4):
            time.sleep(wait)
            kept.sendall(head)
            assert kept.recv(65536).startswith(b"HTTP/1.1 200")


def test_nginx_notes_nobody_when_it_fails(folder):
    """A body that it cannot write is « critical »: a line would name client and request."""
    with saying("portal") as portal, nginx_in_front(folder, portal, portal) as url:
        (place,) = (one for one in folder.iterdir() if url.rpartition(":")[2] in written_in(one))
        shutil.rmtree(place / "body")
        (place / "body").touch()
        sent = ask(f"{url}/admin/secret/", headers={"X-Forwarded-For": ONE}, body=b"a" * 200_000)
        assert sent.status == 500
        assert (place / "error.log").read_text(encoding="utf-8") == ""


def written_in(place):
    file = place / "nginx.conf"
    return file.read_text(encoding="utf-8") if file.exists() else ""


@pytest.mark.parametrize("path", ["/fr/demarche/", "/compte/connexion/"])
def test_nginx_itself_refuses_a_small_file_where_no_page_takes_one(folder, path):
    sent = {"Content-Type": "multipart/form-data; boundary=a"}
    with saying("portal") as portal, nginx_in_front(folder, portal, portal) as url:
        answer = ask(url + path, headers=sent, body=b"--a--")
        assert (answer.status, "<h1>" in answer.body) == (415, True)
        assert ask(f"{url}/admin/", headers=sent, body=b"--a--").body == "portal /admin/"


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "ne répond pas"), ("en", "is not answering"), ("ar", "لا يستجيب")],
)
def test_nginx_itself_says_that_nothing_answers_in_the_language_read(folder, language, words):
    nobody = f"127.0.0.1:{free_port()}"
    with nginx_in_front(folder, nobody, nobody) as url:
        for path, headers in (
            (f"/{language}/demarches/", {}),
            ("/", {"Accept-Language": f"{language},de;q=0.5"}),
            ("/compte/connexion/", {"Accept-Language": language}),
        ):
            answer = ask(url + path, headers=headers)
            assert answer.status == 502
            assert f'lang="{language}"' in answer.body
            assert words in answer.body
            assert answer.headers["Cache-Control"] == "no-store"


def test_half_a_line_of_headers_is_not_waited_for(folder):
    with saying("portal") as portal, nginx_in_front(folder, portal, portal) as url:
        started = time.monotonic()
        port = int(url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as one:
            one.sendall(b"GET /fr/ HTTP/1.1\r\nHost: loc")
            with pytest.raises(ConnectionResetError):
                one.recv(1)
    assert time.monotonic() - started < 20


def test_who_finds_a_weakness_reads_to_whom_it_is_told(production, folder):
    """Nothing without a contact, who would answer; else the portal's own words."""
    path = "/.well-known/security.txt"
    assert ask(production.url + path).status == 404
    port = free_port()
    process = production.gunicorn(port, PUBLISHER_CONTACT="securite@guichet.example")
    try:
        with nginx_in_front(folder, f"127.0.0.1:{port}", f"127.0.0.1:{port}") as url:
            end = time.monotonic() + PATIENCE
            while (answer := ask(url + path)).status != 200:
                assert time.monotonic() < end
                time.sleep(0.3)
    finally:
        process.terminate()
        process.wait(timeout=60)
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "Contact: mailto:securite@guichet.example\n" in answer.body
    assert "\nExpires: " in answer.body


def test_number_of_a_request_is_that_of_nginx(production):
    """The portal's own has 16 figures, nginx's 32; a visitor's own is thrown away."""
    forged = "f" * 32
    told = ask(f"{production.url}/sante/vie/", headers={"X-Request-ID": forged}).headers
    assert re.fullmatch(r"[0-9a-f]{32}", told["X-Request-ID"])
    assert told["X-Request-ID"] != forged


def test_postgresql_itself_ends_what_takes_too_long(production):
    asked = "from django.db import connection as c; r = c.cursor(); "
    asked += "r.execute('SHOW statement_timeout'); print(r.fetchone()[0])"
    assert python(production, asked) == f"{production.environment['DATABASE_SECONDS']}s"


def refused_at_last(url):
    """Ask until nginx refuses: what has just been sent to one of its processes is not read yet.

    What it holds waits ten seconds for a body.
    """
    end = time.monotonic() + 5
    while (found := ask(url, headers={"X-Forwarded-For": ONE})).status == 200:
        if time.monotonic() > end:
            break
        time.sleep(0.05)
    return found


def test_one_address_holds_so_many_connections(folder):
    with saying("portal") as portal, nginx_in_front(folder, portal, portal) as url:
        port = int(url.rpartition(":")[2])
        head = f"POST /fr/ HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {ONE}\r\n"
        with ExitStack() as held:
            for number in range(CONNECTIONS):
                one = held.enter_context(socket.create_connection(("127.0.0.1", port)))
                one.sendall(f"{head}Content-Length: 9\r\n\r\na".encode())
                if number == CONNECTIONS - 2:
                    assert ask(f"{url}/fr/", headers={"X-Forwarded-For": ONE}).status == 200
            refused = refused_at_last(f"{url}/ar/")
            assert (refused.status, 'lang="ar"' in refused.body) == (429, True)
            assert ask(f"{url}/fr/", headers={"X-Forwarded-For": OTHER}).status == 200

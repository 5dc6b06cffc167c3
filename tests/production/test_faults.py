"""What once stopped the site no longer does: real processes, real sockets, a real database."""

import contextlib
import os
import select
import signal
import socket
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from .asking import LOGIN, ask, password_tried
from .conftest import wait_for, workers_of

pytestmark = pytest.mark.whole
PAGES = ["/fr/", "/ar/", "/fr/demarches/", "/sitemap.xml"]
# Seconds: what a page may take on a busy machine of two cores.
QUICK = 3


@pytest.fixture(autouse=True)
def _whole_again(production, cluster):
    wait_for(production)
    yield
    cluster.thaw()


@contextlib.contextmanager
def meanwhile(act, times):
    """Run ``act`` in so many threads, again and again, until the block ends."""
    done = threading.Event()

    def repeat():
        while not done.is_set():
            act()

    with ThreadPoolExecutor(times) as pool:
        for _ in range(times):
            pool.submit(repeat)
        try:
            yield
        finally:
            done.set()


def public_answers(production, seconds):
    """Ask for public pages one after the other during some seconds; return the answers."""
    answers, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        answers += [ask(production.url + page) for page in PAGES]
    return answers


def told_of(answers):
    """Return what a table says of public answers: how many, and the longest wait."""
    return f"{len(answers)} pages, the longest in {max(one.seconds for one in answers):.2f} s"


def refused(answers):
    return [one for one in answers if one.status != 200 or one.seconds > QUICK]


@pytest.mark.fault(1, "a frozen database, with probes and logins")
def test_database_that_hangs_stops_no_public_page(production, cluster, seen):
    """Each probe used to hold a thread: after 45 s, every page took more than 10 s."""
    cluster.freeze()
    probes, links = [], []

    def probe():
        probes.append(ask(f"{production.url}/sante/"))
        ask(production.url + LOGIN, data={"login": "a@example.org", "password": "wrong"})

    def open_links():
        """Of nobody: a feed and an invitation, which look for their key in the database."""
        for address in ("/dossiers/calendrier/a.ics", "/dossiers/invitation/a/"):
            links.append(ask(production.url + address))

    with meanwhile(probe, times=12), meanwhile(open_links, times=4):
        answers = public_answers(production, seconds=20)
    seen(told_of(answers))
    assert len(answers) > 20
    assert refused(answers) == []
    assert refused(probes) == []
    assert {one.status for one in links} == {503}
    assert statistics.median(one.seconds for one in links) < QUICK
    state = ask(f"{production.url}/sante/").body
    assert '"degraded"' in state
    cluster.thaw()
    end = time.monotonic() + 15
    while '"degraded"' in ask(f"{production.url}/sante/").body and time.monotonic() < end:
        time.sleep(0.5)
    assert '"ok"' in ask(f"{production.url}/sante/").body


@pytest.mark.fault(2, "workers killed while the database is stopped")
def test_worker_born_while_the_database_is_away_serves(production, cluster, seen):
    """11 of 20 requests got 503 after one worker was killed."""
    cluster.stop()
    try:
        before = workers_of(production.running["portal"])
        for worker in before:
            os.kill(worker, signal.SIGKILL)
        end = time.monotonic() + 30
        while set(workers_of(production.running["portal"])) & set(before):
            assert time.monotonic() < end
            time.sleep(0.2)
        wait_for(production)
        answers = [ask(f"{production.url}/fr/demarches/") for _ in range(20)]
        seen(told_of(answers))
        assert {one.status for one in answers} == {200}
        listed = ask(f"{production.url}/sitemap.xml")
        assert "/fr/demarches/" in listed.body
        assert {one.headers["Cache-Control"] for one in (*answers, listed)} == {"no-store"}
    finally:
        cluster.start()


@pytest.mark.fault(3, "80 connections that send nothing more")
def test_slow_connections_hold_no_thread(production, seen):
    """Four connections that sent a byte a second used to keep everybody out for 72 s."""
    slow = []
    for number in range(80):
        one = socket.create_connection(("127.0.0.1", production.port))
        body = b"POST /fr/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na"
        one.sendall(b"GET /fr/ HTTP/1.1\r\nHost: loc" if number % 2 else body)
        slow.append(one)
    try:
        answers = public_answers(production, seconds=5)
        seen(told_of(answers))
        assert refused(answers) == []
    finally:
        for one in slow:
            one.close()


@pytest.mark.fault(4, "16 threads that try passwords")
def test_logins_do_not_make_the_public_wait(production, seen):
    """The public's median was 7.1 s while passwords were being tried."""
    tried, headers = password_tried(production.url)
    # An address of its own: what other tests tried from this machine is counted against it.
    headers |= {"X-Forwarded-For": "198.51.100.7"}
    statuses = []

    def login():
        statuses.append(ask(production.url + LOGIN, data=tried, headers=headers).status)

    with meanwhile(login, times=16):
        answers = public_answers(production, seconds=8)
    seen(f"{statuses.count(200)} of {len(statuses)} passwords looked at; {told_of(answers)}")
    assert refused(answers) == []
    assert statistics.median(one.seconds for one in answers) < 0.5
    assert set(statuses) == {200, 429}
    assert statuses.count(200) < 20


@pytest.mark.fault(4, "passwords from many addresses of IPv6")
def test_one_subscriber_tries_few_passwords_from_many_addresses(production):
    """A line to the internet has 2**64 addresses of IPv6: they share one limit."""
    for addresses, first_statuses in (
        ([f"2001:db8:0:7:{n:x}::1" for n in range(1, 13)], {403, 429}),
        ([f"2001:db8:a::{n:x}:1:1:1" for n in range(1, 13)], {403, 429}),
        ([f"2001:db8:0:{n:x}:1:1:1:1" for n in range(16, 28)], {403}),
    ):
        asked = (
            ask(production.url + LOGIN, data={}, headers={"X-Forwarded-For": one})
            for one in addresses
        )
        assert {one.status for one in asked} == first_statuses, addresses[0]


@pytest.mark.fault(7, "a file of 300 MB sent to the public")
def test_file_sent_to_the_public_is_refused_and_not_written(production):
    # With a cookie of forms: the protection of forms would else refuse it, unread too.
    head = (
        b"POST /fr/demarche/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000000\r\n"
        b"Cookie: csrftoken=" + b"a" * 32 + b"\r\n"
        b"Content-Type: multipart/form-data; boundary=a\r\n\r\n"
    )
    piece = b'--a\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n' + b"a" * 65536
    for port in (production.port, production.public):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as one:
            one.sendall(head)
            # Whoever takes the file waits for more of it; whoever refuses it has said so by then.
            for _ in range(100):
                if select.select([one], [], [], 1)[0]:
                    break
                one.sendall(piece)
            # Counted while the connection is open: once it is closed, the pieces would be gone.
            places = (production.temporary, production.folder / "body")
            files = [file for place in places for file in place.rglob("*") if file.is_file()]
            # The locks of the site are files without anything in them.
            assert [file for file in files if file.stat().st_size] == []
            assert one.recv(200).split()[1] in (b"413", b"415")


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "n’est pas acceptée"), ("en", "is not accepted"), ("ar", "غير مقبول")],
)
def test_refusal_of_the_proxy_is_a_page_in_the_language_read(production, language, words):
    sent = b"a" * 100_000
    answer = ask(f"{production.url}/{language}/demarche/", body=sent)
    assert answer.status == 413
    assert words in answer.body
    assert f'lang="{language}"' in answer.body
    headers = {"Accept-Language": f"{language},de;q=0.5"}
    assert words in ask(f"{production.url}/demarche/", body=sent, headers=headers).body
    for address in (f"/{language}/?", "/admin/?", "/compte/connexion/?"):
        long = ask(production.url + address + "x" * 6_000, headers=headers)
        assert (long.status, words in long.body) == (414, True)


@pytest.mark.fault(13, "cookies of 9 and 20 kB")
def test_cookies_too_long_are_forgotten(production):
    for length in (9_000, 20_000):
        answer = ask(f"{production.url}/fr/", headers={"Cookie": "other=" + "x" * length})
        assert answer.status in (400, 431)
        told = answer.headers.get("Clear-Site-Data") or answer.headers.get("Set-Cookie")
        assert told.startswith(('"cookies"', 'other=""'))


def test_site_that_is_down_says_so_in_the_language_read(production):
    portal = production.running["portal"]
    portal.terminate()
    portal.wait(timeout=60)
    try:
        answer = ask(f"{production.url}/ar/")
        assert answer.status == 502
        assert "لا يستجيب" in answer.body
        assert answer.headers["Cache-Control"] == "no-store"
        # The desk has its own processes.
        assert ask(production.url + LOGIN).status == 200
    finally:
        production.start_portal()
        wait_for(production)

"""An address is judged whatever its site does, and a private address is never asked."""

import time

import pytest

from procedures.watching import asking
from procedures.watching.asking import Asker
from procedures.watching.link_run import Pace

from .local_site import served


@pytest.fixture(scope="module")
def shared_site():
    with served() as site:
        yield site


@pytest.fixture
def site(shared_site):
    shared_site.asked.clear()
    return shared_site


def ask(url, **options):
    options = {"timeout": 5, "allow_private": True} | options
    return Asker(Pace(0), "Essai/1.0", **options).ask(url)


@pytest.mark.parametrize(
    ("path", "kind", "status"),
    [
        ("/ok", "ok", 200),
        ("/for-now", "ok", 200),
        ("/no-head", "ok", 200),
        ("/head-lies", "ok", 200),
        ("/endless", "ok", 200),
        ("/moved", "moved", 200),
        ("/moved-twice", "moved", 200),
        ("/moved-then-for-now", "ok", 200),
        ("/moved-to-nothing", "gone", 404),
        ("/chain-4", "moved", 200),
        ("/gone", "gone", 404),
        ("/gone-for-good", "gone", 410),
        ("/forbidden", "blocked", 403),
        ("/login", "blocked", 401),
        ("/busy", "blocked", 503),
        ("/too-many", "blocked", 429),
        ("/error", "failed", 500),
        ("/chain-7", "failed", None),
        ("/loop", "failed", None),
        ("/cut", "failed", None),
        ("/mail", "refused", None),
    ],
)
def test_answer_says_what_the_site_did(site, path, kind, status):
    answer = ask(site.url(path))
    assert (answer.kind, answer.status) == (kind, status)
    assert bool(answer.detail) == (kind != "ok")


def test_new_address_is_the_last_one(site):
    assert ask(site.url("/moved-twice")).final_url == site.url("/ok")
    assert ask(site.url("/elsewhere")).final_url == site.url("/ok", "localhost")


def test_no_more_than_five_redirections_are_followed(site):
    ask(site.url("/loop"))
    assert len(site.asked) == 6


def test_page_is_fetched_only_if_the_site_refuses_to_say_less(site):
    ask(site.url("/ok"))
    assert [verb for _, verb, *_ in site.asked] == ["HEAD"]
    ask(site.url("/no-head"))
    ask(site.url("/too-many"))
    assert site.paths("GET") == ["/no-head"]


def test_request_names_the_portal_and_the_host_that_was_asked(site):
    ask(site.url("/ok", "localhost"))
    _, _, host, _, agent = site.asked[0]
    assert (host, agent) == ("localhost", "Essai/1.0")


def test_site_that_does_not_answer_in_time_has_failed(site):
    answer = ask(site.url("/slow"), timeout=0.2)
    assert (answer.kind, answer.reached) == ("failed", False)
    assert "à temps" in answer.detail


def test_site_that_answers_letter_by_letter_is_given_up(site):
    start = time.monotonic()
    answer = ask(site.url("/drip"), timeout=0.3)
    assert (answer.kind, time.monotonic() - start < 3) == ("failed", True)
    assert "à temps" in answer.detail


def test_certificate_that_is_none_is_told_as_such(site):
    answer = ask(site.url("/ok").replace("http:", "https:"))
    assert (answer.kind, answer.reached) == ("failed", True)
    assert "certificat" in answer.detail


def test_unknown_name_and_closed_door_are_told_apart(monkeypatch, site):
    assert "joindre" in ask("http://127.0.0.1:1/").detail

    def unknown(*args, **options):
        raise asking.socket.gaierror("unknown")

    monkeypatch.setattr(asking.socket, "getaddrinfo", unknown)
    answer = ask("http://nulle-part.example/")
    assert (answer.kind, answer.reached) == ("failed", False)
    assert "inconnu" in answer.detail


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "[::1]"])
def test_private_address_is_never_asked(site, host):
    answer = ask(site.url("/ok", host), allow_private=False)
    assert (answer.kind, answer.reached) == ("refused", False)
    assert site.asked == []


def test_redirection_to_a_private_address_is_not_followed(site, monkeypatch):
    """The first host is taken as public here; the one that it leads to is looked at too."""
    real = asking.is_public
    monkeypatch.setattr(asking, "is_public", lambda text: text == "127.0.0.1" or real(text))
    answer = ask(site.url("/inside"), allow_private=False)
    assert answer.kind == "refused"
    assert site.paths() == ["/inside"]


@pytest.mark.parametrize(
    "url",
    ["http://", "http://[", "https://agent:secret@exemple.fr/", "http://exemple.fr:99999999/"],
)
def test_address_that_cannot_be_asked_is_told_and_stops_nothing(url):
    answer = ask(url)
    assert answer.kind in ("refused", "failed")
    assert answer.detail
    assert not answer.reached


def test_name_with_several_addresses_is_asked_at_the_one_that_answers(site, monkeypatch):
    monkeypatch.setattr(asking, "resolve", lambda *args: ["127.0.0.2", "127.0.0.1"])
    assert ask(site.url("/ok", "exemple.fr")).kind == "ok"

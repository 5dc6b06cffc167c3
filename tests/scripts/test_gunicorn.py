"""How an answer leaves gunicorn: a process that is killed may not leave half of one."""

import gc
import runpy
import weakref
from types import SimpleNamespace

import pytest
from gunicorn.http import wsgi

from procedures.publishing.editions import in_memory

PAGE = b"<p>Bonjour</p>" * 700


@pytest.fixture
def response(monkeypatch):
    """A function that makes a response, and the list of what it sends, each piece apart."""
    monkeypatch.setattr(wsgi, "Response", wsgi.Response)
    made = runpy.run_path("scripts/gunicorn.conf.py")["WholeResponse"]
    assert wsgi.Response is made
    request = SimpleNamespace(method="GET", version=(1, 1), should_close=lambda: False)

    def start(*headers, status="200 OK"):
        sent = []
        connection = SimpleNamespace(sendall=sent.append)
        one = made(request, connection, SimpleNamespace(protocol="http"))
        one.start_response(status, list(headers))
        return one, sent

    return start


def test_a_page_leaves_with_its_headers(response):
    page, sent = response(("Content-Length", str(len(PAGE))))
    page.write(PAGE)
    page.close()
    assert len(sent) == 1
    headers, body = sent[0].split(b"\r\n\r\n", 1)
    assert headers.startswith(b"HTTP/1.1 200 OK\r\n")
    assert body == PAGE


def test_what_follows_the_first_piece_leaves_as_it_comes(response):
    page, sent = response(("Content-Length", "6"))
    page.write(b"abc")
    page.write(b"def")
    page.close()
    assert [one[-3:] for one in sent] == [b"abc", b"def"]
    assert sent[1] == b"def"


def test_a_page_of_unknown_length_says_its_end(response):
    page, sent = response()
    page.write(b"abc")
    page.close()
    assert b"".join(sent).endswith(b"\r\n\r\n3\r\nabc\r\n0\r\n\r\n")


def test_an_answer_without_a_page_has_its_headers(response):
    page, sent = response(("Location", "/fr/"), status="304 Not Modified")
    page.close()
    assert b"".join(sent).startswith(b"HTTP/1.1 304")


@pytest.mark.parametrize("serves_desk", [False, True])
def test_only_the_process_of_the_desk_checks_what_is_written(monkeypatch, serves_desk):
    begun = []
    monkeypatch.setattr(wsgi, "Response", wsgi.Response)
    monkeypatch.setattr("procedures.publishing.editions.in_memory._followers", [])
    monkeypatch.setattr("procedures.publishing.editions.in_memory.edition_in_force", lambda: None)
    monkeypatch.setattr("procedures.drafting.background.start_warming", lambda: begun.append(True))
    monkeypatch.setenv("WARM_DESK", "1" if serves_desk else "")
    runpy.run_path("scripts/gunicorn.conf.py")["post_worker_init"](SimpleNamespace())
    assert bool(begun) is serves_desk


class Circle:
    """Something that holds itself, as the parts of an edition hold each other."""


def test_the_edition_that_another_replaces_is_freed_at_once(monkeypatch):
    monkeypatch.setattr(wsgi, "Response", wsgi.Response)
    monkeypatch.setattr("procedures.publishing.editions.in_memory.edition_in_force", lambda: None)
    monkeypatch.setattr("procedures.publishing.editions.in_memory._followers", [])
    runpy.run_path("scripts/gunicorn.conf.py")["post_worker_init"](SimpleNamespace())
    former = Circle()
    former.itself, seen = former, weakref.ref(former)
    gc.disable()
    try:
        del former
        assert seen()
        for tell in in_memory._followers:
            tell(None)
        assert not seen()
    finally:
        gc.enable()

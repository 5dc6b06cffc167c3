"""A public page that is drawn once is the same for everybody, compressed or not."""

import gzip

import pytest

from procedures.publishing.editions.in_memory import using
from questionnaire.sheets.pages import PageCache
from tests.questionnaire.samples import make_rule_set

PAGE = "/fr/82/"


@pytest.fixture
def drawn(client):
    with using(make_rule_set()):
        yield client.get(PAGE)


def test_page_is_drawn_once(client, drawn):
    again = client.get(PAGE)
    assert again.context is None
    assert again.content == drawn.content
    assert again.headers["ETag"] == drawn.headers["ETag"]
    assert again.headers["Cache-Control"] == drawn.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_closure_is_read_by_who_has_the_page_already(client, drawn, django_assert_num_queries):
    """A browser kept the page five minutes, and somebody went to a door that was closed."""
    assert drawn.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    with django_assert_num_queries(0):
        again = client.get(PAGE, headers={"if-none-match": drawn.headers["ETag"]})
    assert again.status_code == 304


def test_compressed_page_says_so(client, drawn):
    response = client.get(PAGE, headers={"accept-encoding": "br, gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert gzip.decompress(response.content) == drawn.content
    assert client.get(PAGE).content == drawn.content


@pytest.mark.usefixtures("drawn")
def test_other_language_host_edition_and_query_have_their_own_page(client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    assert client.get("/ar/82/").context is not None
    assert "other.example" in client.get(PAGE, headers={"host": "other.example"}).content.decode()
    assert client.get(f"{PAGE}?a=1").context is not None
    with using(make_rule_set(), number=7):
        assert "7-" in client.get(PAGE).content.decode()


def test_only_who_reads_gets_a_page_that_is_held(client):
    with using(make_rule_set()):
        assert client.options(PAGE).content == b""
        assert b"<h1" in client.get(PAGE).content
        assert client.post(PAGE).status_code == 405
        assert client.options(PAGE).content == b""


def test_oldest_page_makes_room(client, rf):
    held, request = PageCache(most=1), rf.get("/")
    with using(make_rule_set()):
        for key in ("a", "b"):
            held.page(request, key, lambda: client.get(PAGE))
        made = []
        held.page(request, "b", lambda: made.append(1))
        assert not made
        held.page(request, "a", lambda: made.append(1) or client.get(PAGE))
        assert made

"""The addresses that a supervisor asks tell whether the process lives, and whether it can serve."""

import pytest

from portal import sitemap
from procedures.publishing.editions import in_memory


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch):
    monkeypatch.setattr(in_memory, "_database_answered", None)


def test_health_is_good_when_an_edition_is_shown(client, edition, monkeypatch):
    monkeypatch.setattr(in_memory, "_database_answered", True)
    response = client.get("/sante/")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "process": "ok",
        "database": "ok",
        "edition": edition.number,
        "digest": edition.digest,
        "in_force": True,
    }
    assert "no-store" in response.headers["Cache-Control"]


def test_health_fails_without_an_edition(client):
    response = client.get("/sante/")
    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"


def test_a_lost_database_is_told_but_the_site_goes_on(client, edition, monkeypatch):
    monkeypatch.setattr(in_memory, "_database_answered", False)
    response = client.get("/sante/")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"


def test_process_without_an_edition_lives(client):
    response = client.get("/sante/vie/")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


def test_what_a_site_that_may_be_behind_answers_is_kept_nowhere(client, edition, monkeypatch):
    """Kept five minutes, or an hour, it would be shown after the database is back."""
    monkeypatch.setattr(sitemap, "published", lambda section: ["titre-etudiant"])
    pages = (
        "/fr/demarches/",
        "/ar/prefectures/",
        "/sitemap.xml",
        "/robots.txt",
        "/api/v1/edition",
    )

    def said():
        return [client.get(page).headers["Cache-Control"] for page in pages]

    assert all("public" in one for one in said()), said()
    monkeypatch.setattr(in_memory, "_is_behind", True)
    assert {*said()} == {"no-store"}
    monkeypatch.setattr(in_memory, "_is_behind", False)
    monkeypatch.setattr(in_memory, "_database_answered", False)
    assert {*said()} == {"no-store"}


@pytest.mark.django_db
def test_database_without_an_edition_takes_nothing_away_and_is_told(client, edition):
    """A restore leaves it empty for a while."""
    assert in_memory.refresh() is False
    told = client.get("/sante/").json()
    assert (told["status"], told["edition"], told["in_force"]) == (
        "degraded",
        edition.number,
        False,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sante/", "/sante/vie/"])
def test_health_asks_the_database_nothing(client, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(path)

"""The addresses that a supervisor asks tell whether the process lives, and whether it can serve."""

import pytest

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


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sante/", "/sante/vie/"])
def test_health_asks_the_database_nothing(client, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(path)

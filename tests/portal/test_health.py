"""The address that a supervisor asks tells whether the process can serve."""

import pytest
from django.db import DatabaseError

from portal import health


def test_health_is_good_when_an_edition_is_shown(client, db, monkeypatch):
    monkeypatch.setattr(health, "edition_number", lambda: "12")
    response = client.get("/sante/")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "process": "ok",
        "database": "ok",
        "edition": "12",
    }
    assert "no-store" in response.headers["Cache-Control"]


def test_health_fails_without_an_edition(client, db, monkeypatch):
    monkeypatch.setattr(health, "edition_number", lambda: None)
    response = client.get("/sante/")
    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"


def test_a_lost_database_is_told_but_the_site_goes_on(client, monkeypatch):
    class Lost:
        def cursor(self):
            raise DatabaseError("secret address of the server")

    monkeypatch.setattr(health, "connection", Lost())
    monkeypatch.setattr(health, "edition_number", lambda: "12")
    response = client.get("/sante/")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert "secret" not in response.content.decode()


@pytest.mark.django_db
def test_health_of_an_empty_installation_is_no_error(client):
    assert client.get("/sante/").status_code in (200, 503)

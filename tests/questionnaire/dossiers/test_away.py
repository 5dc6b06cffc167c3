"""While the database is away, no page of associations waits for it."""

from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from .conftest import OF_A_LINK, asked, kwargs_of


def test_nobody_waits_for_a_database_that_was_last_seen_away(kept, database_seen_away, subtests):
    """The processes of the public serve these addresses: who waits there holds a thread."""
    of_a_link = {name: reverse(name, kwargs=kwargs_of(name, kept)) for name in OF_A_LINK}
    opened = of_a_link | {"dossier_feed": kept.feed, "dossier_invitation": kept.invited}
    for name, address in [*kept.addresses.items(), *of_a_link.items(), *opened.items()]:
        for client in (Client(), kept.clients["awa"]):
            with subtests.test(address), database_seen_away():
                responses = asked(client, address)
                expected = {200, 405} if name == "dossier_request" else {503}
                assert {one.status_code for one in responses} - {405} == expected - {405}
    with database_seen_away():
        refused = Client().get(kept.feed, headers={"Accept-Language": "ar"})
    assert 'lang="ar"' in refused.content.decode()


def test_answer_of_a_consultation_waits_for_the_database(consult, rive, database_seen_away):
    """Only the session opens it: the page says so, and the answers stay on the device."""
    visitor = consult(rive.clients["bilal"])
    with database_seen_away():
        away = visitor.client.get(visitor.at("resultat"))
    assert away.status_code == 503
    assert visitor.open("resultat").page == visitor.at("resultat")


def test_database_that_fails_once_costs_nobody_a_consultation(consult, rive, monkeypatch):
    """It was not seen away yet: pages that need no session answer, and the run stays."""
    visitor = consult(rive.clients["bilal"])

    def fails(*_args):
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr("portal.accounts.runs_of_session.who_saves", fails)
        broken.setattr("django.contrib.sessions.backends.db.SessionStore.load", fails)
        assert visitor.client.get("/fr/").status_code == 200
        assert visitor.client.get(visitor.at("resultat")).status_code == 503
    assert visitor.open("resultat").page == visitor.at("resultat")

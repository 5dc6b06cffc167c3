"""What an agent of an entrance counts in one tap, and takes back."""

import re
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from procedures.models import ReceptionCount, ReceptionPost
from procedures.reception import counting
from procedures.reception.posts import close_post, digest_of
from questionnaire.reception.counted import LOOKED, REASONS

from .tapping import HERE, POST, TOKEN, tap

UNDO = re.compile(r'name="annuler" value="([^"]+)"')


def counts():
    rows = ReceptionCount.objects.values_list(
        "department", "reason", "looked", "goal", "procedure", "number"
    )
    return sorted(rows)


def test_lists_of_the_page_are_those_of_the_counts():
    assert [key for key, _words in REASONS] == ReceptionCount.Reason.values
    assert [key for key, _words in LOOKED] == ["", *ReceptionCount.Looked.values]


def test_an_agent_counts_a_reason_in_one_tap_with_or_without_a_ticket(client, post):
    assert "pourquoi cette visite" in client.get(POST).content.decode()
    page = tap(client, "but:retrait_suivi", address=POST, raison="information", cherche="nowhere")
    assert "C’est noté : une information." in page
    assert "qr__image" in page
    assert 'name="raison"' not in page
    assert "C’est noté" in client.post(POST, {"raison": "summons"}).content.decode()
    tap(client, "but:retrait_suivi", address=POST, raison="information", cherche="nowhere")
    assert counts() == [
        ("82", "information", "nowhere", "retrait_suivi", "retrait_titre_remise", 2),
        ("82", "summons", "", "", "", 1),
    ]
    assert {len(one) for one in ReceptionCount.objects.values_list("week", flat=True)} == {8}
    assert not client.cookies


@pytest.mark.django_db
def test_nobody_counts_without_an_open_post_of_the_place(client, post):
    assert 'name="raison"' not in client.get(HERE).content.decode()
    tap(client, address=HERE, raison="information")
    assert client.get(f"/fr/accueil/34/poste/{TOKEN}/").status_code == 404
    assert client.get(f"{HERE}poste/invente/").status_code == 404
    elsewhere = {"headers": {"Sec-Fetch-Site": "cross-site"}}
    client.post(POST, {"raison": "information"}, **elsewhere)
    for sent in ({"raison": "autre"}, {"raison": "information", "cherche": "ailleurs"}):
        assert "Rien n’est compté" in client.post(POST, sent).content.decode()
    assert counts() == []
    assert close_post(post.pk, ["34"], timezone.localdate()) is None
    assert close_post(post.pk, ["82"], timezone.localdate()) == post
    closed = client.post(POST, {"raison": "information"})
    assert closed.status_code == 404
    assert "est fermé" in closed.content.decode()
    assert counts() == []


def test_a_self_service_terminal_forgets_and_counts_nothing(client, post):
    counted = UNDO.search(tap(client, address=POST, raison="other"))[1]
    ReceptionPost.objects.update(self_service=True)
    client.cookies["guichet-run"] = "x"
    first = client.get(POST).content.decode()
    for page in (first, tap(client, "but:retrait_suivi", address=POST)):
        assert "raison" not in page
        assert f'data-end="/fr/accueil/82/poste/{TOKEN}/fin/"' in page
    assert "<span>Terminer</span>" in page
    for sent in ({"raison": "other"}, {"annuler": counted}):
        page = client.post(POST, sent).content.decode()
        assert "entrance-panel" not in page
        assert "C’est" not in page
    assert counts() == [("82", "other", "", "", "", 1)]
    with pytest.raises(counting.NotCounted):
        counting.count_visit(
            ReceptionPost.objects.get(), counting.Visit("other"), timezone.localdate()
        )
    end = client.post(f"{POST}fin/", headers={"Sec-Fetch-Site": "same-origin"})
    assert end["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_a_link_that_got_out_spoils_a_day_at_most(client, post, monkeypatch):
    monkeypatch.setattr(counting, "MOST_A_DAY", 3)
    said = [client.post(POST, {"raison": "other"}).content.decode() for _ in range(5)]
    assert ["C’est noté" in one for one in said] == [True] * 3 + [False] * 2
    ReceptionPost.objects.update(counted_on=timezone.localdate() - timedelta(days=1))
    assert "C’est noté" in client.post(POST, {"raison": "other"}).content.decode()
    assert counts() == [("82", "other", "", "", "", 4)]


def test_a_wrong_count_is_taken_back_once_and_by_its_own_post(client, post, db):
    counted = [UNDO.search(tap(client, address=POST, raison="other"))[1] for _ in range(2)]
    assert "ne s’annule plus" in client.post(POST, {"annuler": counted[0]}).content.decode()
    page = tap(client, address=POST, annuler=counted[1])
    assert "C’est annulé" in page
    # The right reason is asked again.
    assert 'name="raison"' in page
    assert counts() == [("82", "other", "", "", "", 1)]
    tap(client, address=POST, raison="other")
    for again in counted:
        assert "ne s’annule plus" in client.post(POST, {"annuler": again}).content.decode()
    assert counts() == [("82", "other", "", "", "", 2)]


def test_nothing_is_taken_back_later_elsewhere_or_by_a_guess(client, post, monkeypatch):
    counted = UNDO.search(tap(client, address=POST, raison="other"))[1]
    other = ReceptionPost.objects.create(
        department="82", name="Borne", digest=digest_of("autre"), opened_on=timezone.localdate()
    )
    ReceptionPost.objects.filter(pk=other.pk).update(counted_on=timezone.localdate(), counted=1)
    for address, sent in ((POST, "1:faux"), (POST, counted + "x"), (HERE, counted)):
        assert "C’est annulé" not in client.post(address, {"annuler": sent}).content.decode()
    assert "C’est annulé" not in tap(client, address=f"{HERE}poste/autre/", annuler=counted)
    crossing = {"headers": {"Sec-Fetch-Site": "cross-site"}}
    assert (
        "C’est annulé" not in client.post(POST, {"annuler": counted}, **crossing).content.decode()
    )
    monkeypatch.setattr("questionnaire.reception.views.SECONDS_TO_UNDO", -1)
    assert "ne s’annule plus" in tap(client, address=POST, annuler=counted)
    assert counts() == [("82", "other", "", "", "", 1)]


def test_people_are_helped_while_the_database_is_away(client, monkeypatch):
    def away(*_arguments):
        raise OperationalError

    monkeypatch.setattr("questionnaire.reception.views.post_of", away)
    assert "qr__image" in tap(client, "but:renouvellement", address=POST)
    assert 'name="raison"' not in tap(client, address=POST)
    assert "Rien n’est compté" in client.post(POST, {"raison": "other"}).content.decode()


def test_nobody_waits_for_a_database_that_was_last_seen_away(client, post, database_seen_away):
    with database_seen_away():
        assert client.get(POST).status_code == 200
        page = tap(client, "but:renouvellement", address=POST, raison="information")
        undone = client.post(POST, {"annuler": "1:faux"})
    assert "qr__image" in page
    assert "Rien n’est compté" in page
    assert "ne s’annule plus" in undone.text
    assert counts() == []

"""What an agent of an entrance counts in one tap, and takes back."""

import re
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from procedures.models import ReceptionCount, ReceptionPost
from procedures.reception import counting
from procedures.reception.posts import close_post, digest_of
from questionnaire.reception import counted as taps
from questionnaire.reception.counted import LOOKED, REASONS

from .tapping import HERE, POST, TOKEN, tap

UNDO = re.compile(r'name="annuler" value="([^"]+)"')
NUMBER = re.compile(r'name="numero" value="([^"]+)"')
TOTAL = re.compile(r"à ce poste&nbsp;: <strong>(\d+)</strong>")


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
    assert "C’est noté" in client.post(POST, {"raison": "summons"}).content.decode()
    tap(client, "but:retrait_suivi", address=POST, raison="information", cherche="nowhere")
    assert counts() == [
        # Whether the card is ready is not known yet: no procedure is named.
        ("82", "information", "nowhere", "retrait_suivi", "", 2),
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


@pytest.mark.parametrize("sent", ["", "debut", "but:retrait_suivi"])
def test_twenty_visits_are_counted_in_a_row_and_one_cancelled(client, post, sent):
    """The buttons went with the first visit, and never came back to the first page."""
    page = client.get(POST).content.decode()
    assert "à ce poste&nbsp;: aucune visite." in page
    assert not UNDO.search(page)
    for number in range(1, 21):
        assert page.count('name="raison"') == len(REASONS)
        assert not re.search(r'value="phone" checked', page)
        page = tap(client, sent, address=POST, raison="other", cherche="phone")
        assert TOTAL.search(page)[1] == str(number)
        # Nothing of a visit stays on a screen that nobody touches.
        assert 'data-seconds="90"' in page
    page = tap(client, sent, address=POST, annuler=UNDO.search(page)[1])
    assert "C’est annulé" in page
    assert TOTAL.search(page)[1] == "19"
    assert not UNDO.search(page)
    assert sum(row[-1] for row in counts()) == 19
    assert 'data-seconds="90"' not in client.get(POST).content.decode()


def test_the_last_count_is_cancelled_after_the_screen_began_again(client, post):
    tap(client, "but:retrait_suivi", address=POST, raison="information", cherche="portal")
    post.refresh_from_db()
    # A backup of the base tells of nobody.
    assert not any(word in post.last for word in ("information", "portal", "retrait"))
    client.post(f"{POST}fin/", headers={"Sec-Fetch-Site": "same-origin"})
    last = UNDO.search(client.get(POST).content.decode())[1]
    assert "C’est annulé" in tap(client, address=POST, annuler=last)
    assert counts() == []
    tap(client, address=POST, raison="other")
    close_post(post.pk, ["82"], timezone.localdate())
    post.refresh_from_db()
    assert post.last == ""


def test_a_wrong_count_is_taken_back_once_and_by_its_own_post(client, post, db):
    counted = [UNDO.search(tap(client, address=POST, raison="other"))[1] for _ in range(2)]
    assert "ne s’annule plus" in client.post(POST, {"annuler": counted[0]}).content.decode()
    page = tap(client, address=POST, annuler=counted[1])
    assert "C’est annulé" in page
    # The right reason is asked again.
    assert 'name="raison"' in page
    assert counts() == [("82", "other", "", "", "", 1)]
    tap(client, address=POST, raison="other")
    assert "ne s’annule plus" in client.post(POST, {"annuler": counted[0]}).content.decode()
    assert counts() == [("82", "other", "", "", "", 2)]
    assert "C’est annulé" in tap(client, address=POST, annuler=counted[1])
    assert "ne s’annule plus" in tap(client, address=POST, annuler=counted[1])
    assert counts() == [("82", "other", "", "", "", 1)]


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
    ReceptionPost.objects.filter(pk=post.pk).update(
        counted_on=timezone.localdate() - timedelta(days=1)
    )
    assert not UNDO.search(client.get(POST).content.decode())
    assert "ne s’annule plus" in tap(client, address=POST, annuler=counted)
    assert counts() == [("82", "other", "", "", "", 1)]


def test_a_reason_counts_once_in_a_form_and_another_one_too(client, post):
    """The answer was lost, or the finger touched twice before it came."""
    number = NUMBER.search(client.get(POST).text)[1]
    told = [
        client.post(POST, {"raison": reason, "numero": number}).text
        for reason in ("summons", "summons", "other", "summons")
    ]
    once = ["C’est noté une seule fois : une convocation." in page for page in told]
    assert once == [False, True, False, True]
    assert [(row[1], row[-1]) for row in counts()] == [("other", 1), ("summons", 1)]
    assert TOTAL.search(told[-1])[1] == "2"
    # The next person has a form of their own; a cancelled count is counted anew.
    later = NUMBER.search(client.get(POST).text)[1]
    page = client.post(POST, {"raison": "summons", "numero": later}).text
    page = client.post(POST, {"annuler": UNDO.search(page)[1]}).text
    client.post(POST, {"raison": "summons", "numero": NUMBER.search(page)[1]})
    assert [(row[1], row[-1]) for row in counts()] == [("other", 1), ("summons", 2)]
    # Nothing of the reason is read in a backup.
    post.refresh_from_db()
    assert "summons" not in post.used
    assert number not in post.used


def test_a_second_touch_of_a_finger_is_not_another_person(client, post, monkeypatch):
    """It falls on the page that came between: 350 milliseconds are enough on a quick network."""
    now = [1_800_000_000_000]
    monkeypatch.setattr(taps, "_now", lambda: now[0])

    def touch(page, reason, after):
        now[0] += after
        return client.post(POST, {"raison": reason, "numero": NUMBER.search(page)[1]}).text

    page = touch(client.get(POST).text, "summons", 0)
    page = touch(page, "summons", 350)
    assert "C’est noté une seule fois" in page
    page = touch(page, "other", 350)
    page = touch(page, "other", 1_000)
    assert [(row[1], row[-1]) for row in counts()] == [("other", 2), ("summons", 1)]


@pytest.mark.parametrize("number", ["", "x", "1.2", "².other.x", f"{'9' * 400}.summons.x"])
def test_a_number_that_this_site_did_not_write_is_a_number(client, post, number):
    assert "C’est noté" in client.post(POST, {"raison": "other", "numero": number}).text
    assert len(counts()) == 1


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

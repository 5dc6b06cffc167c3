"""The run of a member on a computer that others use: it is over with the session, however it ends.

These are the ways of leaving, entering and idling that need a second device, or time; those that
need an address only are found among all of the site (``test_every_address``).
"""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.sessions import erase_ended
from questionnaire.models import Dossier
from questionnaire.runs.member_runs import is_of_member
from questionnaire.runs.run import Run, cookie_name, seal
from tests.portal.accounts.local_proconnect import go
from tests.questionnaire.visitor import Visitor

from .conftest import PASSWORD, reopened, sign_in

IDLE, TOO_OLD = 31 * 60, 13 * 60 * 60
WHO_SAVES = {"reference": "PRISE-1"}


@contextmanager
def undone():
    """Try something, and have the database as it was before."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def copied(client):
    """Another window of the same browser, whose cookies may go on alone."""
    other = Client()
    for name, one in client.cookies.items():
        other.cookies[name] = one.value
    return other


def carries(client, run):
    found = client.cookies.get(cookie_name(run))
    return bool(found and found.value)


def reads(client, run):
    """Tell whether a browser reads the answers of a run, by any page of it."""
    page = client.get(f"/fr/demarche/{run}/verifier/")
    return page.status_code == 200 and "data-expired" not in page.text


def assert_over(kept, other, agent, client, run, value):
    """Nobody reads or saves a run, even with a copy of its cookie, and the browser lost it."""
    client.get("/fr/")
    assert not carries(client, run)
    again = Client()
    sign_in(again, "bilal")
    rows = Dossier.objects.count()
    for who in (client, Client(), other.clients["chen"], agent, again):
        with undone():
            one = copied(who)
            one.cookies[cookie_name(run)] = value
            assert not reads(one, run)
            one.cookies[cookie_name(run)] = value
            saved = one.post(f"/dossiers/enregistrer/{run}/", WHO_SAVES)
            assert "SECRET-1" not in saved.text
            assert "/dossiers/dossier/" not in saved.headers.get("Location", "")
            assert Dossier.objects.count() == rows


def end_elsewhere(client, kept):
    UserSession.objects.get_or_create(
        session_key=client.session.session_key,
        defaults={"user": get_user(client), "ip": "127.0.0.1"},
    )
    device = Client()
    sign_in(device, "bilal")
    device.post(reverse("usersessions_list"))


def change_the_account(change):
    def way(client, kept):
        account = kept.member("bilal").account
        change(account)
        account.save()

    return way


def remove(client, kept):
    kept.clients["awa"].post(kept.addresses["association_remove"])


def suspend(client, kept):
    kept.organisation.suspended_at = timezone.now()
    kept.organisation.save()


def end_the_association(client, kept):
    kept.clients["awa"].post("/dossiers/association/supprimer/", {"name": "La Rive"})


def expire(client, kept):
    past = timezone.now() - timedelta(seconds=1)
    Session.objects.filter(session_key=client.session.session_key).update(expire_date=past)


def expire_and_clean(client, kept):
    expire(client, kept)
    erase_ended()


def close_the_browser_but_for_the_run(client, kept):
    del client.cookies["sessionid"]


def sign_out_and_let_another_association_in(client, kept):
    client.post(reverse("dossier_leave"))
    assert sign_in(client, "chen").status_code == 302


def sign_out_and_come_back(client, kept):
    client.post(reverse("account_logout"))
    assert sign_in(client, "bilal").status_code == 302


def another_association_by_a_cookie(client, kept):
    client.cookies["sessionid"] = kept.elsewhere.cookies["sessionid"].value


WAYS = {
    "another_password": change_the_account(lambda one: one.set_password("trois girafes lentes")),
    "deactivated": change_the_account(lambda one: setattr(one, "is_active", False)),
    "an_agent": change_the_account(lambda one: setattr(one, "is_staff", True)),
    **{
        one.__name__: one
        for one in (
            end_elsewhere, remove, suspend, end_the_association, expire, expire_and_clean,
            close_the_browser_but_for_the_run, sign_out_and_let_another_association_in,
            sign_out_and_come_back, another_association_by_a_cookie,
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_run_is_over_with_the_session(kept, other, agent, shared, way):
    client, run = shared
    value = client.cookies[cookie_name(run)].value
    kept.elsewhere = other.clients["chen"]
    assert reads(client, run)
    way(client, kept)
    # The first page of any kind erases it, and none tells it.
    assert not reads(client, run)
    assert not carries(client, run)
    assert_over(kept, other, agent, client, run, value)


@pytest.mark.parametrize(
    ("first", "seconds"),
    [
        ("/fr/", IDLE),
        ("/dossiers/", IDLE),
        ("/compte/confirmer/", IDLE),
        ("the run", IDLE),
        ("the run", TOO_OLD),
    ],
)
def test_run_is_over_with_idling(kept, other, agent, shared, later, seconds, first):
    client, run = shared
    value = client.cookies[cookie_name(run)].value
    later(seconds)
    page = client.get(f"/fr/demarche/{run}/verifier/" if first == "the run" else first)
    assert "data-expired" in page.text or first != "the run"
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert not reads(client, run)
    assert_over(kept, other, agent, client, run, value)


def test_who_goes_on_with_a_run_is_not_absent(shared, later):
    """A long talk with somebody is no absence: each page of the run counts."""
    client, run = shared
    for minutes in (20, 40, 60, 80):
        later(minutes * 60)
        assert reads(client, run)


def test_agent_who_comes_by_proconnect_reads_nothing(kept, other, agent, shared, proconnect):
    client, run = shared
    value = client.cookies[cookie_name(run)].value
    client.post(reverse("account_logout"))
    proconnect.told = {"email": "agent@exemple.org"}
    go(client, proconnect)
    assert_over(kept, other, agent, client, run, value)


@pytest.mark.parametrize("sent", [{}, {"duplicate": "1"}, {"question": "age"}])
def test_each_way_of_opening_answers_gives_the_run_of_a_member(kept, shared, sent):
    client, _ = shared
    run = reopened(client, kept.dossier, **sent)
    assert is_of_member(run)
    client.post(reverse("dossier_leave"))
    assert not carries(client, run)


def test_consultation_that_was_not_kept_is_over_with_the_session(rive, other, consult, edition):
    client = rive.clients["bilal"]
    visitor = consult(client)
    assert is_of_member(visitor.id)
    client.post(reverse("dossier_leave"))
    assert not carries(client, visitor.id)


def test_page_says_why_and_leads_to_the_dossiers(shared):
    client, run = shared
    client.post(reverse("dossier_leave"))
    page = client.get(f"/fr/demarche/{run}/verifier/").text
    assert "quand il se déconnecte" in page
    assert 'href="/dossiers/"' in page
    assert "3 jours" not in page


def test_answer_sent_from_an_old_page_begins_no_run(shared):
    """The page of a question stays on the screen: what it sends would be somebody's answer."""
    client, run = shared
    client.post(reverse("dossier_leave"))
    response = client.post(f"/fr/demarche/{run}/age/", {"reponse": "40"})
    assert "data-expired" in response.text
    assert not carries(client, run)


def test_runs_of_a_visitor_on_the_same_browser_stay(shared, edition):
    client, run = shared
    visitor = Visitor(client).start()
    client.post(reverse("dossier_leave"))
    assert carries(client, visitor.id)
    assert not carries(client, run)
    assert re.search(r"demarche/\w{8}/", client.get("/fr/").text)


def test_run_of_a_dossier_that_a_version_before_sealed_for_anybody_is_not_read(client, edition):
    for field in ("dossier", "copied"):
        old = Run("abcdefgh", {"age": 40}, updated=1, **{field: "codeofdossier"})
        client.cookies[cookie_name("abcdefgh")] = seal(old.to_data())
        assert not reads(client, "abcdefgh")

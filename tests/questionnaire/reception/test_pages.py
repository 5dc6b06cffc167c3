"""« Mode accueil »: from a language to a ticket, and what an agent may count."""

import re
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from procedures.models import ReceptionCount, ReceptionPost
from procedures.publishing.editions import in_memory
from procedures.reception import counting
from procedures.reception.posts import close_post, digest_of
from questionnaire.keeping.coding import decode
from questionnaire.reception.choices import MOST_AT_ONCE
from questionnaire.reception.counted import LOOKED, REASONS
from questionnaire.runs.places import somewhere_in

HERE = "/fr/accueil/82/"
TOKEN = "un-secret-de-poste"
POST = f"{HERE}poste/{TOKEN}/"
TAP = re.compile(r'name="vers" value="([^"]+)"')


@pytest.fixture(autouse=True)
def published(shipped):
    with in_memory.using(shipped, number=7) as edition:
        yield edition


@pytest.fixture
def post(db):
    return ReceptionPost.objects.create(
        department="82", name="Hall", digest=digest_of(TOKEN), opened_on=timezone.localdate()
    )


def tap(client, sent="debut", address=HERE, **more):
    response = client.post(address, {"vers": sent, **more})
    assert response.status_code == 200, address
    return response.content.decode()


def test_nothing_is_stored_and_no_query_made_from_the_language_to_the_ticket(client):
    # This test has no database: a query would fail it.
    first = client.get(HERE)
    pages = [tap(client), tap(client, "but:renouvellement"), tap(client, "but:duplicata")]
    assert not client.cookies
    assert first["Cache-Control"] == "no-store"
    for page in (first.content.decode(), *pages):
        # No way leads elsewhere, and nothing but taps to this entrance is sent.
        assert "<a " not in page.partition("<main")[2].partition("</main>")[0]
        assert {re.sub("^/../", "/", one) for one in re.findall(r'action="([^"]+)"', page)} <= {
            "/accueil/82/",
            "/accueil/82/fin/",
        }


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_every_goal_of_the_catalogue_gives_a_ticket_in_the_language_and_in_french(
    client, shipped, language
):
    here = HERE.replace("/fr/", f"/{language}/")
    goals = {one.value: one for one in shipped.questions["goal"].choices}
    offered = [one.removeprefix("but:") for one in TAP.findall(tap(client, address=here))]
    assert {one for one in offered if ":" not in one} - {"debut"} <= set(goals)
    assert set(goals) <= set(offered)
    for value, choice in goals.items():
        page = tap(client, f"but:{value}", address=here)
        assert "qr__image" in page
        if language == "fr":
            assert "ticket__french" not in page
        else:
            assert "ticket__french" in page
            assert "Photographiez ce carré" in page
        assert choice


def test_the_square_holds_the_place_and_the_wish_in_its_fragment_only(client, monkeypatch):
    links = []
    monkeypatch.setattr(
        "questionnaire.reception.ticket.picture_of", lambda link: links.append(link) or ""
    )
    tap(client, "but:renouvellement", address=HERE.replace("/fr/", "/ar/"))
    tap(client, "demarche:duplicata:duplicata_vol")
    paths = [link.partition("#")[0] for link in links]
    assert paths == ["http://testserver/ar/ticket/", "http://testserver/fr/ticket/"]
    first, second = (decode(link) for link in links)
    assert first.answers == {"commune": somewhere_in("82"), "goal": "renouvellement"}
    assert second.answers["loss_kind" if "loss_kind" in second.answers else "goal"]
    assert second.answers["goal"] == "duplicata"


def test_a_ticket_begins_the_questionnaire_on_another_device(client, monkeypatch):
    links = []
    monkeypatch.setattr(
        "questionnaire.reception.ticket.picture_of", lambda link: links.append(link) or ""
    )
    tap(client, "but:renouvellement")
    tap(client, "but:refus")
    first, urgent = (
        client.post("/fr/ticket/", {"code": link.partition("#")[2]}, follow=True) for link in links
    )
    assert re.fullmatch(r"/fr/demarche/\w{8}/residence/", first.redirect_chain[-1][0])
    # Who comes with a letter is asked of the letter at once.
    assert re.fullmatch(r"/fr/demarche/\w{8}/decision_kind/", urgent.redirect_chain[-1][0])
    assert client.post("/fr/ticket/", {"code": "1.abîmé"}).status_code == 422


def test_few_procedures_are_offered_at_once_and_many_by_family(client, shipped):
    few = TAP.findall(tap(client, "but:duplicata").partition("</article>")[2])
    assert {one.partition(":")[0] for one in few} >= {"famille"}
    by_family = [one for one in few if one.startswith("famille")]
    inside = TAP.findall(tap(client, by_family[-1]).partition("</article>")[2])
    assert any(one.startswith("demarche:duplicata:") for one in inside)
    changes = TAP.findall(tap(client, "but:modification").partition("</article>")[2])
    assert 2 <= sum(one.startswith("demarche:") for one in changes) <= MOST_AT_ONCE
    # A goal of one procedure is precise already.
    only = tap(client, "but:retrait_suivi")
    assert "demarche:" not in only
    assert shipped.procedures["retrait_titre_remise"].title["fr"][:20] in only


def test_what_tells_of_a_danger_is_neither_listed_nor_printed_nor_counted(client, shipped, post):
    sensitive = {one.id for one in shipped.procedures.values() if one.sensitive}
    assert sensitive
    pages = [tap(client)]
    for goal in ("premiere_demande", "renouvellement", "changement_motif"):
        page = tap(client, f"but:{goal}")
        families = [one for one in TAP.findall(page) if one.startswith("famille")]
        pages += [page, *(tap(client, one) for one in families)]
    tapped = {one.rpartition(":")[2] for page in pages for one in TAP.findall(page)}
    assert not tapped & sensitive
    danger = next(one for one in TAP.findall(pages[0]) if one.startswith("urgent:"))
    calls = tap(client, danger)
    assert "3919" in calls
    assert "qr__image" not in calls
    assert "<title>Préparer ma démarche" in calls
    assert 'name="raison"' not in tap(client, danger, address=POST)


@pytest.mark.parametrize("sent", ["but:inconnu", "demarche:renouvellement:inconnue", "zz", "but:"])
def test_what_no_button_sends_gives_a_page_all_the_same(client, sent):
    assert tap(client, sent)


def test_unknown_place_is_not_found(client):
    assert client.get("/fr/accueil/999/").status_code == 404


# Counting


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


def test_a_link_that_got_out_spoils_a_day_at_most(client, post, monkeypatch):
    monkeypatch.setattr(counting, "MOST_A_DAY", 3)
    said = [client.post(POST, {"raison": "other"}).content.decode() for _ in range(5)]
    assert ["C’est noté" in one for one in said] == [True] * 3 + [False] * 2
    ReceptionPost.objects.update(counted_on=timezone.localdate() - timedelta(days=1))
    assert "C’est noté" in client.post(POST, {"raison": "other"}).content.decode()
    assert counts() == [("82", "other", "", "", "", 4)]


def test_people_are_helped_while_the_database_is_away(client, monkeypatch):
    def away(*_arguments):
        raise OperationalError

    monkeypatch.setattr("questionnaire.reception.views.post_of", away)
    assert "qr__image" in tap(client, "but:renouvellement", address=POST)
    assert 'name="raison"' not in tap(client, address=POST)
    assert "Rien n’est compté" in client.post(POST, {"raison": "other"}).content.decode()


def test_only_the_browser_of_a_post_forgets_and_only_for_our_own_page(client, post):
    client.cookies["guichet-run"] = "x"
    end = f"{POST}fin/"
    response = client.post(end, headers={"Sec-Fetch-Site": "same-origin"})
    assert response["Location"] == POST
    # The first page does not tell in which language the last person read.
    assert client.post(end.replace("/fr/", "/ar/"))["Location"] == POST
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "Clear-Site-Data" not in client.get(end, headers={"Sec-Fetch-Site": "cross-site"})
    visitor = client.post(f"{HERE}fin/", headers={"Sec-Fetch-Site": "same-origin"})
    assert visitor["Location"] == HERE
    assert "Clear-Site-Data" not in visitor


def test_without_a_script_the_page_ends_by_itself(client):
    page = tap(client, "but:renouvellement")
    assert f'<noscript><meta http-equiv="refresh" content="90;url={HERE}fin/"></noscript>' in page
    assert "http-equiv" not in client.get(HERE).content.decode()

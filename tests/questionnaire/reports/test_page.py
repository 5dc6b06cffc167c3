"""People tell what is wrong with a line: stored, limited, without a cookie and without a trace."""

import io
import logging

import pytest
from django.db import OperationalError

from portal.logs import JsonFormatter, LineFormatter
from procedures.models import Feedback
from procedures.publishing.editions.in_memory import using
from questionnaire.reports import views
from questionnaire.runs.run import Run, cookie_name, seal

from ..result.catalogue import QUESTIONS, RENEWAL, make_rules

pytestmark = pytest.mark.django_db
RUN = "2bcdefgh"
PAPER = "/fr/signaler/34/papier/renewal/passport/"
STEP = "/fr/signaler/34/etape/renewal/prepare/"
LINES = "/fr/signaler/34/renewal/"
SAID = "Ils ont voulu la facture"


@pytest.fixture(autouse=True)
def edition():
    rules = make_rules(questions=[{**one, "sensitive": False} for one in QUESTIONS])
    with using(rules, number=1) as edition:
        yield edition


@pytest.fixture(autouse=True)
def an_hour_ago(monkeypatch):
    """Each test begins with nobody having told anything."""
    monkeypatch.setattr(views.TellView, "most_an_hour", 1_000)


def tell(client, address=PAPER, **sent):
    return client.post(address, {"raison": "wrong", **sent})


def test_the_page_says_of_which_line_in_words(client):
    page = client.get(PAPER).content.decode()
    assert "Passeport" in page
    assert "Renouveler la carte" in page
    assert "Hérault" in page
    assert "Bail" in page  # A paper that it may have been instead.
    assert not client.cookies


def papers_of(response, group):
    return [one["value"] for one in response.context["papers"][group]]


def test_the_papers_of_the_procedure_come_first_and_never_the_one_that_is_doubted(client):
    likely = papers_of(client.get(PAPER), "likely")
    assert "passport" not in likely
    assert {"bill", "lease"} <= set(likely)
    assert likely[-1] == "", "who does not know says so"


def test_other_papers_are_found_by_their_words_and_nothing_is_stored(client):
    sent = {"raison": "unclear", "mots": SAID, "cherche": "factures"}
    response = client.post(f"{PAPER}papiers/", sent)
    assert papers_of(response, "found") == ["bill"]
    assert "bill" not in papers_of(response, "likely")
    page = response.content.decode()
    assert SAID in page
    assert f'action="{PAPER}"' in page
    assert not Feedback.objects.exists()
    assert client.get(f"{PAPER}papiers/").url == PAPER
    nothing = client.post(f"{PAPER}papiers/", {"cherche": "licorne"})
    assert papers_of(nothing, "found") == []
    assert "Aucun papier" in nothing.content.decode()


def test_the_paper_that_was_chosen_is_never_lost(client):
    response = client.post(f"{STEP}papiers/", {"papier": "wedding", "cherche": "passeport"})
    shown = [*response.context["papers"]["found"], *response.context["papers"]["likely"]]
    assert [one["value"] for one in shown if one["checked"]] == ["wedding"]


def test_what_is_told_is_stored_with_the_month_and_nothing_more(client):
    response = tell(client, raison="asked_else", papier="bill", mots=f"  {SAID}\n ")
    assert response["Location"] == "/fr/signaler/merci/"
    assert "Merci" in client.get(response["Location"]).content.decode()
    row = Feedback.objects.get()
    assert (row.part, row.procedure, row.kind, row.key) == ("34", "renewal", "paper", "passport")
    assert (row.reason, row.paper, row.words) == ("asked_else", "bill", SAID)
    assert len(row.month) == 7
    assert not client.cookies


def test_who_names_a_paper_was_asked_something_else(client):
    client.post(STEP, {"papier": "lease"})
    assert Feedback.objects.get().reason == "asked_else"


@pytest.mark.parametrize(
    "address",
    [
        "/fr/signaler/99/papier/renewal/passport/",
        "/fr/signaler/34/papier/renewal/wedding-2/",
        "/fr/signaler/34/papier/nothing/passport/",
        "/fr/signaler/34/lune/renewal/passport/",
        "/fr/signaler/34/etape/renewal/passport/",
        "/fr/signaler/34/lieu/nulle-part/",
    ],
)
def test_what_is_no_line_is_not_found(client, address):
    assert client.get(address).status_code == 404
    assert tell(client, address).status_code == 404
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"raison": "lune"}, "Choisissez ce qui ne va pas"),
        ({"raison": ""}, "Choisissez ce qui ne va pas"),
        ({"papier": "lune"}, "Choisissez un papier"),
        ({"mots": "mot " * 60}, "trop long"),
        ({"mots": f"{SAID} 06 12 34 56 78"}, "Enlevez le numéro"),
        ({"mots": f"{SAID} moi arobase ici"}, "Enlevez l’adresse"),
        ({"mots": "Mme Diallo du guichet 3"}, "Enlevez le nom"),
    ],
)
def test_what_is_refused_is_given_back_with_a_sentence(client, sent, why):
    response = tell(client, **sent)
    assert response.status_code == 422
    page = response.content.decode()
    assert why in page
    assert sent.get("mots", "") in page
    assert not Feedback.objects.exists()


def test_scripts_are_escaped(client):
    page = tell(client, raison="", mots="<script>alert()</script>").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_flood_is_refused_and_the_text_given_back(client, monkeypatch):
    monkeypatch.setattr(views.TellView, "most_an_hour", 3)
    client.defaults["REMOTE_ADDR"] = "192.0.2.77"
    assert [tell(client).status_code for _ in range(3)] == [302] * 3
    refused = tell(client, mots=SAID)
    assert refused.status_code == 429
    assert SAID in refused.content.decode()
    assert Feedback.objects.count() == 3
    client.defaults["REMOTE_ADDR"] = "192.0.2.78"
    assert tell(client).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example"},
        # No address at all.
        {"Origin": "http://["},
        {"Origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused(client, headers):
    response = client.post(PAPER, {"raison": "wrong", "mots": SAID}, headers=headers)
    assert response.status_code == 403
    assert SAID in response.content.decode()
    assert not Feedback.objects.exists()


def test_without_the_database_the_person_is_told_to_try_later(client, monkeypatch):
    def lost(**_columns):
        raise OperationalError(SAID)

    monkeypatch.setattr(Feedback.objects, "create", lost)
    response = tell(client, mots=SAID)
    assert response.status_code == 503
    page = response.content.decode()
    assert "Réessayez plus tard" in page
    assert SAID in page
    assert client.get(PAPER).status_code == 200


def test_nobody_waits_for_a_database_that_was_last_seen_away(client, database_seen_away):
    with database_seen_away():
        response = tell(client, mots=SAID)
    assert response.status_code == 503
    assert SAID in response.text
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("formatter", [JsonFormatter, LineFormatter])
def test_no_log_says_what_was_told_or_of_what(client, monkeypatch, formatter):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter("%(levelname)s %(name)s %(message)s"))
    loggers = [logging.getLogger(name) for name in ("", "django")]
    for logger in loggers:
        logger.addHandler(handler)
    client.raise_request_exception = False
    try:
        tell(client, mots=f"{SAID} 06 12 34 56 78")
        tell(client, "/fr/signaler/34/papier/renewal/secret-line/", mots=SAID)

        def broken(told):
            raise ValueError(f"{told}")

        monkeypatch.setattr(views, "store", broken)
        assert tell(client, mots=SAID).status_code == 500
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
    told = stream.getvalue()
    assert "/fr/signaler/*" in told
    assert "ValueError" in told
    assert [one for one in (SAID, "passport", "secret-line", "06 12") if one in told] == []


def test_an_answer_leads_to_each_of_its_papers_steps_and_places(client):
    client.cookies[cookie_name(RUN)] = seal(Run(RUN, dict(RENEWAL), 2_000_000_000, 1).to_data())
    page = client.get(f"/fr/demarche/{RUN}/resultat/").content.decode()
    assert f'href="{LINES}"' in page
    lines = client.get(LINES).content.decode()
    assert "Renouveler la carte" in lines
    for address in (PAPER, STEP, "/fr/signaler/34/papier/renewal/bill/"):
        assert f'href="{address}"' in lines
    for one in lines.split('href="/fr/signaler/')[1:]:
        assert client.get("/fr/signaler/" + one.split('"')[0]).status_code == 200


@pytest.mark.parametrize("address", ["99/renewal", "34/nothing", "34/merci"])
def test_lines_of_no_procedure_are_not_found(client, address):
    assert client.get(f"/fr/signaler/{address}/").status_code == 404


def test_an_answer_to_a_danger_leads_nowhere(client):
    with using(make_rules(), number=2):
        client.cookies[cookie_name(RUN)] = seal(Run(RUN, dict(RENEWAL), 2_000_000_000, 1).to_data())
        page = client.get(f"/fr/demarche/{RUN}/resultat/").content.decode()
    assert "Passeport" in page
    assert "/signaler/" not in page


def test_the_public_sheets_lead_there_too(client):
    sheet = client.get("/fr/demarches/renewal/").content.decode()
    assert 'href="/fr/signaler/france/papier/renewal/passport/"' in sheet
    assert 'href="/fr/signaler/france/etape/renewal/prepare/"' in sheet
    prefecture = client.get("/fr/34/").content.decode()
    places = [one.split('"')[0] for one in prefecture.split('href="/fr/signaler/34/lieu/')[1:]]
    assert places
    for place in places:
        assert client.get(f"/fr/signaler/34/lieu/{place}").status_code == 200

"""A kit is filled by nobody in particular, counts once, and only what applies is kept."""

import io
import logging
from datetime import date
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError
from django.urls import Resolver404, resolve

from portal.logs import LineFormatter
from procedures.inquiring.storage import LATE
from procedures.models import FilledForm, Wave
from questionnaire.inquiries import FILES, FillView

pytestmark = pytest.mark.django_db
ADDRESS = "/fr/enquete/unguessable-token-of-22/"


@pytest.fixture(autouse=True)
def a_new_hour(monkeypatch):
    monkeypatch.setattr(FillView, "most_an_hour", 1_000)


def fill(client, address=ADDRESS, **answers):
    hidden = {name: answers.pop(name) for name in ("numero", "jour") if name in answers}
    sent = {f"{key}-reponse": value for key, value in answers.items()}
    return client.post(address, {"numero": uuid4().hex, **hidden, **sent})


def test_a_filled_form_is_the_answers_the_day_and_nothing_more(client, wave):
    response = fill(client, cherche="oui", trouve="non", aide=["proches", "association"], fois="٣")
    assert response["Location"] == "/fr/enquete/unguessable-token-of-22/merci/"
    assert "Merci" in client.get(response["Location"]).text
    row = FilledForm.objects.get()
    assert row.answers == {
        "cherche": True,
        "trouve": "non",
        "aide": ["proches", "association"],
        "fois": 3,
    }
    assert (row.wave, row.day, row.language) == (wave, date(2026, 11, 26), "fr")
    assert {one.name for one in FilledForm._meta.fields} == {
        *("id", "wave", "day", "language", "answers")
    }
    assert not client.cookies


def test_a_form_that_is_sent_twice_counts_once(client, wave):
    numero = uuid4().hex
    for _ in range(2):
        assert fill(client, numero=numero, cherche="oui").status_code == 302
    assert FilledForm.objects.count() == 1
    fill(client, cherche="oui")
    assert FilledForm.objects.count() == 2


def test_what_does_not_apply_is_not_kept(client, wave):
    fill(client, cherche="non", trouve="oui", clair="4")
    assert FilledForm.objects.get().answers == {"cherche": False, "clair": "4"}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "Répondez à une question au moins."),
        ({"fois": "99"}, "50"),
        ({"fois": "beaucoup"}, "chiffres"),
        ({"aide": ["proches", "personne"]}, "contredisent"),
        ({"trouve": "jamais"}, "Choisissez une réponse."),
    ],
)
def test_what_is_no_answer_is_refused_and_shown_again(client, wave, answers, said):
    response = fill(client, cherche="", **answers)
    assert response.status_code == 422
    assert said in response.text
    assert FilledForm.objects.count() == 0


def test_another_site_sends_nothing(client, wave):
    response = client.post(
        ADDRESS, {"cherche-reponse": "oui"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403
    assert FilledForm.objects.count() == 0


def test_a_wave_is_filled_on_its_days_and_what_waited_offline_arrives_later(
    client, wave, on_the_day
):
    for day, status in ((date(2026, 11, 19), 410), (date(2026, 12, 1), 410)):
        on_the_day(day)
        assert client.get(ADDRESS).status_code == status
        assert fill(client, cherche="oui").status_code == status
    assert fill(client, cherche="oui", jour="2026-11-30").status_code == 302
    assert FilledForm.objects.get().day == date(2026, 11, 30)
    on_the_day(date(2026, 11, 30) + LATE)
    assert fill(client, cherche="oui", jour="2026-11-30").status_code == 302
    on_the_day(date(2026, 12, 1) + LATE)
    assert fill(client, cherche="oui", jour="2026-11-30").status_code == 410
    assert FilledForm.objects.count() == 2


def test_a_day_that_is_none_of_the_wave_is_not_believed(client, wave):
    fill(client, cherche="oui", jour="2020-01-01")
    fill(client, cherche="oui", jour="2026-11-29")
    assert {one.day for one in FilledForm.objects.all()} == {date(2026, 11, 26)}


def test_an_address_that_no_wave_has_is_unknown(client, wave):
    assert client.get("/fr/enquete/unguessable-token-of-23/").status_code == 404
    assert client.get("/fr/enquete/x/merci/").status_code == 404


def test_too_many_forms_of_one_address_wait_and_say_so(client, wave, monkeypatch):
    monkeypatch.setattr(FillView, "most_an_hour", 1)
    # The count of this hour began with other tests: two more are one too many.
    answers = [fill(client, cherche="oui") for _ in range(2)]
    assert answers[-1].status_code == 429
    assert "Attendez une heure" in answers[-1].text


def test_a_database_that_is_away_is_said_and_no_answer_is_logged(client, wave, monkeypatch):
    def away(*_, **__):
        raise OperationalError("INSERT … secret-answer")

    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(LineFormatter("{message}", style="{"))
    logging.getLogger("procedures.inquiring.storage").addHandler(handler)
    with monkeypatch.context() as patch:
        patch.setattr(FilledForm.objects, "bulk_create", away)
        response = fill(client, cherche="oui")
    assert response.status_code == 503
    assert "Réessayez plus tard" in response.text
    assert "secret-answer" not in out.getvalue()
    assert "a form is not stored: OperationalError" in out.getvalue()
    monkeypatch.setattr(Wave.objects, "filter", away)
    assert client.get(ADDRESS).status_code == 503


def test_nobody_waits_for_a_database_that_was_last_seen_away(client, wave, database_seen_away):
    with database_seen_away():
        responses = [client.get(ADDRESS), client.get(f"{ADDRESS}merci/"), fill(client, fois="3")]
    for response in responses:
        assert response.status_code == 503
        assert response["Retry-After"]
    assert fill(client, fois="3").status_code == 302


def test_without_a_script_a_page_says_when_a_question_is_to_be_answered(client, wave):
    page = client.get(ADDRESS).text
    assert "« Oui » : répondez seulement si c’est votre réponse à : Avez-vous cherché ?" in page
    assert 'data-of="cherche-reponse" data-values="oui"' in page


def test_a_kit_in_french_only_says_so_elsewhere(client, wave):
    page = client.get(ADDRESS.replace("/fr/", "/ar/")).text
    assert '<span lang="fr" dir="ltr">Qui vous a aidé' in page


@pytest.mark.parametrize("token", ["a\0b", "é", "a b", "..", "%00"])
@pytest.mark.parametrize("before", ["/fr/enquete/", "/fr/accueil/82/poste/"])
def test_an_address_that_no_token_can_make_is_asked_of_no_database(before, token):
    """PostgreSQL refuses a zero byte by an error, and the page was a fault of ours."""
    for end in ("/", "/merci/", "/fin/"):
        with pytest.raises(Resolver404):
            resolve(f"{before}{token}{end}")


@pytest.mark.parametrize("sent", ["9" * 5_000, "-1", "1e9", "\0", "<script>x</script>", "٩" * 400])
def test_what_no_page_sends_is_refused_and_stores_nothing(client, wave, sent):
    answers = {"cherche": sent, "aide": [sent] * 3, "fois": sent, "clair": sent}
    response = fill(client, numero=sent, jour=sent, **answers)
    assert response.status_code == 422
    assert "<script>x" not in response.text
    assert FilledForm.objects.count() == 0


def test_one_person_ticks_an_answer_once(client, wave):
    fill(client, aide=["proches"] * 300)
    assert FilledForm.objects.get().answers == {"aide": ["proches"]}


def test_words_made_at_the_desk_run_in_no_page(client, wave):
    evil = '</title><script>alert(1)</script><svg onload=alert(1)>" onfocus=alert(1) x="'
    content = {**wave.content, "title": {"fr": evil}, "intro": {"fr": evil}}
    content["questions"] = [
        {**one, "text": {"fr": evil}, "help": {"fr": evil}} for one in content["questions"]
    ]
    Wave.objects.update(content=content)
    for page in (client.get(ADDRESS), fill(client, fois="x"), client.get(f"{ADDRESS}merci/")):
        assert "<script>alert" not in page.text
        assert "<svg onload" not in page.text
        assert '" onfocus' not in page.text


def test_the_worker_holds_files_that_are_there():
    """One that is missing, and no device keeps the page: a browser holds all of them or none."""
    assert [one for one in FILES if not finders.find(one)] == []

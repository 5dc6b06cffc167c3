"""« À confirmer » on « Publier »: a département answers for the persons whose answer it changes."""

import re

import pytest

from procedures.exchange import load_into_database
from procedures.models import Case, Channel, Department, Edition
from procedures.publishing.editions import in_memory, publisher
from tests.procedures.publishing.test_confirming import make_plain, person

from .reading import said, words_of

pytestmark = pytest.mark.django_db
PUBLISH = "/admin/publier/"
MEANT, NOT_MEANT = "voulu", "pas_voulu"


@pytest.fixture
def changed(client_of):
    """The client of the publisher of the 82, who files otherwise; two persons feel it alike."""
    load_into_database(make_plain(person("awa", channel="anef"), person("bo", channel="anef")))
    publisher.publish()
    Channel.objects.filter(department__code="82").update(kind="online_booking")
    Department.objects.filter(code="82").update(name_fr="Tarn-et-Garonne")
    return client_of("82", full_name="Camille")


def asked(page):
    """Return the part of a page that asks."""
    return page.split('id="a-confirmer"')[1].split("</fieldset>")[0]


def fields(page):
    """Return the names of the fields of the questions, as a browser reads them."""
    return sorted(set(re.findall(r'<input type="radio" name="(voulu-[^"]+)"', page)))


def publish(client, **more):
    """Send what the page shows: its part, its digest, and every change taken."""
    shown = client.get(PUBLISH)
    boxes = [one.key for one in shown.context["choices"]]
    sent = {"part": "82", "digest": shown.context["digest"], "note": "Rendez-vous en ligne."}
    return client.post(PUBLISH, {**sent, "montre": boxes, "pris": boxes, **more})


def answered(client, answer):
    (field,) = fields(client.get(PUBLISH).text)
    return publish(client, **{field: answer})


def in_force():
    """Return the name of the 82 that the public reads, and how one files there."""
    in_memory.refresh()
    department = in_memory.plain_of(in_memory.edition_in_force().number)["departments"]["82"]
    return department.get("name"), [one["kind"] for one in department["channels"]]


def test_the_page_asks_in_words_what_is_expected_before_and_after(changed):
    page = changed.get(PUBLISH).text
    (field,) = fields(page)
    assert page.count(f'name="{field}"') == 2
    assert " checked" not in asked(page)
    lines = words_of(asked(page)).splitlines()
    assert "À confirmer (1)" in lines
    assert "2 personnes" in lines
    assert [one for one in lines if one in ("Awa.", "Bo.")] == ["Awa.", "Bo."]
    before, after = lines.index("Attendu jusqu'ici"), lines.index("Après publication")
    assert lines[before + 1] == "Façon de déposer : téléservice ANEF."
    assert lines[after + 1] == "Façon de déposer : rendez-vous en ligne."
    assert "online_booking" not in "".join(lines)
    assert "pas voulu" in "".join(lines)


def test_without_an_answer_nothing_is_published_and_what_was_chosen_is_kept(changed):
    response = publish(changed, when="date", day="2099-01-01")
    page = response.text
    assert response.status_code == 200
    assert "Rien n'est publié : il manque une réponse. Awa. Bo." in words_of(page)
    assert "Il manque une réponse : est-ce voulu ?" in words_of(asked(page))
    assert Edition.objects.count() == 1
    assert "Rendez-vous en ligne." in page
    assert response.context["form"]["day"].value() == "2099-01-01"


def test_one_answer_of_two_is_kept_and_the_other_is_asked_again(changed):
    Case.objects.filter(key="bo").update(
        expect={"procedures": ["carte"], "channel": "anef", "documents": {"include": ["photo"]}}
    )
    publisher.publish(only="national")
    first, second = fields(changed.get(PUBLISH).text)
    page = publish(changed, **{first: NOT_MEANT}).text
    assert f'name="{first}" value="pas_voulu" checked' in page
    assert asked(page).count(" checked") == 1
    assert asked(page).count("Il manque une réponse") == 1
    missing = asked(page).split("Il manque une réponse")[1]
    assert re.search(r'<h3 id="(voulu-[^"]+)"', missing)[1] == second
    assert in_force()[1] == ["anef"]


def test_what_is_meant_is_published_with_the_case_of_the_departement(changed):
    response = answered(changed, MEANT)
    assert response.status_code == 302
    assert in_force() == ("Tarn-et-Garonne", ["online_booking"])
    own = Case.objects.filter(department__code="82").order_by("key")
    assert [(one.instead_of, one.expect["channel"]) for one in own] == [
        ("awa", "online_booking"), ("bo", "online_booking"),
    ]  # fmt: skip
    assert all("par Camille" in one.source for one in own)
    assert {one.expect["channel"] for one in Case.objects.filter(department=None)} == {"anef"}
    assert "a-confirmer" not in changed.get(PUBLISH).text


def test_what_is_not_meant_stays_in_the_work_and_the_rest_is_published(changed):
    response = answered(changed, NOT_MEANT)
    assert response.status_code == 302
    assert in_force() == ("Tarn-et-Garonne", ["anef"])
    assert Channel.objects.get(department__code="82").kind == "online_booking"
    assert not Case.objects.exclude(department=None).exists()
    assert "Laissé dans votre travail, non publié : façon de déposer" in said(response)


def test_what_is_not_meant_alone_publishes_nothing_and_says_so(changed):
    Department.objects.filter(code="82").update(name_fr="82")
    publisher.publish(only="82", excluded={"channels:anef"})
    number = in_memory.edition_in_force().number
    response = answered(changed, NOT_MEANT)
    assert in_memory.edition_in_force().number == number
    assert "Rien n'a changé" in said(response)
    assert "Laissé dans votre travail, non publié : façon de déposer" in said(response)
    assert "a-confirmer" in changed.get(PUBLISH).text

"""Planned editions on the desk: planned, read, followed, cancelled, restored."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures import models
from procedures.publishing.editions import in_memory, one_notice, publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.in_force import PARIS
from tests import factories

from .addresses import listing
from .reading import said, words_of

pytestmark = pytest.mark.usefixtures("catalogue")
PUBLISH = "/admin/publier/"
NOON = datetime(2026, 12, 1, 12, tzinfo=PARIS)
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def december(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def law():
    """An edition in force, and a national one planned for 1 January by somebody else."""
    publisher.publish()
    models.Procedure.objects.update(title_fr="Selon la nouvelle loi")
    return publisher.publish(only="national", takes_effect_on=NEW_YEAR, note="La loi").edition


def url(name, number):
    return reverse(f"admin:desk_{name}", args=[number])


def change(code, text="Prenez rendez-vous."):
    models.Channel.objects.filter(department__code=code).update(instructions_fr=text)


def order(part="national", **more):
    return {"part": part, "note": "Ma note.", "when": "date", "day": "2027-01-01"} | more


def test_a_date_makes_a_planned_edition(client_of, published):
    models.Procedure.objects.update(title_fr="Selon la nouvelle loi")
    response = client_of("national").post(PUBLISH, order())
    edition = models.Edition.objects.get(number=2)
    assert (edition.takes_effect_on, edition.note) == (NEW_YEAR, "Ma note.")
    assert "1er janvier 2027" in said(response)
    assert in_memory.edition_in_force().number == 1
    assert editions.states() == {1: "en vigueur", 2: "prévue"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"day": "2026-12-01"}, "day"),
        ({"day": "2020-01-01"}, "day"),
        ({"day": ""}, "day"),
        ({"day": "le premier"}, "day"),
        ({"when": "maintenant"}, "when"),
        ({"when": "jamais"}, "when"),
    ],
)
def test_a_wrong_date_publishes_nothing_and_loses_nothing(client_of, fields, field, published):
    models.Procedure.objects.update(title_fr="Selon la nouvelle loi")
    response = client_of("national").post(PUBLISH, order(**fields))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    page = response.content.decode()
    assert "Ma note." in page
    assert order(**fields)["day"] in page
    assert models.Edition.objects.count() == 1


def test_the_page_says_what_becomes_of_what_is_planned(client_of, law):
    change("82")
    response = client_of("82").get(PUBLISH)
    (row,) = response.context["planned"]
    assert (row["edition"], row["twice"], row["problem"]) == (law, [], "")
    assert "prêt, rien à faire" in response.content.decode()
    assert {one.planned for one in response.context["choices"]} == {None}
    response = client_of("national").get(PUBLISH)
    assert {(one.planned, one.chosen) for one in response.context["choices"]} == {(NEW_YEAR, False)}
    assert "prévu le 1er janvier 2027" in words_of(response.content.decode())
    assert response.context["published_before_day"] == []
    models.Procedure.objects.update(title_fr="Autrement")
    response = client_of("national").get(PUBLISH)
    (row,) = response.context["planned"]
    assert len(row["twice"]) == models.Procedure.objects.count()
    assert "Le 1er janvier 2027, que lira le public" in words_of(response.content.decode())


def test_publishing_in_between_lets_it_follow(client_of, law):
    change("82")
    response = client_of("82").post(PUBLISH, {"part": "82", "note": ""})
    assert response.status_code == 302
    assert editions.states() == {1: "déjà publiée", 2: "reprise", 3: "en vigueur", 4: "prévue"}


def test_who_publishes_the_same_entry_says_what_is_read_on_the_day(nation, law):
    models.Procedure.objects.update(title_fr="Corrigé le 15")
    refused = nation.post(PUBLISH, {"part": "national", "note": "Ma note."})
    assert "il manque un choix" in refused.context["refusal"]
    assert "Il manque une réponse" in refused.content.decode()
    assert "Ma note." in refused.content.decode()
    assert models.Edition.objects.count() == 1 + 1
    sent = {"part": "national", "note": "", "prevu-2": "publie"}
    assert nation.post(PUBLISH, sent).status_code == 302
    latest = models.Edition.objects.latest("number")
    assert latest.takes_effect_on == NEW_YEAR
    titles = {one["title"] for one in in_memory.plain_of(latest.number)["procedures"]}
    assert titles == {"Corrigé le 15"}


def test_what_is_planned_is_read_by_any_agent(client_of, law):
    page = words_of(client_of("82").get(url("planned", 2)).content.decode())
    assert "« La loi », prévu pour le 1er janvier 2027" in page
    assert "Selon la nouvelle loi" in page
    assert "Annuler ce qui est prévu" not in page
    assert url("cancel", 2) in client_of("national").get(url("planned", 2)).content.decode()
    assert client_of("national").get(url("planned", 1)).status_code == 404


def test_list_says_the_states_in_words_and_offers_what_may_be_done(client_of, law):
    page = client_of("national").get(listing(models.Edition)).content.decode()
    assert "prévue (1er janvier 2027)" in page
    assert url("cancel", 2) in page
    assert url("planned", 2) in page


def test_an_edition_that_another_part_follows_is_still_in_force_for_its_own(client_of, published):
    for part in ("82", "34", "82"):
        notice = models.Notice.objects.get(department__code=part)
        notice.text_fr += "!"
        notice.save()
        publisher.publish(only=part)
    rows = client_of("national").get(listing(models.Edition)).context["cl"].result_list
    assert {one.number for one in rows} == {1, 2, 3, 4}
    page = words_of(client_of("national").get(listing(models.Edition)).text)
    assert "déjà publiée, encore en vigueur : national" in page
    assert "déjà publiée, encore en vigueur : 34" in page
    assert "encore en vigueur : 82" not in page


def test_what_is_planned_and_needs_what_goes_is_said_with_what_to_do(nation):
    """The plan asks for a paper that somebody then takes out of the library."""
    paper = factories.make_document(key="attestation", title_fr="Attestation")
    publisher.publish()
    renewal = models.Procedure.objects.get()
    entry = renewal.documents.create(document=paper, position=9)
    publisher.publish(only="national", takes_effect_on=NEW_YEAR, note="La loi")
    entry.delete()
    paper.delete()
    page = " ".join(words_of(nation.get(PUBLISH).content.decode()).split())
    assert "ensemble, les deux changements ne tiennent plus" in page
    assert "Pièce inconnue : « Attestation »" in page
    assert "annulez ce qui est prévu" in page
    refused = nation.post(PUBLISH, {"part": "national", "note": ""})
    assert refused.context["refused"]
    assert models.Edition.objects.count() == 1 + 1
    nation.post(url("cancel", 2), {"note": ""})
    assert nation.post(PUBLISH, {"part": "national", "note": ""}).status_code == 302


def test_what_others_named_until_that_day_is_told_to_who_takes_it_away(nation):
    """A département plans to ask for a paper of the national library, which goes meanwhile."""
    paper = factories.make_document(key="attestation", title_fr="Attestation")
    publisher.publish()
    override = models.Override.objects.get(department__code="82")
    entry = override.add_documents.create(document=paper)
    publisher.publish(only="82", takes_effect_on=NEW_YEAR)
    entry.delete()
    paper.delete()
    page = words_of(nation.get(PUBLISH).content.decode())
    assert "reste, sans ce que vous retirez." in page
    assert nation.post(PUBLISH, {"part": "national", "note": ""}).status_code == 302
    plain = in_memory.plain_of(models.Edition.objects.latest("number").number)
    assert "attestation" not in str(plain["departments"]["82"])


def test_a_plan_that_another_one_needs_is_not_cancelled_before_it(client_of, published):
    paper = factories.make_document(key="attestation", title_fr="Attestation")
    publisher.publish(only="national", takes_effect_on=NEW_YEAR)
    models.Procedure.objects.get().documents.create(document=paper, position=9)
    publisher.publish(only="national", takes_effect_on=NEW_YEAR + timedelta(days=1))
    response = client_of("national").post(url("cancel", 2), {"note": "Ma note."})
    assert response.context["refusal"].startswith("Rien n'est changé : ")
    assert "02/01/2027" in response.context["refusal"]
    assert models.Edition.objects.count() == 1 + 2


def test_cancelling_says_that_it_is_cancelled(nation, law):
    assert nation.get(url("cancel", 2)).status_code == 200
    response = nation.post(url("cancel", 2), {"note": "Loi reportée."})
    assert "annulée" in said(response)
    assert editions.states() == {1: "déjà publiée", 2: "annulée", 3: "en vigueur"}
    assert "annulée (1er janvier 2027)" in nation.get(listing(models.Edition)).content.decode()
    again = nation.post(url("cancel", 2), {"note": ""})
    assert "annulée" in again.context["refusal"]
    assert models.Edition.objects.count() == 3


def test_never_seen_it_is_not_put_in_force_again(nation, law):
    nation.post(url("cancel", 2), {"note": ""})
    assert not nation.get(url("restore", 2)).context["was_seen"]
    response = nation.post(url("restore", 2), {"note": ""})
    assert "jamais" in response.context["refusal"]
    assert models.Edition.objects.count() == 3


@pytest.mark.parametrize(("part", "role"), [("82", "publication"), ("national", "redaction")])
def test_only_those_who_may_publish_all_of_it_cancel_it(client_of, law, part, role):
    client = client_of(part, role=role)
    assert client.get(url("cancel", 2)).status_code == 403
    assert client.post(url("cancel", 2)).status_code == 403
    assert models.Edition.objects.count() == 1 + 1


def test_publisher_of_a_part_cancels_what_is_planned_for_it(client_of, published):
    change("82")
    publisher.publish(only="82", takes_effect_on=NEW_YEAR)
    client_of("82").post(url("cancel", 2), {"note": ""})
    assert editions.states()[2] == "annulée"


def test_publisher_of_a_part_takes_it_back_whatever_others_published_since(local, published):
    change("82")
    publisher.publish(only="82")
    models.Procedure.objects.update(title_fr="Selon la nouvelle loi")
    publisher.publish(only="national")
    page = words_of(local.get(url("restore", 1)).content.decode())
    assert "pour ce que vous publiez. Le reste ne change pas." in page
    assert local.post(url("restore", 1), {"note": "", "en_vigueur": "3"}).status_code == 302
    plain = in_memory.plain_of(models.Edition.objects.latest("number").number)
    assert {one["title"] for one in plain["procedures"]} == {"Selon la nouvelle loi"}
    told = [one.get("instructions") for one in plain["departments"]["82"]["channels"]]
    assert "Prenez rendez-vous." not in told


def test_a_page_that_the_working_copy_has_left_behind_publishes_nothing(local, published):
    change("82")
    shown = local.get(PUBLISH).context["digest"]
    change("82", "Changé pendant la lecture.")
    response = local.post(PUBLISH, {"part": "82", "note": "Ma note.", "digest": shown})
    assert response.context["refusal"]
    assert "Ma note." in response.content.decode()
    assert models.Edition.objects.count() == 1
    local.post(PUBLISH, {"part": "82", "digest": response.context["digest"]})
    assert models.Edition.objects.count() == 2


def test_list_says_which_parts_each_edition_published(client_of, published):
    change("82")
    publisher.publish(only="82")
    page = client_of("national").get(listing(models.Edition)).content.decode()
    shown = [row.split("</td>")[0] for row in page.split('field-new_parts">')[1:]]
    assert shown == ["82", "34, 82, national"]


def test_an_announcement_published_since_disturbs_nothing(client_of, published):
    department = models.Department.objects.get(code="82")
    models.Notice.objects.create(department=department, text_fr="En 2027.", position=1)
    publisher.publish(only="82", takes_effect_on=NEW_YEAR)
    closure = models.Notice.objects.create(department=department, text_fr="Fermé.", position=2)
    (follower,) = one_notice.publish_notice(closure).followed
    notices = in_memory.plain_of(follower.number)["departments"]["82"]["notices"]
    assert {"En 2027.", "Fermé."} <= {one["text"] for one in notices}


def test_a_plan_that_was_published_already_is_still_cancelled_by_its_publisher(client_of):
    publisher.publish()
    change("82")
    publisher.publish(only="82", takes_effect_on=NEW_YEAR)
    publisher.publish(only="82")
    assert editions.states()[4] == "prévue"
    assert client_of("82").post(url("cancel", 4), {"note": ""}).status_code == 302
    assert editions.states()[4] == "annulée"


def test_which_plan_is_asked_about_is_that_which_comes_after_the_chosen_day(client_of, law):
    models.Procedure.objects.update(title_fr="De février")
    february = date(2027, 2, 1)
    publisher.publish(only="national", takes_effect_on=february)
    models.Procedure.objects.update(title_fr="De janvier")
    sent = order(day="2027-01-15")
    refused = client_of("national").post(PUBLISH, sent)
    (row,) = refused.context["planned"]
    assert row["edition"].takes_effect_on == february
    sent |= {row["name"]: "prevu"}
    assert client_of("national").post(PUBLISH, sent).status_code == 302


def test_who_cancels_reads_what_a_later_plan_loses(client_of, published):
    paper = factories.make_document(key="attestation", title_fr="Attestation")
    publisher.publish(only="national", takes_effect_on=NEW_YEAR)
    paper.title_fr = "Une attestation"
    paper.save()
    publisher.publish(only="national", takes_effect_on=NEW_YEAR + timedelta(days=1))
    page = words_of(client_of("national").get(url("cancel", 2)).content.decode())
    assert "Ce qui est prévu le 2 janvier 2027 changeait une fiche" in page
    assert "« Une attestation »" in page


def test_the_first_publication_of_a_departement_is_taken_back(local):
    publisher.publish(only="national")
    publisher.publish(only="82")
    assert local.post(url("restore", 1), {"note": "", "en_vigueur": "2"}).status_code == 302
    assert "82" not in editions.contents_of(editions.in_force_now())

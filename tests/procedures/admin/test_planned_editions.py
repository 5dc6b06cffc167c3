"""Planned editions on the desk: planned, suspended, confirmed, cancelled, restored."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures import models
from procedures.publishing.editions import in_memory, one_notice, planned, publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.in_force import PARIS

from .addresses import listing
from .reading import said

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


def correct(text="Corrigé le 15"):
    """Publish another title for what the law changes too."""
    models.Procedure.objects.update(title_fr=text)
    return publisher.publish(only="national")


def choice(number=2, said="prevu"):
    edition = models.Edition.objects.get(number=number)
    return {f"choix-{one.key}": said for one in planned.conflicts_of(edition)}


def change(code, text="Prenez rendez-vous."):
    models.Channel.objects.filter(department__code=code).update(instructions_fr=text)


def order(part="national", **more):
    return {"part": part, "note": "Ma note.", "when": "date", "day": "2027-01-01"} | more


def test_a_date_makes_a_planned_edition(client_of):
    publisher.publish()
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
def test_a_wrong_date_publishes_nothing_and_loses_nothing(client_of, fields, field):
    publisher.publish()
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
    assert response.context["planned"] == [{"edition": law, "conflicts": [], "problem": ""}]
    assert "prêt, rien à faire" in response.content.decode()
    assert response.context["planned_with_part"] == []
    assert client_of("national").get(PUBLISH).context["planned_with_part"] == [NEW_YEAR]
    models.Procedure.objects.update(title_fr="Autrement")
    response = client_of("national").get(PUBLISH)
    (row,) = response.context["planned"]
    assert len(row["conflicts"]) == models.Procedure.objects.count()
    assert "attendra un choix" in response.content.decode()


def test_publishing_in_between_lets_it_follow(client_of, law):
    change("82")
    response = client_of("82").post(PUBLISH, {"part": "82", "note": ""})
    assert response.status_code == 302
    assert "attend un choix" not in said(response)
    assert editions.states() == {1: "dépassée", 2: "reprise", 3: "en vigueur", 4: "prévue"}


def test_publishing_the_same_entry_makes_it_wait_and_says_so(client_of, law):
    models.Procedure.objects.update(title_fr="Corrigé le 15")
    response = client_of("national").post(PUBLISH, {"part": "national", "note": ""})
    assert "attend un choix" in said(response)
    assert editions.states()[2] == "suspendue"


def test_list_says_the_states_in_words_and_offers_what_may_be_done(client_of, law):
    client = client_of("national")
    page = client.get(listing(models.Edition)).content.decode()
    assert "prévue (1er janvier 2027)" in page
    assert url("cancel", 2) in page
    assert url("confirm", 2) not in page
    correct()
    page = client.get(listing(models.Edition)).content.decode()
    assert "suspendue (1er janvier 2027)" in page
    assert url("confirm", 2) in page
    assert url("restore", 2) not in page


def test_choosing_shows_both_versions_and_keeps_the_day(client_of, law):
    correct()
    client = client_of("national")
    response = client.get(url("confirm", 2))
    page = response.content.decode()
    assert "Corrigé le 15" in page
    assert "Selon la nouvelle loi" in page
    assert " checked" not in page
    context = response.context
    assert context["changes"] == []
    assert (context["edition"].number, context["day"]) == (3, NEW_YEAR)
    response = client.post(url("confirm", 2), {"note": "Toujours.", **choice()})
    assert response.status_code == 302
    edition = models.Edition.objects.get(number=4)
    assert (edition.takes_effect_on, edition.confirms_id) == (NEW_YEAR, 2)
    assert editions.states()[2] == "reprise"


def test_without_a_choice_nothing_is_published_and_the_note_stays(client_of, law):
    correct()
    response = client_of("national").post(url("confirm", 2), {"note": "Ma note."})
    assert response.status_code == 200
    assert "il manque un choix" in response.context["refusal"]
    page = response.content.decode()
    assert "Il manque une réponse" in page
    assert "Ma note." in page
    assert models.Edition.objects.count() == 3


def test_another_sentence_keeps_what_is_published_meanwhile(client_of, law):
    correct()
    response = client_of("national").post(url("confirm", 2), {"note": "", **choice(said="autre")})
    assert "la nouvelle phrase" in said(response)
    assert editions.states()[2] != "suspendue"
    content = in_memory.plain_of(models.Edition.objects.latest("number").number)
    assert {one["title"] for one in content["procedures"]} == {"Corrigé le 15"}


def test_choosing_after_its_day_publishes_at_once(client_of, law, monkeypatch):
    correct()
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=40))
    client = client_of("national")
    assert client.get(url("confirm", 2)).context["day"] is None
    client.post(url("confirm", 2), {"note": "", **choice()})
    assert in_memory.edition_in_force().number == 4
    assert models.Edition.objects.get(number=4).takes_effect_on is None


def test_cancelling_says_that_it_is_cancelled(client_of, law):
    client = client_of("national")
    assert client.get(url("cancel", 2)).status_code == 200
    response = client.post(url("cancel", 2), {"note": "Loi reportée."})
    assert "annulée" in said(response)
    assert editions.states() == {1: "dépassée", 2: "annulée", 3: "en vigueur"}
    assert "annulée (1er janvier 2027)" in client.get(listing(models.Edition)).content.decode()
    again = client.post(url("cancel", 2), {"note": ""})
    assert "annulée" in again.context["refusal"]
    assert models.Edition.objects.count() == 3


def test_never_seen_it_is_not_put_in_force_again(client_of, law):
    client = client_of("national")
    client.post(url("cancel", 2), {"note": ""})
    assert not client.get(url("restore", 2)).context["was_seen"]
    response = client.post(url("restore", 2), {"note": ""})
    assert "jamais" in response.context["refusal"]
    assert models.Edition.objects.count() == 3


@pytest.mark.parametrize("name", ["confirm", "cancel"])
@pytest.mark.parametrize(("part", "role"), [("82", "publication"), ("national", "redaction")])
def test_only_those_who_may_publish_all_of_it_settle_it(client_of, law, name, part, role):
    correct()
    client = client_of(part, role=role)
    assert client.get(url(name, 2)).status_code == 403
    assert client.post(url(name, 2)).status_code == 403
    assert models.Edition.objects.count() == 3


def test_publisher_of_a_part_settles_what_is_planned_for_it(client_of):
    publisher.publish()
    change("82")
    publisher.publish(only="82", takes_effect_on=NEW_YEAR)
    change("82", "Venez sans rendez-vous.")
    publisher.publish(only="82")
    client = client_of("82")
    assert client.get(url("confirm", 2)).status_code == 200
    client.post(url("confirm", 2), {"note": "", **choice()})
    assert editions.states()[2] == "reprise"


def test_what_waits_is_on_the_first_page_of_those_who_may_settle_it(client_of, law):
    correct()
    page = client_of("national").get(reverse("admin:index")).content.decode()
    assert url("confirm", 2) in page
    assert url("confirm", 2) not in client_of("82").get(reverse("admin:index")).content.decode()


def test_its_author_reads_that_it_is_theirs(client_of):
    publisher.publish()
    client = client_of("national", email="anne@example.org")
    models.Procedure.objects.update(title_fr="Selon la nouvelle loi")
    assert client.post(PUBLISH, order()).status_code == 302
    assert models.Edition.objects.get(number=2).author.email == "anne@example.org"
    correct()
    told = "que vous avez prévu le 1er janvier 2027 attend"
    assert told in client.get(reverse("admin:index")).content.decode()
    other = client_of("national").get(reverse("admin:index")).content.decode()
    assert told not in other
    assert "qui est prévu le 1er janvier 2027 attend" in other


def test_a_page_that_the_working_copy_has_left_behind_publishes_nothing(client_of):
    publisher.publish()
    change("82")
    client = client_of("82")
    shown = client.get(PUBLISH).context["digest"]
    change("82", "Changé pendant la lecture.")
    response = client.post(PUBLISH, {"part": "82", "note": "Ma note.", "digest": shown})
    assert response.context["refusal"]
    assert "Ma note." in response.content.decode()
    assert models.Edition.objects.count() == 1
    client.post(PUBLISH, {"part": "82", "digest": response.context["digest"]})
    assert models.Edition.objects.count() == 2


def test_list_says_which_parts_each_edition_published(client_of):
    publisher.publish()
    change("82")
    publisher.publish(only="82")
    page = client_of("national").get(listing(models.Edition)).content.decode()
    shown = [row.split("</td>")[0] for row in page.split('field-new_parts">')[1:]]
    assert shown == ["82", "34, 82, national"]


def test_an_announcement_published_since_disturbs_nothing(client_of):
    publisher.publish()
    department = models.Department.objects.get(code="82")
    models.Notice.objects.create(department=department, text_fr="En 2027.", position=1)
    publisher.publish(only="82", takes_effect_on=NEW_YEAR)
    closure = models.Notice.objects.create(department=department, text_fr="Fermé.", position=2)
    publication = one_notice.publish_notice(closure)
    assert publication.suspended == ()
    (follower,) = publication.followed
    notices = in_memory.plain_of(follower.number)["departments"]["82"]["notices"]
    assert {"En 2027.", "Fermé."} <= {one["text"] for one in notices}

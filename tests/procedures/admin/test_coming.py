"""« Ce qui change bientôt » shows what begins and ends, and the home page recalls the next days."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone

from procedures import models
from procedures.publishing.editions import publisher

from .addresses import page

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/ce-qui-change/"
OTHERS = "Pour les départements qui ne sont pas les vôtres, d'après ce qui est publié."


@pytest.fixture
def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def test_the_page_leads_to_what_ends(client_of, tomorrow, procedure):
    procedure.ends_on = timezone.localdate()
    procedure.save()
    response = client_of("82").get(URL)
    (one,) = response.context["days"]
    assert one.day == tomorrow
    ((turn, label, url, read),) = one.turns
    assert read == ""
    assert turn.kind == "finit"
    assert procedure.title_fr in label
    assert url == f"/admin/procedures/procedure/{procedure.pk}/change/"
    assert url in response.text


def test_the_first_of_a_month_is_said_as_in_french(client_of):
    models.Procedure.objects.update(starts_on=date(2099, 1, 1))
    assert "jeudi 1er janvier 2099" in client_of("82").get(URL).text


def test_without_a_day_to_come_the_page_says_so(client_of):
    response = client_of("82").get(URL)
    assert response.context["days"] == []
    assert "Aucun jour à venir" in response.text


def test_the_home_page_recalls_the_next_days_of_the_edition_in_force(client_of, tomorrow):
    assert "bientot" not in client_of("82").get("/admin/").text
    notice = models.Notice.objects.create(
        department=models.Department.objects.get(code="82"),
        text_fr="Fermé demain.",
        starts_on=tomorrow,
    )
    # Not published yet.
    assert client_of("82").get("/admin/").context["desk_coming"] == []
    publisher.publish(today=date(2026, 11, 24))
    response = client_of("82").get("/admin/")
    assert response.context["desk_coming"] == [(tomorrow, 1)]
    assert URL in response.text
    assert notice.text_fr not in response.text


def announce(code, text, day):
    department = models.Department.objects.get(code=code)
    return models.Notice.objects.create(department=department, text_fr=text, shown_from=day)


def listed(client):
    """Return [(text, page, where it is read)] of all the lines, and the words of the page."""
    response = client.get(URL)
    words = " ".join(unescape(response.text).replace("\xa0", " ").split())
    turns = [turn for day in response.context["days"] for turn in day.turns]
    return [(turn.text, url, read) for turn, _, url, read in turns], words


def test_what_is_retired_and_still_public_is_said_so(local, tomorrow):
    row, kept = (announce("82", text, tomorrow) for text in ("Fermé.", "Ouvert tard."))
    publisher.publish()
    assert [read for _, _, read in listed(local)[0]] == ["", ""]
    local.post(page(row, "delete"), {"post": "yes"})
    lines, words = listed(local)
    retired = "fiche retirée de votre travail, à publier"
    assert lines == [("Ouvert tard.", page(kept), ""), ("Fermé.", "", retired)]
    assert f"annonce Fermé. ({retired})" in re.sub(r"<[^>]+>", "", words)
    assert OTHERS not in words
    publisher.publish()
    assert [text for text, _, _ in listed(local)[0]] == ["Ouvert tard."]


def test_the_other_departments_are_shown_as_published_without_a_page(client_of, tomorrow):
    row = announce("34", "Fermé.", tomorrow)
    publisher.publish()
    row.delete()
    announce("34", "Pas encore publiée.", tomorrow)
    lines, words = listed(client_of("82"))
    assert lines == [("Fermé.", "", "publié")]
    assert OTHERS in words
    assert "annonce (34)" in words


@pytest.fixture
def plan():
    """A national plan for next month, within the two months that are shown."""
    publisher.publish()
    day = (timezone.localdate().replace(day=1) + timedelta(days=32)).replace(day=1)
    models.Document.objects.update(title_fr="Passeport selon la loi")
    return publisher.publish(only="national", takes_effect_on=day, note="La loi change.").edition


def words_of(client, url=URL):
    text = re.sub(r"<[^>]+>", " ", unescape(client.get(url).text)).replace("\xa0", " ")
    return " ".join(text.split())


def test_a_plan_stands_on_its_day_with_what_the_public_will_read(local, plan):
    response = local.get(URL)
    (day,) = response.context["days"]
    assert day.day == plan.takes_effect_on
    cells = [cell for _, weeks in response.context["months"] for week in weeks for cell in week]
    assert [found for one, found in cells if one == plan.takes_effect_on] == [day]
    words = words_of(local)
    assert "Passeport selon la loi" in words
    assert "La loi change." in words
    assert "contenu national, prévu" in words
    # It is not theirs.
    assert "Annuler ce jour" not in words
    assert f'href="/admin/ce-qui-change/#prevu-{plan.pk}"' in local.get("/admin/").text
    assert "La loi change." in words_of(local, "/admin/")


def test_what_cancelling_and_publishing_do_to_a_plan_is_told(nation, plan):
    words = words_of(nation)
    assert "Les autres jours prévus ne bougent pas." in words
    assert "Annuler ce jour" in words
    # What is planned as it is written is not published before its day.
    assert "Si vous publiez maintenant" not in words
    models.Document.objects.update(title_fr="Passeport, autrement")
    told = "Si vous publiez maintenant (contenu national) : la même chose est changée deux fois"
    assert told in words_of(nation)


def test_another_plan_that_rests_on_a_cancelled_one_is_told(client_of, plan):
    added = models.Document.objects.create(key="neuf", title_fr="Papier neuf")
    publisher.publish(only="national", takes_effect_on=plan.takes_effect_on + timedelta(days=1))
    models.Document.objects.filter(pk=added.pk).update(title_fr="Papier plus neuf")
    publisher.publish(only="national", takes_effect_on=plan.takes_effect_on + timedelta(days=2))
    assert "Papier plus neuf »" in words_of(client_of("national")).partition("perd ")[2]


def test_a_plan_without_a_note_is_named_by_what_it_changes(client_of, published):
    models.Document.objects.update(title_fr="Passeport selon la loi")
    publisher.publish(only="national", takes_effect_on=date(2099, 1, 1))
    home = words_of(client_of("82"), "/admin/")
    assert "Passeport selon la loi" in home.partition("Prévu le 1er janvier 2099")[2]
    # Far away: no month is drawn for it.
    assert client_of("82").get(URL).context["months"] == []

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


def test_the_page_leads_to_what_ends(client_of, tomorrow):
    procedure = models.Procedure.objects.get()
    procedure.ends_on = timezone.localdate()
    procedure.save()
    response = client_of("82").get(URL)
    ((day, turns),) = response.context["days"]
    assert day == tomorrow
    ((turn, label, url, read),) = turns
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
    days = response.context["days"]
    return [(turn.text, url, read) for _, turns in days for turn, _, url, read in turns], words


def test_what_is_retired_and_still_public_is_said_so(client_of, tomorrow):
    row, kept = (announce("82", text, tomorrow) for text in ("Fermé.", "Ouvert tard."))
    publisher.publish()
    client = client_of("82")
    assert [read for _, _, read in listed(client)[0]] == ["", ""]
    client.post(page(row, "delete"), {"post": "yes"})
    lines, words = listed(client)
    retired = "fiche retirée de votre travail, à publier"
    assert lines == [("Ouvert tard.", page(kept), ""), ("Fermé.", "", retired)]
    assert f"annonce Fermé. ({retired})" in re.sub(r"<[^>]+>", "", words)
    assert OTHERS not in words
    publisher.publish()
    assert [text for text, _, _ in listed(client)[0]] == ["Ouvert tard."]


def test_the_other_departments_are_shown_as_published_without_a_page(client_of, tomorrow):
    row = announce("34", "Fermé.", tomorrow)
    publisher.publish()
    row.delete()
    announce("34", "Pas encore publiée.", tomorrow)
    lines, words = listed(client_of("82"))
    assert lines == [("Fermé.", "", "publié")]
    assert OTHERS in words
    assert "annonce (34)" in words


def test_the_planned_editions_are_listed_with_their_day_and_their_page(client_of):
    publisher.publish()
    client = client_of("82")
    assert "Éditions prévues" not in listed(client)[1]
    models.Document.objects.update(title_fr="Passeport selon la loi")
    publisher.publish(only="national", takes_effect_on=date(2099, 1, 1), note="La loi change.")
    words = listed(client)[1]
    told = re.sub(r"<[^>]+>", "", words)
    label = models.Edition.objects.get(number=2).label
    assert "Éditions prévues" in told
    assert f"Jeudi 1er janvier 2099 : édition {label}." in told
    assert "« La loi change. »" in told
    assert 'href="/admin/editions-prevues/2/"' in words

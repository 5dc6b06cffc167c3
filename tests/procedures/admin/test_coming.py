"""« Ce qui change bientôt » shows what begins and ends, and the home page recalls the next days."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from procedures import models
from procedures.publishing.editions import publisher

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/ce-qui-change/"


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
    ((turn, label, url),) = turns
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

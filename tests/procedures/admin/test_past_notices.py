"""A day that is past is refused for an announcement in every way of writing it, at its field."""

from datetime import timedelta

import pytest
from django.utils import timezone

from procedures import models
from procedures.publishing.editions import publisher

from .addresses import adding, page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
PAST = "Ce jour est passé"


def day(days):
    return (timezone.localdate() + timedelta(days=days)).strftime("%d/%m/%Y")


YESTERDAY, TOMORROW = day(-1), day(1)


@pytest.fixture
def desk(client_of):
    publisher.publish()
    return client_of("82")


def notice():
    return models.Notice.objects.get(department__code="82")


def refused(client, address, sent):
    """Tell whether a form is refused because of a past day, and nothing of it is kept."""
    response = client.post(address, sent)
    return (
        response.status_code == 200
        and PAST in response.text
        and not models.Notice.objects.filter(text_fr="Fermé.").exists()
    )


@pytest.mark.parametrize(
    ("button", "column"),
    [
        ("_save", "ends_on"),
        ("_save", "shown_until"),
        ("_continue", "ends_on"),
        ("_addanother", "ends_on"),
        ("_publier", "ends_on"),
    ],
)
def test_a_new_one_of_a_past_day_is_refused_by_every_button(desk, button, column):
    sent = form_data(desk.get(adding(models.Notice)))
    sent |= {"text_fr": "Fermé.", "shown_from": "", "starts_on": YESTERDAY, "ends_on": TOMORROW}
    sent |= {"department": notice().department_id, "ends_on": ""} | {column: YESTERDAY}
    assert refused(desk, adding(models.Notice), sent | {button: "oui"})


@pytest.mark.parametrize("button", ["_save", "_publier"])
def test_a_past_day_written_on_one_that_exists_is_refused_by_every_button(desk, button):
    sent = form_data(desk.get(page(notice())))
    sent |= {"text_fr": "Fermé.", "ends_on": YESTERDAY, button: "oui"}
    assert refused(desk, page(notice()), sent)


def test_a_past_day_is_refused_among_the_lines_of_the_departement(desk):
    address = page(notice().department)
    sent = form_data(desk.get(address))
    lines = {"notices-0-text_fr": "Fermé.", "notices-0-ends_on": YESTERDAY}
    assert lines.keys() <= sent.keys()
    assert refused(desk, address, sent | lines | {"_save": "oui"})


@pytest.mark.parametrize("place", ["page", "lines"])
def test_an_old_one_may_be_corrected_where_its_days_stay(desk, place):
    row = notice()
    models.Notice.objects.update(ends_on=timezone.localdate() - timedelta(days=40))
    address, prefix = (page(row), "") if place == "page" else (page(row.department), "notices-0-")
    sent = form_data(desk.get(address)) | {f"{prefix}text_fr": "Fermé.", "_save": "oui"}
    assert desk.post(address, sent).status_code == 302
    assert notice().text_fr == "Fermé."

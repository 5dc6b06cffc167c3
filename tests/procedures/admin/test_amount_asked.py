"""An amount that people pay today is not written over before one says what it is."""

from datetime import date, datetime
from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone

from procedures import models
from procedures.publishing.editions import publisher
from procedures.publishing.editions.in_force import PARIS
from tests import factories

from .addresses import page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
QUESTION = "Ce montant change-t-il à une date ?"


@pytest.fixture(autouse=True)
def december(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 1, 12, tzinfo=PARIS))


@pytest.fixture
def fee(catalogue):
    made = factories.make_fee(key="timbre", label_fr="Droit de timbre", currency="EUR")
    made.amounts.create(starts_on="2020-01-01", amount=19, position=0)
    made.amounts.create(starts_on="2024-05-01", amount=25, position=1)
    publisher.publish()
    return made


def write(client, fee, line=1, **values):
    """Send the page of a fee with values of one of its lines; return the answer."""
    data = form_data(client.get(page(fee)))
    sent = {f"amounts-{line}-{name}": value for name, value in values.items()}
    return client.post(page(fee), data | sent)


def amounts(fee):
    rows = fee.amounts.order_by("starts_on").values_list("starts_on", "amount")
    return [(day.isoformat(), int(amount)) for day, amount in rows]


def test_an_amount_that_people_pay_is_asked_about_before_it_is_written_over(client_of, fee):
    response = write(client_of("national"), fee, amount="30")
    text = unescape(response.text).replace("\xa0", " ")
    assert response.status_code == 200
    assert QUESTION in text
    assert "Le public lit 25 € aujourd'hui." in text
    assert "Le montant change de lui-même ce jour-là : rien à prévoir." in text
    assert amounts(fee) == [("2020-01-01", 19), ("2024-05-01", 25)]


def test_a_new_amount_from_a_day_is_added_and_that_of_today_stays(client_of, fee):
    answer = {"amount": "30", "meant": "date", "from_day": "2027-01-01"}
    assert write(client_of("national"), fee, **answer).status_code == 302
    assert amounts(fee)[1:] == [("2024-05-01", 25), ("2027-01-01", 30)]
    (change,) = models.EntryChange.objects.filter(section="fees", name="timbre").order_by("-pk")[:1]
    assert change.author is not None


def test_today_s_amount_stays_also_where_its_day_was_written_over(client_of, fee):
    answer = {"starts_on": "01/01/2027", "amount": "30", "meant": "date", "from_day": "01/01/2027"}
    assert write(client_of("national"), fee, **answer).status_code == 302
    assert amounts(fee)[1:] == [("2024-05-01", 25), ("2027-01-01", 30)]


def test_a_mistake_is_corrected_at_once(client_of, fee):
    answer = {"amount": "30", "meant": "erreur"}
    assert write(client_of("national"), fee, **answer).status_code == 302
    assert amounts(fee)[1:] == [("2024-05-01", 30)]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("", "Écrivez le premier jour du nouveau montant."),
        ("2024-05-01", "Choisissez un jour après le 1er mai 2024."),
        ("pas un jour", "Cette date n'existe pas."),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_changes(client_of, fee, day, told):
    response = write(client_of("national"), fee, amount="30", meant="date", from_day=day)
    assert told in unescape(response.text)
    assert amounts(fee)[1:] == [("2024-05-01", 25)]


def test_a_day_on_which_another_amount_begins_is_refused(client_of, fee):
    fee.amounts.create(starts_on="2027-01-01", amount=28, position=2)
    answer = {"amount": "30", "meant": "date", "from_day": "2027-01-01"}
    response = write(client_of("national"), fee, **answer)
    assert "Un autre montant commence déjà ce jour-là." in unescape(response.text)
    assert amounts(fee)[1:] == [("2024-05-01", 25), ("2027-01-01", 28)]


def test_what_nobody_pays_today_is_not_asked_about(nation, fee):
    """A former amount, one to come, and one that is not public yet are written over at once."""
    fee.amounts.create(starts_on="2027-01-01", amount=28, position=2)
    assert write(nation, fee, line=0, amount="20").status_code == 302
    assert write(nation, fee, line=2, amount="29").status_code == 302
    other = factories.make_fee(key="autre", label_fr="Autre")
    other.amounts.create(starts_on=date(2020, 1, 1), amount=Decimal(5))
    assert write(nation, other, line=0, amount="6").status_code == 302
    assert amounts(fee) == [("2020-01-01", 20), ("2024-05-01", 25), ("2027-01-01", 29)]


def test_a_page_sent_without_a_change_of_amount_asks_nothing(nation, fee):
    data = form_data(nation.get(page(fee)))
    assert QUESTION not in nation.get(page(fee)).text
    assert nation.post(page(fee), data | {"label_fr": "Timbre"}).status_code == 302


@pytest.mark.parametrize("change", [{"DELETE": "on"}, {"starts_on": "2027-06-01"}])
def test_a_line_that_makes_room_for_the_new_amount_goes_first(nation, fee, change):
    later = fee.amounts.create(starts_on="2027-01-01", amount=28, position=2)
    data = form_data(nation.get(page(fee)))
    data |= {
        "amounts-1-amount": "30",
        "amounts-1-meant": "date",
        "amounts-1-from_day": "2027-01-01",
    }
    data |= {f"amounts-2-{name}": value for name, value in change.items()}
    assert nation.post(page(fee), data).status_code == 302
    stands = [] if "DELETE" in change else [("2027-06-01", 28)]
    assert amounts(fee) == [("2020-01-01", 19), ("2024-05-01", 25), ("2027-01-01", 30), *stands]
    assert models.FeeAmount.objects.filter(pk=later.pk).exists() is bool(stands)

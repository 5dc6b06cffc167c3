"""The activity of an association: numbers of a period, and none so small that it tells somebody."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from questionnaire.dossiers.content import DossierCard
from questionnaire.dossiers.report import OTHERS, tables_of
from questionnaire.models import Dossier
from tests.shipped import shipped_rules

from .conftest import plain

ADDRESS = "/dossiers/association/activite/"
SINCE, UNTIL = date(2026, 1, 1), date(2026, 12, 31)


def card(number, **other):
    made = {
        "created_on": "2026-05-01",
        "department": "34",
        "procedures": ["renouvellement_recepisse_aps"],
    }
    return Dossier(), DossierCard(f"A-{number}", **{**made, **other})


def numbers(cards, consulted=0):
    made = tables_of(cards, consulted, shipped_rules(), SINCE, UNTIL)
    return {one.title: dict(one.lines) for one in made}


def test_numbers_of_a_period_are_rounded_and_small_groups_are_together():
    cards = [card(number) for number in range(13)]
    cards += [card(number, department="82") for number in range(20, 24)]
    cards += [card(number, department="31") for number in range(30, 33)]
    # Of another year.
    cards += [card(number, created_on="2025-12-31") for number in range(40, 60)]
    found = numbers(cards, consulted=7)
    assert found["Dossiers"] == {"Dossiers créés": 20, "Dossiers consultés": 5}
    assert found["Dossiers créés, par département"] == {"Hérault (34)": 10, OTHERS: 5}
    family = "Carte perdue, changement d’adresse, renouvellement"
    assert found["Dossiers créés, par famille de démarches"] == {family: 20}
    assert found["Dossiers créés, par étape"] == {"À déposer": 20}


def test_decisions_count_on_their_day_whenever_the_dossier_was_made():
    def decided(day):
        return [{"decision": "refused", "decided_on": day}, {}]

    cards = [card(one, created_on="2025-01-01", requests=decided("2026-06-01")) for one in range(6)]
    cards += [card(one, requests=decided("2025-06-01")) for one in range(6)]
    assert numbers(cards)["Décisions reçues"] == {"Refus": 5}


def test_fewer_than_five_are_told_nowhere():
    found = numbers([card(number, department=f"0{number}") for number in range(1, 5)], consulted=4)
    assert found.pop("Dossiers") == {"Dossiers créés": 0, "Dossiers consultés": 0}
    assert set(map(str, found.values())) == {"{}"}


@pytest.fixture
def busy(rive, keep, at):
    for number in range(5):
        keep(rive.clients["bilal"], f"SECRET-{number}")
    return rive.clients["awa"]


def test_page_counts_what_members_did_and_names_no_dossier(busy):
    page = plain(busy.get(ADDRESS))
    assert "Dossiers créés</span><strong>5 au moins" in page.replace("  ", "")
    assert "Dossiers consultés</span><strong>5 au moins" in page.replace("  ", "")
    assert "SECRET" not in page
    assert (
        plain(busy.get(ADDRESS, {"since": "2020-01-01", "until": "2020-02-01"})).count("au moins")
        == 0
    )


def test_workbook_holds_the_same_numbers(busy):
    sent = {"since": "2026-01-01", "until": "2027-12-31", "form": "xlsx"}
    lines = [*load_workbook(BytesIO(busy.get(ADDRESS, sent).content)).active.values]
    assert ("Dossiers", "Dossiers créés", 5) in lines


@pytest.mark.parametrize("days", [("2026-02-01", "2026-01-01"), ("hier", ""), ("2026-01-01", "")])
def test_period_that_is_none_is_told(busy, days):
    since, until = days
    assert busy.get(ADDRESS, {"since": since, "until": until}).status_code == 422

"""What is filed at a court: its own door, no préfecture, and the day of the signature."""

from datetime import date

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate
from procedures.publishing.editions.in_memory import using

from .catalogue import make_result
from .test_drawn_pages import page_of

TODAY = date(2026, 12, 1)

YOUNG = {
    "residence": "france",
    "beneficiary": "moi",
    "commune": "34172",
    "nationality": "GN",
    "age": 17,
    "goal": "naturalisation",
    "citizenship_ground": "confie_ase",
    "current_document": "aucun",
    "ase_three_years": True,
    "turned_18_on": "2027-03-03",
    "housing": "heberge",
    "birth_country": "GN",
    "has_passport": False,
}
REFUSED = {
    "residence": "france",
    "beneficiary": "moi",
    "commune": "34172",
    "nationality": "KM",
    "goal": "refus",
    "decision_date": "2026-11-10",
}
NATIONALITY = {"decision_kind": "refus_nationalite", "decision_detail": "certificat_nationalite"}


def shown(client, monkeypatch, shipped, answers):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    with using(shipped, number=1):
        return page_of(client, read_answers(shipped, answers))


def test_the_last_day_of_a_declaration_is_that_of_the_signature(client, monkeypatch, shipped):
    page = shown(client, monkeypatch, shipped, YOUNG)
    text = " ".join(page.blocks)
    assert "Dernier jour pour signer au tribunal" in text
    assert "Dernier jour pour déposer" not in text
    assert "Déposez cette semaine" in text
    assert "Le tribunal doit faire signer le jeune avant le 3 mars 2027." in text
    # Nobody of 17 years is told of a spouse.
    assert "Votre mari ou votre femme" not in text


@pytest.mark.parametrize(
    ("kind", "detail", "told"),
    [
        ("refus_nationalite", "certificat_nationalite", "refus_delai_de_la_lettre"),
        ("refus_visa", "visa_long", "refus_delai_de_la_lettre"),
        ("oqtf", None, "refus_delai_court"),
        (None, None, "refus_delai_court"),
    ],
)
def test_the_delays_of_an_order_to_leave_are_told_of_no_other_letter(shipped, kind, detail, told):
    letter = {"decision_kind": kind, **({"decision_detail": detail} if detail else {})}
    answers = read_answers(shipped, REFUSED | letter)
    found = evaluate(shipped, answers, TODAY).orientations
    both = {"refus_delai_de_la_lettre", "refus_delai_court"}
    assert {one.orientation.id for one in found if one.certain} & both == {told}


def test_no_page_of_a_judicial_appeal_names_the_administrative_court_online(
    client, monkeypatch, shipped
):
    page = shown(client, monkeypatch, shipped, REFUSED | NATIONALITY)
    text = " ".join(page.blocks)
    assert "7 jours" not in text
    assert "telerecours" not in page.source
    assert "Au tribunal judiciaire" in text
    assert "La préfecture : adresse et téléphone" not in text


@pytest.mark.parametrize(
    ("letter", "near"),
    [
        ({"decision_kind": "refus_nationalite", "decision_detail": "naturalisation"}, False),
        (NATIONALITY, False),
        ({"decision_kind": "oqtf", "placement": "libre"}, True),
    ],
)
def test_the_administrative_court_nearby_is_named_only_where_one_writes_to_it(
    shipped, letter, near
):
    """A naturalisation is for the minister, then Nantes; a certificate is for a judicial court."""
    answers = REFUSED | {"commune": "82121"} | letter
    helpers = make_result(answers, rules=shipped, today=TODAY).helpers
    names = " ".join(str(one.name) for one in (*helpers.first, *helpers.more))
    assert ("Tribunal administratif de Toulouse" in names) == near


def test_a_file_is_read_before_any_counter_is_named(shipped, shipped_cases):
    met = 0
    for case in shipped_cases:
        day = date.fromisoformat(str(case.get("today") or TODAY))
        for one in evaluate(shipped, read_answers(shipped, case["answers"]), day).procedures:
            if one.stance_name == "faire_relire":
                met += 1
                assert one.place == "aide", (case["id"], one.procedure.id)
    assert met > 100

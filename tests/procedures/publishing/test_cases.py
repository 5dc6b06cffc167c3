"""Running cases: each expectation holds when it should, and fails when it should."""

from datetime import date

import pytest

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.publishing.cases import run_case

TODAY = date(2026, 11, 24)
RULES = rule_set_from_plain(
    {
        "questions": [
            {"key": "etudiant", "kind": "yes_no", "text": "?", "allow_unknown": True},
            {"key": "fin", "kind": "date", "text": "?"},
            {"key": "autre", "kind": "yes_no", "text": "?"},
        ],
        "documents": [
            {"id": one, "title": one} for one in ("passeport", "bail", "facture", "acte")
        ],
        "departments": {"national": {"code": "national", "channels": [{"kind": "anef"}]}},
        "procedures": [
            {
                "id": "carte",
                "family": "f",
                "track": "t",
                "rank": 1,
                "title": "Carte",
                "when": {"etudiant": True},
                "documents": [
                    {"document": "passeport"},
                    {"one_of": ["bail", "facture"]},
                    {"document": "acte", "when": {"autre": True}},
                ],
                "steps": [{"id": "s", "text": "S", "window": {"to": {"fact": "fin", "days": -60}}}],
                "costs": [
                    {"label": "Taxe", "amount": 100},
                    {"label": "Visa", "amount": 300, "possible": True},
                ],
            },
            {"id": "generale", "family": "f", "track": "t", "rank": 2, "title": "Générale"},
        ],
    }
)
ANSWERS = {"etudiant": True, "fin": "2027-05-15", "autre": False}


def faults(expect, answers=ANSWERS):
    return run_case(RULES, {"id": "c", "answers": answers, "expect": expect}, TODAY)


@pytest.mark.parametrize(
    ("met", "missed"),
    [
        ({"procedures": ["carte"]}, {"procedures": ["generale"]}),
        ({"procedures": [], "also": ["carte"]}, {"procedures": []}),
        ({"procedures_any_of": [["x"], ["carte"]]}, {"procedures_any_of": [["x"], []]}),
        ({"shown": ["generale"]}, {"shown": ["rien"]}),
        ({"not_procedures": ["generale"]}, {"not_procedures": ["carte"]}),
        (
            {"documents": {"include": ["bail", ["acte", "passeport"]]}},
            {"documents": {"include": ["acte"]}},
        ),
        ({"documents": {"exclude": ["acte"]}}, {"documents": {"exclude": ["facture"]}}),
        ({"channel": ["anef", "postal"]}, {"channel": "unknown"}),
        ({"window": {"to": "2027-03-16"}}, {"window": {"to": "2027-03-15"}}),
        ({"costs": {"total": 100}}, {"costs": {"total": 250}}),
        ({"costs": {"possible": 300}}, {"costs": {"possible": 0}}),
        ({"costs": {"total": 100, "possible": 300}}, {"costs": {"total": 400, "possible": 300}}),
        ({"questions_at_most": 3}, {"questions_at_most": 2}),
    ],
)
def test_each_expectation_is_met_or_missed(met, missed):
    about_carte = {} if {"procedures", "procedures_any_of"} & set(met) else {"of": "carte"}
    assert faults({**about_carte, **met}) == []
    assert len(faults({**about_carte, **missed})) == 1


def test_possible_means_listed_but_not_certain():
    unknown = {**ANSWERS, "etudiant": None}
    assert faults({"possible": ["carte"], "not_procedures": ["carte"]}, unknown) == []
    assert len(faults({"possible": ["carte"]})) == 1


def test_a_wrong_answer_is_a_fault():
    (fault,) = faults({"procedures": []}, {"etudiante": True})
    assert "etudiant" in fault

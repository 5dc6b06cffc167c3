"""What ``evaluate`` prints, key by key."""

from datetime import date

import pytest

from procedures.engine.answers import answers_to_data, read_answers
from procedures.engine.results import evaluate_to_data
from procedures.engine.schema.serialization import rule_set_from_plain

from .builders import TODAY
from .whole_translated import english, translated

RULES = rule_set_from_plain(translated())
STUDENT = {"pays": "DZ", "age": 17, "statut": "etudiant", "fin": "2028-05-15"}


def evaluate(answers, today=TODAY, **options):
    return evaluate_to_data(RULES, read_answers(RULES, answers), today, **options)


def carte(answers, **options):
    return next(one for one in evaluate(answers, **options)["procedures"] if one["id"] == "carte")


def test_a_certain_procedure_is_told_with_all_that_it_takes():
    assert carte(STUDENT) == {
        "id": "carte",
        "certainty": "certain",
        "recommended": True,
        "because": ["statut"],
        "depends_on": [],
        "channel": None,
        "steps": [{"id": "payer", "from": None, "to": "2026-11-24", "certainty": "certain"}],
        "documents": [{"id": None, "one_of": ["bail", "photo"], "certainty": "certain"}],
        "costs": [
            {"label": "Envoi", "amount": 4.5, "currency": "XPF", "certainty": "certain"},
            {"label": "Copie", "amount": 1, "currency": "EUR", "certainty": "certain"},
            {
                "label": "Visa",
                "amount": 300,
                "currency": "EUR",
                "certainty": "possible",
                "may_be_asked": True,
            },
        ],
        "total_cost": 5.5,
        "possible_cost": 300,
        "card": {"stance": "deposer", "lead": None, "last_day": None, "place": None},
    }


def test_what_is_not_yet_known_is_told_as_possible():
    with_place = rule_set_from_plain(
        {
            **translated(),
            "questions": [
                *translated()["questions"],
                {"key": "commune", "kind": "commune", "text": "Commune ?"},
            ],
        }
    )
    data = evaluate_to_data(with_place, read_answers(with_place, STUDENT), TODAY)
    one = data["procedures"][0]
    assert data["next_question"] == "commune"
    assert one["channel"] is None
    assert one["steps"][0] == {
        "id": "deposer",
        "from": "2026-02-15",
        "to": "2027-01-31",
        "certainty": "possible",
    }
    assert one["documents"] == [
        {"id": "photo", "one_of": None, "certainty": "possible"},
        {"id": None, "one_of": ["bail", "photo"], "certainty": "certain"},
        {"id": "bail", "one_of": None, "certainty": "possible"},
    ]
    assert one["costs"][0] == {
        "label": "Taxe",
        "amount": 100.5,
        "currency": "XPF",
        "certainty": "possible",
    }
    assert one["total_cost"] == 5.5
    assert one["possible_cost"] == 400.5
    answers = read_answers(with_place, {**STUDENT, "commune": "82121"})
    local = evaluate_to_data(with_place, answers, date(2026, 12, 24), language="en")
    assert local["procedures"][0]["costs"][0]["label"] == english("Envoi")
    assert local["procedures"][0]["channel"] == {
        "kind": "counter",
        "url": "https://c/",
        "address": english("3 rue"),
        "instructions": english("Venez."),
        "no_slot_help": english("Revenez."),
    }
    assert local["procedures"][1]["channel"] == {
        "kind": "postal",
        "url": None,
        "address": None,
        "instructions": None,
        "no_slot_help": None,
    }
    assert local["notices"] == [
        {"text": english("Fermé."), "from": "2026-12-24", "until": "2027-01-02"},
        {"text": "Ouvert.", "from": None, "until": None},
    ]


def test_the_whole_of_an_evaluation():
    data = evaluate({"pays": "DZ"})
    assert list(data) == [
        *("next_question", "asked", "procedures", "orientations", "milestones", "notices"),
    ]
    assert data["next_question"] == "statut"
    assert data["asked"] == []
    assert [(one["id"], one["certainty"], one["recommended"]) for one in data["procedures"]] == [
        ("autre_carte", "certain", True),
        ("carte", "possible", False),
    ]
    assert data["procedures"][1]["depends_on"] == ["statut"]
    assert data["orientations"] == [
        {
            "id": "aide",
            "certainty": "possible",
            "stance": "appeler",
            "last_day": "2027-02-01",
        },
        {"id": "rien", "certainty": "certain", "stance": None, "last_day": None},
    ]
    assert data["notices"] == []
    assert evaluate(STUDENT)["orientations"][0]["certainty"] == "certain"
    passed = evaluate(STUDENT, today=date(2027, 2, 2))["orientations"][0]
    assert passed["last_day"] is None
    assert evaluate({"statut": "autre"})["asked"] == ["statut"]
    assert evaluate({"statut": "autre"})["next_question"] is None


def test_why_not_gives_the_tests_that_failed_and_the_answers():
    data = evaluate({"statut": "autre", "fin": "2027-01-31"}, explain="carte")
    assert data["why_not"] == {
        "procedure": "carte",
        "tests": [
            {
                "fact": "statut",
                "operator": "eq",
                "operand": "etudiant",
                "expected": True,
                "value": "autre",
                "missing": None,
                "questions": ["statut"],
            }
        ],
        "answers": {"statut": "autre", "fin": "2027-01-31"},
    }
    assert "why_not" not in evaluate({})
    assert evaluate(STUDENT, explain="carte")["why_not"]["tests"] == []


@pytest.mark.parametrize(
    ("when", "answers", "operand", "value", "missing"),
    [
        (
            {"fin": {"within": {"months": 4}}},
            {"fin": "2020-01-01"},
            {"months": 4},
            "2020-01-01",
            None,
        ),
        ({"fin": {"gte": "2027-01-01"}}, {"fin": "2020-01-01"}, "2027-01-01", "2020-01-01", None),
        (
            {"fin": {"between": ["2027-01-01", "2027-02-01"]}},
            {"fin": "2020-01-01"},
            ["2027-01-01", "2027-02-01"],
            "2020-01-01",
            None,
        ),
        ({"statut": ["etudiant"]}, {"statut": "autre"}, ["etudiant"], "autre", None),
        ({"age": 3}, {"pays": "FR"}, 3, None, "absent"),
        ({"pays": {"known": False}}, {"pays": "FR"}, False, "FR", None),
        ({"statut": {"known": True}}, {"statut": None}, True, None, "unknown"),
    ],
)
def test_a_failed_test_is_told_as_json_holds_it(when, answers, operand, value, missing):
    plain = translated()
    plain["procedures"] = [{**plain["procedures"][0], "when": when, "exclusive_with": []}]
    plain["departments"] = {}
    rules = rule_set_from_plain(plain)
    data = evaluate_to_data(rules, read_answers(rules, answers), TODAY, explain="carte")
    (test,) = data["why_not"]["tests"]
    assert (test["operand"], test["value"], test["missing"]) == (operand, value, missing)


def test_answers_are_written_back_as_they_were_read():
    data = {"statut": None, "age": 3, "pays": "DZ", "fin": "2027-01-31"}
    assert answers_to_data(read_answers(RULES, data)) == data

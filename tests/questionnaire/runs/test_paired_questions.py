"""The two short questions of the first page: shown together, answered together, changed apart."""

import pytest

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.publishing.editions.in_memory import using
from questionnaire.runs.paired_questions import SHOWN, beside
from questionnaire.runs.walk import section_labels

from ..samples import make_procedure, make_question
from ..visitor import Visitor

BOTH = {"reponse": "france", "beneficiary-reponse": "moi", SHOWN: "1"}


@pytest.fixture
def begun(client, shipped):
    with using(shipped, number=12):
        yield Visitor(client).start()


def test_the_first_page_asks_two_things(begun):
    assert begun.place == "residence"
    assert len(begun.context["fields"]) == 2
    assert begun.text.count("<h1") == 1
    assert begun.send("residence", **BOTH).place == "commune"
    assert begun.context["back_url"] == begun.at("residence")
    again = begun.open("residence")
    assert again.text.count("checked") == 2


def test_what_was_forgotten_is_said_and_what_was_chosen_stays(begun):
    begun.send("residence", **{"reponse": "france", SHOWN: "1"})
    assert begun.place == "residence"
    assert [one["target"] for one in begun.context["problems"]] == ["id_beneficiary-reponse_0"]
    assert begun.text.count("checked") == 1
    begun.send("residence", **{"beneficiary-reponse": "moi", SHOWN: "1"})
    assert [one["target"] for one in begun.context["problems"]] == ["id_reponse_0"]


def test_an_older_page_showed_one_question_and_leads_to_the_other(begun):
    assert begun.send("residence", reponse="france").place == "beneficiary"
    assert begun.send("beneficiary", reponse="moi").place == "commune"


def test_one_of_them_is_changed_alone(begun):
    begun.send("residence", **BOTH)
    page = begun.client.get(begun.at("residence") + "?verifier")
    assert len(page.context["fields"]) == 1


@pytest.mark.parametrize(
    "second",
    [
        make_question("second", "country"),
        make_question("second", "choice", "a", "b", "c", "d"),
        make_question("second", sensitive=True),
        make_question("second", when={"first": True}),
        make_question("second", late=True),
        make_question("second", allow_unknown=True),
    ],
)
def test_a_question_that_is_long_or_not_for_all_stands_alone(second):
    questions = [make_question("first"), second]
    plain = {"questions": questions, "procedures": [make_procedure("p", 1)]}
    assert beside(rule_set_from_plain(plain)) == {}
    plain["questions"] = [make_question("first"), make_question("second")]
    assert beside(rule_set_from_plain(plain)) == {"first": "second"}


SPOUSE = {
    "commune": {"recherche": "Montpellier"}, "nationality": {"recherche": "Turquie"},
    "goal": {"reponse": "carte_resident"}, "current_document": {"reponse": "carte_sejour"},
    "permit_motive": {"reponse": "vie_privee_familiale"}, "ground": {"reponse": "famille_francais"},
    "french_family_link": {"reponse": "conjoint"}, "life_together": {"reponse": "oui"},
    "years_married": {"reponse": "2"}, "years_regular_stay": {"reponse": "5"},
    "expiry_date": {"reponse_day": "15", "reponse_month": "5", "reponse_year": "2027"},
    "age": {"reponse": "40"},
}  # fmt: skip


def test_nobody_is_sent_back_to_an_earlier_part_or_told_more_pages(begun):
    begun.send("residence", **BOTH)
    titles, parts, left = list(section_labels()), [], []
    while begun.place in SPOUSE:
        shown = begun.context["progress"]
        parts.append(shown["position"])
        left += [shown["left"]] if shown["left"] else []
        begun.send(begun.place, **SPOUSE[begun.place])
    assert begun.place == "papiers"
    assert parts == sorted(parts)
    assert parts[-1] == titles.index("situation") + 1
    assert left == sorted(set(left), reverse=True)

"""The page of a person of trial says what is verified, and what is not decided yet."""

from html import unescape

import pytest

from procedures.admin.tryout.saving import TAKEN
from procedures.drafting.cases.today import says_something_sure, verified
from procedures.drafting.cases.words import CaseWords
from tests import factories

from .addresses import page
from .test_cases import make_case

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def agent(client_of):
    return client_of("82", role="redaction")


def told(agent, **fields):
    """Return what the result of a person says, as text."""
    found = unescape(agent.get(page(make_case(**fields))).text)
    return found[found.index('id="resultat"') :].replace("\xa0", " ")


@pytest.fixture
def open_question():
    """A procedure of another track whose condition asks one more question."""
    factories.make_procedure(key="b", track="b", title_fr="Carte b", when={"age": {"gte": 20}})


def test_a_person_of_whom_only_open_things_are_expected_is_no_success(agent, open_question):
    expect = {"procedures": [], "possible": ["renouvellement", "b"]}
    text = told(agent, answers={"expiry_date": "2027-01-01"}, expect=expect)
    assert "L'essai ne vérifie presque rien." in text
    assert "L'essai réussit" not in text
    assert "desk-good" not in text
    compared = "aucune démarche recommandée · « Une carte », « Carte b » possibles"
    assert f"Comparé à chaque essai : {compared}." in text
    assert "Pas décidé : 2 questions encore sans réponse." in text


def test_what_is_sure_is_verified_and_the_open_questions_are_counted(agent, open_question):
    text = told(agent)
    assert "L'essai réussit." in text
    assert "Comparé à chaque essai : « Une carte » recommandée." in text
    assert "Pas décidé : 1 question encore sans réponse." in text


def test_where_all_is_answered_nobody_is_told_of_questions(agent):
    text = told(agent, answers={"situation": "travail"}, expect={"procedures": []})
    assert "L'essai réussit." in text
    assert "Comparé à chaque essai : aucune démarche recommandée." in text
    assert "Pas décidé" not in text


def test_a_person_who_fails_is_told_what_was_verified_too(agent):
    text = told(agent, expect={"procedures": [], "channel": "postal", "of": "renouvellement"})
    assert "L'essai échoue." in text
    assert "Comparé à chaque essai : aucune démarche recommandée · la façon de déposer." in text


def test_what_was_copied_from_the_result_itself_is_no_success_in_green(agent):
    text = told(agent, source=TAKEN)
    assert "L'essai réussit, mais personne n'a relu ce qui est attendu." in text
    assert "desk-good" not in text
    assert "Comparé à chaque essai : « Une carte » recommandée." in text


class Named(CaseWords):
    """The names of procedures without a rule set."""

    def __init__(self):
        pass

    def procedures(self, keys):
        return " et ".join(keys)


@pytest.mark.parametrize(
    ("expect", "said", "sure"),
    [
        ({"possible": ["a", "b", "c", "d"]}, ["4 démarches possibles"], False),
        ({"shown": ["a"]}, ["a montrée"], True),
        ({"not_procedures": ["a", "b"]}, ["a et b non recommandées"], True),
        (
            {"procedures_any_of": [["a"], ["b"]]},
            ["les démarches recommandées (plusieurs résultats sont justes)"],
            True,
        ),
        (
            {"documents": {"include": ["p"]}, "window": {"to": "2027-01-01"}},
            ["1 pièce", "les dates"],
            True,
        ),
        (
            {"costs": {"total": 0}, "questions_at_most": 9},
            ["le coût", "le nombre de questions"],
            True,
        ),
        ({"of": "a", "also": ["b"]}, [], False),
    ],
)
def test_each_expectation_has_its_words(expect, said, sure):
    assert verified(expect, Named()) == said
    assert says_something_sure(expect) is sure

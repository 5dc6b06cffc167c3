"""What becomes of a person is said in words: gained, lost, passed; never a number of a rank."""

from datetime import date

import pytest

from procedures.drafting.words.conditions import DeskWording
from procedures.drafting.words.outcomes import (
    change_words,
    result_words,
    status_in,
)
from procedures.drafting.words.ranks import Orders
from procedures.engine.proofs.behaviour import Change, differences
from procedures.engine.schema.serialization import rule_set_from_plain
from tests.procedures.engine.whole import PLAIN

RULES = rule_set_from_plain(PLAIN)
KEYS = [*RULES.procedures][:3]
TITLES = [f"« {RULES.procedures[one].title['fr']} »" for one in KEYS]


def result(*listed, **more):
    """Return a result that lists procedures by their number; the first is recommended."""
    asked = {"channel": None, "steps": [], "costs": [], "card": {}, "documents": []}
    procedures = [
        {"id": KEYS[one], "certainty": "certain", "recommended": not place, **asked, **more}
        for place, one in enumerate(listed)
    ]
    return {"procedures": procedures, "orientations": [], "notices": []}


@pytest.mark.parametrize(
    ("was", "will", "said"),
    [
        ((0,), (0,), []),
        ((0, 1), (0,), ["démarche perdue : {1}"]),
        ((0,), (0, 1), ["démarche gagnée : {1}"]),
        (
            (0, 1),
            (1, 0),
            ["conseillée désormais : {1}", "plus conseillée : {0}", "{1} passe devant {0}"],
        ),
    ],
)
def test_what_a_person_gains_loses_and_what_passes(was, will, said):
    told = result_words(result(*was), result(*will), RULES, RULES)
    assert told == [one.format(*TITLES) for one in said]


def test_what_a_procedure_asks_for_is_said_with_its_name():
    paper = next(iter(RULES.documents))
    line = {"id": paper, "one_of": None, "certainty": "certain"}
    (told,) = result_words(result(0), result(0, documents=[line], channel={}), RULES, RULES)
    title = RULES.documents[paper].title["fr"]
    assert told == f"{TITLES[0]} : pièce en plus : « {title} », la façon de déposer change"


def test_answers_that_one_version_refuses_are_said():
    assert result_words(None, result(0), RULES, RULES) == ["ces réponses n'existent pas encore"]


def orders(*keys):
    return Orders.of(
        "procedures",
        [{"id": key, "title": f"Carte {key}", "rank": place} for place, key in enumerate(keys)],
    )


def test_a_rank_is_said_by_who_is_passed():
    was, now, wording = orders("a", "b"), orders("b", "a"), DeskWording(RULES)
    moved = Change("order", "b", "", "titre 2", "titre 1", 5)
    assert change_words(moved, wording, was, now) == "« Carte b » passe devant « Carte a »"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "certain",
            "recommended",
            "avant, dans la liste, sans être conseillée ; désormais, conseillée",
        ),
        (
            "non",
            "possible",
            "avant, pas dans la liste ; désormais, dans la liste, possible seulement",
        ),
    ],
)
def test_the_place_in_the_answer_is_said_plainly(before, after, said):
    change = Change("status", KEYS[0], "", before, after, 5)
    assert change_words(change, DeskWording(RULES), orders(), orders()).endswith(said)


def test_who_is_not_listed_has_the_word_of_the_proof():
    """« non » is what the proof says of a procedure that some people are not shown."""
    asked = {"key": "a", "kind": "yes_no", "text": "?"}
    plain = {
        "id": "carte",
        "title": "Carte",
        "track": "titre",
        "rank": 1,
        "family": "f",
        "when": {"a": True},
    }
    before, after = (
        rule_set_from_plain({"questions": [asked], "procedures": one}) for one in ([], [plain])
    )
    found = differences(before, after, date(2026, 11, 24)).changes
    assert {one.before for one in found if one.decision == "status"} == {
        status_in(result(), KEYS[0])
    }

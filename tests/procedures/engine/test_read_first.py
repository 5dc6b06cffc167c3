"""Who risks an order to leave has a request read before it is filed, whatever shows the answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.engine import plain_stances
from procedures.engine.evaluation import evaluate
from procedures.engine.plain import PlainSituation
from procedures.engine.relevance import next_question
from procedures.engine.results import evaluate_to_data
from procedures.engine.schema.serialization import check_plain, rule_set_from_plain
from procedures.engine.stances import first_place
from procedures.engine.values.stances import STANCES

from .agreement import card, own_steps
from .builders import make_procedure, make_question
from .examples import examples
from .rich_strategies import ARRONDISSEMENTS, LATE, rich_catalogues_and_people

TODAY = date(2026, 11, 29)
GATHER = {"id": "reunir", "text": "Réunissez les papiers."}
FILE = {"id": "deposer", "text": "Déposez.", "place": "canal"}
PAY = {"id": "payer", "text": "Payez.", "place": "en_ligne"}
RENEW = {**FILE, "window": {"from": {"fact": "fin", "days": -120}}}
RISK = {
    "id": "risque",
    "rank": 1,
    "when": {"any": [{"sans_titre": True}, {"fin": {"known": True, "past": True}}]},
    "title": "Risque",
    "text": "Un refus peut obliger à partir.",
    "careful": True,
    "stance": "faire_relire",
    "lead": "N'y allez pas seul.",
    "steps": [{"text": "Faites relire."}, {"text": "Gardez la preuve."}],
}
TO_FILE = [{"stance": "deposer", "lead": "Déposez vite."}]


def rules(*, steps=(GATHER, FILE, PAY), stances=TO_FILE, risk=None):
    return rule_set_from_plain(
        {
            "questions": [make_question("sans_titre"), make_question("fin", "date")],
            "procedures": [make_procedure("carte", stances=stances, steps=list(steps))],
            # A field that is given as empty is left out.
            "orientations": [
                {key: one for key, one in {**RISK, **(risk or {})}.items() if one != ""}
            ],
        }
    )


def result(answers, **parts):
    return evaluate(rules(**parts), answers, TODAY).procedures[0]


def told(found):
    """The stance of the card, its sentences, and the names of the steps."""
    leads = [one["fr"] for one in found.stance.leads]
    return found.stance.stance.stance, leads, [one.step.id for one in found.steps]


AS_WRITTEN = ("deposer", ["Déposez vite."], ["reunir", "deposer", "payer"])


def test_what_decides_the_first_word_of_the_card_is_asked_last():
    found = rules(risk={"when": {"sans_titre": True}}, steps=(GATHER, RENEW, PAY))
    assert next_question(found, {}, TODAY) == "fin"
    assert next_question(found, {"fin": date(2027, 5, 1)}, TODAY) == "sans_titre"
    spared = rules(risk={"when": {"sans_titre": True}, "filed_first": ["famille"]})
    assert next_question(spared, {}, TODAY) is None


def test_the_steps_of_the_risk_stand_before_the_filing():
    found = result({"sans_titre": True})
    assert told(found) == (
        "faire_relire",
        ["Déposez vite.", "N'y allez pas seul."],
        ["reunir", "risque_0", "risque_1", "deposer", "payer"],
    )
    assert found.place == "aide"
    assert [one.orientation.id for one in found.steps if one.orientation] == ["risque", "risque"]


@pytest.mark.parametrize(
    ("answers", "risk"),
    [
        ({"sans_titre": False}, {}),
        # What is not known holds nobody back: the orientation says it beside.
        ({"sans_titre": None}, {}),
        ({}, {}),
        ({"sans_titre": True}, {"filed_first": ["famille"]}),
        ({"sans_titre": True}, {"careful": False}),
        ({"sans_titre": True}, {"lead": ""}),
        ({"sans_titre": True}, {"steps": ""}),
        ({"sans_titre": True}, {"stance": "se_proteger"}),
    ],
)
def test_a_card_stays_as_it_is(answers, risk):
    assert told(result(answers, risk=risk)) == AS_WRITTEN


@pytest.mark.parametrize("stance", ["faire_relire", "se_proteger", "repondre"])
def test_a_card_that_says_the_risk_is_told_no_other(stance):
    found = result({"sans_titre": True}, stances=[{"stance": stance, "lead": "Attention."}])
    assert told(found) == (stance, ["Attention."], AS_WRITTEN[2])


def test_a_card_that_sends_to_somebody_who_helps_says_the_risk_too():
    helped = {**FILE, "place": "aide"}
    found = result({"sans_titre": True}, steps=[helped], stances=[{"stance": "en_retard"}])
    assert told(found) == ("en_retard", ["N'y allez pas seul."], ["deposer"])


def test_a_late_card_has_the_file_read_first_and_stays_late():
    found = result({"sans_titre": True}, stances=[{"stance": "en_retard"}])
    assert told(found) == (
        "en_retard",
        ["N'y allez pas seul."],
        ["reunir", "risque_0", "risque_1", "deposer", "payer"],
    )
    assert found.place == "aide"


@pytest.mark.parametrize("stance", ["appeler", "en_retard"])
def test_a_risk_that_the_card_says_itself_is_said_once(stance):
    said = [{"stance": stance, "lead": RISK["lead"]}]
    found = result({"sans_titre": True}, steps=[{**FILE, "place": "aide"}], stances=said)
    assert told(found)[1] == [RISK["lead"]]


@pytest.mark.parametrize(
    ("steps", "stance"), [([PAY, FILE], "deposer"), ([FILE], "attendre"), ([GATHER], "deposer")]
)
def test_only_a_request_that_is_filed_first_is_held_back(steps, stance):
    found = result({"sans_titre": True}, steps=steps, stances=[{"stance": stance}])
    assert told(found) == (stance, [], [one["id"] for one in steps])


def test_a_last_day_that_is_not_known_is_no_title_that_is_over():
    unknown = {"sans_titre": True, "fin": None}
    assert told(result(unknown, steps=[RENEW])) == ("deposer", ["Déposez vite."], ["deposer"])
    over = result({"sans_titre": False, "fin": date(2026, 11, 1)}, steps=[RENEW])
    assert told(over)[0] == "faire_relire"
    # The same card, of a procedure that waits for no day.
    assert told(result(unknown))[0] == "faire_relire"


def test_programs_get_what_the_page_shows():
    data = evaluate_to_data(rules(), {"sans_titre": True}, TODAY)["procedures"][0]
    assert data["card"]["stance"] == "faire_relire"
    assert data["card"]["place"] == "aide"
    assert data["card"]["lead"] == "Déposez vite. N'y allez pas seul."
    assert [one["id"] for one in data["steps"]][1:3] == ["risque_0", "risque_1"]


def test_a_family_that_is_not_known_is_a_fault():
    risk = {key: one for key, one in RISK.items() if key != "when"} | {"filed_first": ["asil"]}
    plain = {
        "questions": [make_question("fin", "date")],
        "procedures": [make_procedure("carte")],
        "orientations": [risk],
    }
    (problem,) = [one for one in check_plain(plain) if "filed_first" in one.path]
    assert "famille inconnue" in problem.message


STANDING = st.sampled_from([*STANCES, "deposer", "deposer", "deposer"])
STANDS = st.sampled_from([{}, {"place": "aide"}, {"place": "canal"}, {"place": "canal"}])
READS_A_DAY = {"any": [{"jour": {"known": True}}, {"jour": {"known": False}}]}


@examples(100)
@given(catalogue_and_person=rich_catalogues_and_people(), data=st.data())
def test_any_card_is_that_of_the_specification(catalogue_and_person, data):
    """Whatever the rules; and what is put before a filing changes the card and the steps together.

    The first place of the card was that of the steps before, and stays so.
    """
    plain, answers = catalogue_and_person
    for one in plain["procedures"]:
        for step in one["steps"]:
            del step["when"]
            step.pop("place", None)
            step |= data.draw(STANDS)
        one["stances"] = [LATE, {"stance": data.draw(STANDING)}]
    risk = {key: one for key, one in RISK.items() if key != "when"}
    risk |= data.draw(st.sampled_from([{}, {"when": READS_A_DAY}]))
    plain["orientations"] = [{**risk, "filed_first": data.draw(st.sampled_from([[], ["une"]]))}]
    rule_set = rule_set_from_plain(plain, ARRONDISSEMENTS)
    specified = PlainSituation(rule_set, answers, TODAY)
    for one in evaluate(rule_set, answers, TODAY).procedures:
        assert card(one) == plain_stances.card_of(specified, one.procedure)
        if len(own_steps(one)) < len(one.steps):
            assert (one.place, first_place(own_steps(one))) == ("aide", "canal")

"""What rests on a withdrawn entry is told to agents, blocks nothing, and is not tried."""

import pytest

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.publishing.cases import run_case
from procedures.publishing.checks.checker import check
from procedures.publishing.withdrawn import resting
from tests.procedures.engine.builders import TODAY, make_plain, make_procedure, make_question

WHEN = {"snow": True}
QUESTION = "repose sur « snow ? », une question retirée pour l'instant"
PROCEDURE = "repose sur « hiver », une démarche retirée pour l'instant"
CONDITION = "la condition est lue comme pour ceux que la question ne concerne pas"


def catalogue(*, question=False, procedure=False, **sections):
    """A catalogue whose question and winter procedure are withdrawn, or not."""
    return make_plain(
        make_question("snow", enabled=not question),
        make_question("since", "date", when=WHEN, enabled=not question),
        make_question("age", "integer"),
        procedures=[
            make_procedure("hiver", when=WHEN, enabled=not procedure),
            make_procedure("ete", rank=20, documents=[{"document": "bail", "when": WHEN}]),
        ],
        documents=[{"id": "bail", "title": "Bail"}],
        **sections,
    )


def said_of(plain):
    return [str(one) for one in resting(plain)]


def test_nothing_is_said_while_nothing_is_withdrawn():
    assert said_of(catalogue()) == []


def test_conditions_on_a_withdrawn_question_are_told():
    # The question « since » rests on it too, but is withdrawn itself.
    assert said_of(catalogue(question=True)) == [
        f"procedures/famille.yaml : hiver.when : {QUESTION} : {CONDITION}",
        f"procedures/famille.yaml : ete.documents.bail.when : {QUESTION} : {CONDITION}",
    ]


@pytest.mark.parametrize(
    ("sections", "path", "becomes"),
    [
        (
            {"departments": {"34": {"code": "34", "overrides": [{"procedure": "hiver"}]}}},
            "departements/34.yaml : overrides.hiver.procedure",
            "cette adaptation ne compte pas",
        ),
        (
            {
                "departments": {
                    "34": {
                        "code": "34",
                        "channels": [{"kind": "anef", "for": {"procedures": ["hiver"]}}],
                    }
                }
            },
            "departements/34.yaml : channels.0.for.procedures",
            "cette façon de déposer ne sert pas pour elle",
        ),
        (
            {"invariants": [{"id": "i", "title": "I", "never": {"procedures": ["hiver"]}}]},
            "invariants.yaml : i.never.procedures",
            "cette garantie ne dit rien d'elle",
        ),
    ],
)
def test_what_rests_on_a_withdrawn_procedure_is_told(sections, path, becomes):
    assert said_of(catalogue(procedure=True, **sections)) == [f"{path} : {PROCEDURE} : {becomes}"]


def test_the_cases_that_wait_are_told_once_for_each_entry():
    cases = [
        {"id": f"c{one}", "answers": {"snow": True}, "expect": {"possible": ["hiver"]}}
        for one in range(4)
    ]
    said = said_of(catalogue(question=True, procedure=True, cases=cases))
    waiting = "les personnes d'essai qui comptent sur elle ne sont pas essayées (4 : c0, c1, c2…)"
    assert said[-2:] == [
        f"questions.yaml : snow : une question retirée pour l'instant : {waiting}",
        f"procedures/famille.yaml : hiver : une démarche retirée pour l'instant : {waiting}",
    ]


def test_a_date_that_counts_from_a_withdrawn_question_is_told():
    plain = catalogue(question=True)
    window = {"to": {"fact": "since", "days": -60}}
    plain["procedures"][1]["steps"] = [{"id": "deposer", "text": "Déposez.", "window": window}]
    assert (
        "procedures/famille.yaml : ete.steps.deposer.window.to : repose sur « since ? », une "
        "question retirée pour l'instant : cette date n'est pas calculée"
    ) in said_of(plain)


@pytest.mark.parametrize(
    ("case", "is_tried"),
    [
        ({"answers": {"snow": True}, "expect": {"procedures": []}}, False),
        ({"answers": {}, "expect": {"procedures": ["hiver"]}}, False),
        ({"answers": {}, "expect": {"possible": ["hiver"]}}, False),
        ({"answers": {}, "expect": {"procedures": [], "not_procedures": ["hiver"]}}, True),
        ({"answers": {"age": 3}, "expect": {"procedures": []}}, True),
    ],
)
def test_a_case_that_waits_for_what_is_withdrawn_is_not_tried(case, is_tried):
    plain = catalogue(question=True, procedure=True, cases=[{"id": "c", **case}])
    failing = run_case(rule_set_from_plain(plain), plain["cases"][0], TODAY)
    # Everybody gets « ete »: no case here is right.
    assert bool(failing) is is_tried


def test_a_withdrawal_blocks_no_publication():
    case = {"id": "c", "answers": {"snow": True}, "expect": {"procedures": ["hiver"]}}
    plain = catalogue(question=True, procedure=True, cases=[case])
    found = check(plain, TODAY)
    assert not [str(one) for one in found if one.blocking]
    told = [one for one in found if "retirée pour l'instant" in one.message]
    assert told
    assert not any(one.fault for one in told)

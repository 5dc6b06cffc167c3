"""What a change of rules changes: nothing missed, nothing invented, and who shows it."""

import copy
from datetime import date

import pytest
from hypothesis import Phase, assume, given
from hypothesis import strategies as st

from procedures.engine.evaluation import evaluate
from procedures.engine.proofs.behaviour import differences
from procedures.engine.results import evaluate_to_data
from procedures.engine.schema.serialization import rule_set_from_plain
from tests.procedures.engine.builders import make_procedure, make_question, make_rules
from tests.procedures.engine.examples import examples
from tests.procedures.engine.proofs.small import (
    LARGEST,
    TODAY,
    catalogues,
    complete,
    conditions,
    raw_people,
)

MANY = examples(120, phases=[Phase.generate])
TOLD = ("id", "certainty", "recommended", "channel", "steps", "documents", "costs", "total_cost")


def told(rule_set, answers):
    """What a person gets, without what only explains it."""
    data = evaluate_to_data(rule_set, answers, TODAY)
    # No channel, and a channel that is not known yet, are both written null.
    known = [one.channel.known for one in evaluate(rule_set, answers, TODAY).procedures]
    return repr(
        (
            known,
            [{key: one[key] for key in TOLD} for one in data["procedures"]],
            data["orientations"],
            data["notices"],
        )
    )


@MANY
@given(catalogues())
def test_a_catalogue_does_not_differ_from_itself(plain):
    again = copy.deepcopy(plain)
    result = differences(rule_set_from_plain(plain), rule_set_from_plain(again), TODAY)
    assert result.changes == ()
    assert result.unfinished == ()


@st.composite
def edits(draw):
    """A catalogue before and after one edit."""
    plain = draw(catalogues())
    after = copy.deepcopy(plain)
    procedure = draw(st.sampled_from(after["procedures"]))
    when = draw(conditions(plain["questions"]))
    kind = draw(st.integers(0, 9))
    if kind == 0:
        procedure["when"] = when
    elif kind == 1 and procedure["documents"]:
        procedure["documents"][0]["when"] = when
    elif kind == 2:
        procedure["steps"][0]["when"] = when
    elif kind == 3:
        procedure["costs"][0]["when"] = when
    elif kind == 4:
        after["derived_facts"][0]["rules"][0]["when"] = when
    elif kind == 5:
        after["departments"]["34"]["channels"][0]["when"] = when
    elif kind == 6:
        after["procedures"].remove(procedure)
        after["departments"] = {}
    elif kind == 7:
        procedure["costs"][0]["amount"] = draw(st.sampled_from([50, 60]))
    elif kind == 8:
        after["orientations"][0]["when"] = when
    else:
        after["departments"]["34"]["overrides"] = []
    return plain, after


@MANY
@given(edits())
def test_an_edit_that_changes_a_result_is_never_reported_as_none(pair):
    plain, edited = pair
    assume(len(raw_people(plain)) <= LARGEST)
    before, after = rule_set_from_plain(plain), rule_set_from_plain(edited)
    reported = [one for one in differences(before, after, TODAY).changes if one.decision != "order"]
    changed = []
    for raw in raw_people(plain):
        answers = complete(before, raw)
        if answers is not None and told(before, answers) != told(after, answers):
            changed.append(answers)
    if changed:
        assert reported
    for one in reported:
        assert told(before, one.witness) != told(after, one.witness)
        assert one.people > 0
    partly = [
        {key: value for key, value in raw.items() if key != "un"} for raw in raw_people(plain)
    ]
    if any(told(before, one) != told(after, one) for one in partly):
        assert reported


QUESTIONS = (
    make_question("salarie"),
    make_question("commune", "commune"),
    make_question("fin", "date"),
)


def catalogue(**more):
    step = {"id": "deposer", "text": "Déposez.", "window": {"to": {"fact": "fin", "days": -60}}}
    procedure = make_procedure(
        "carte",
        when={"salarie": True},
        steps=[step],
        documents=[{"document": "contrat"}],
        costs=[{"fee": "taxe"}],
        warnings=[{"text": "Gardez une copie."}],
    )
    procedure.update(more.pop("procedure", {}))
    sections = {
        "documents": [{"id": "contrat", "title": "Contrat"}, {"id": "bail", "title": "Bail"}],
        "fees": [
            {"id": "taxe", "label": "Taxe", "amounts": [{"from": date(2026, 5, 1), "amount": 100}]}
        ],
        "departments": {
            "national": {"code": "national", "channels": [{"kind": "anef"}]},
            "82": {"code": "82", "channels": [{"kind": "counter"}]},
        },
        "procedures": [procedure],
    }
    return make_rules(*QUESTIONS, **{**sections, **more})


def only_change(**more):
    changes = differences(catalogue(), catalogue(**more), TODAY).changes
    assert len(changes) == 1
    return changes[0]


def test_a_new_amount_is_a_change_of_the_tariff():
    amounts = [{"from": date(2026, 5, 1), "amount": 120}]
    change = only_change(fees=[{"id": "taxe", "label": "Taxe", "amounts": amounts}])
    assert (change.decision, change.subject) == ("costs", "carte")


def test_a_new_window_is_a_change_of_dates():
    window = {"to": {"fact": "fin", "days": -90}}
    step = {"id": "deposer", "text": "Déposez.", "window": window}
    change = only_change(procedure={"steps": [step]})
    assert (change.decision, change.item) == ("dates", "deposer")
    assert "-60" in change.before
    assert "-90" in change.after


def test_a_document_asked_in_one_departement_is_a_change_there():
    override = {"procedure": "carte", "add_documents": ["bail"]}
    departments = {
        "national": {"code": "national", "channels": [{"kind": "anef"}]},
        "82": {"code": "82", "channels": [{"kind": "counter"}], "overrides": [override]},
    }
    change = only_change(departments=departments)
    assert (change.decision, change.item, change.departments) == ("documents", "bail", ("82",))
    assert change.witness["commune"].startswith("82")


def test_a_new_address_of_a_channel_is_a_change_of_channel():
    departments = {
        "national": {"code": "national", "channels": [{"kind": "anef"}]},
        "82": {"code": "82", "channels": [{"kind": "counter", "url": "https://example.org/"}]},
    }
    change = only_change(departments=departments)
    assert (change.decision, change.departments) == ("channel", ("82",))


def test_a_warning_that_appears_is_a_change():
    warnings = [{"text": "Gardez une copie."}, {"text": "Signez."}]
    assert only_change(procedure={"warnings": warnings}).decision == "warnings"


def test_a_rank_that_beats_another_procedure_is_a_change_of_status():
    other = make_procedure("autre", rank=20, when={"salarie": True})
    before = make_rules(
        *QUESTIONS, procedures=[make_procedure("carte", when={"salarie": True}), other]
    )
    first = make_procedure("carte", rank=30, when={"salarie": True})
    after = make_rules(*QUESTIONS, procedures=[first, other])
    statuses = {
        (one.subject, one.before, one.after)
        for one in differences(before, after, TODAY).changes
        if one.decision == "status"
    }
    assert statuses == {("carte", "recommended", "certain"), ("autre", "certain", "recommended")}


def test_what_only_a_new_answer_leads_to_is_told_from_the_rest():
    def rules(offered, given):
        choices = [{"value": one, "text": one} for one in offered]
        question = make_question("motif", "choice", choices=choices)
        return make_rules(question, procedures=[make_procedure("carte", when={"motif": given})])

    old = rules("ab", ["a"])
    new = rules("abc", ["a", "c"])
    (change,) = differences(old, new, TODAY).changes
    assert (change.new_answer, change.witness) == ("motif", {"motif": "c"})
    # Somebody who gives an answer of before is concerned too: no new answer is the cause.
    wider = rules("abc", ["a", "b", "c"])
    assert [one.new_answer for one in differences(old, wider, TODAY).changes] == [""]
    # An answer that goes is not a new one.
    assert {one.new_answer for one in differences(new, old, TODAY).changes} == {""}


@pytest.mark.parametrize("key", ["from", "until"])
def test_a_notice_that_ends_is_a_change(key):
    shown = {"text": "Fermé.", "from": date(2026, 11, 1), "until": date(2026, 12, 1)}
    over = {**shown, key: date(2026, 12, 1) if key == "from" else date(2026, 11, 2)}
    before, after = (
        catalogue(departments={"82": {"code": "82", "notices": [one]}}) for one in (shown, over)
    )
    changes = differences(before, after, TODAY).changes
    assert [(one.decision, one.subject) for one in changes] == [("notices", "82")]


def test_what_the_limit_leaves_undone_is_named():
    before, after = catalogue(), catalogue(procedure={"when": {"salarie": False}})
    assert differences(before, after, TODAY, steps=1).unfinished

"""How two départements differ: every divergence is one that the person shown would meet."""

import pytest
from hypothesis import Phase, given

from procedures.engine.channels import resolve_channel
from procedures.engine.proofs.divergence import divergences
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space
from procedures.engine.results import evaluate_to_data
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.engine.values.facts import department_of
from tests.procedures.engine.builders import make_procedure, make_question
from tests.procedures.engine.examples import examples
from tests.procedures.engine.proofs.small import TODAY, best_of, catalogues, complete
from tests.procedures.engine.proofs.sound import sound, sound_rules

PLACES = {"34": "34001", "82": "82001", "autre": "99999"}


def listed(rules, one, other):
    found = divergences(Meaning(Space([rules], TODAY), rules), one, other)
    return {(each.procedure, each.decision, each.item, each.here, each.there) for each in found}


def test_a_departement_differs_by_its_channel_and_its_documents():
    assert listed(sound_rules(), "82", "34") == {
        ("travail", "channel", "", "counter", "anef"),
        ("etudes", "documents", "passeport", "non", "oui"),
        ("etudes", "documents", "bail", "oui", "non"),
    }
    assert listed(sound_rules(), "34", "82") == {
        (procedure, decision, item, there, here)
        for procedure, decision, item, here, there in listed(sound_rules(), "82", "34")
    }


def test_a_departement_does_not_differ_from_itself_nor_from_another_without_an_entry():
    rules = sound_rules()
    assert listed(rules, "82", "82") == set()
    assert listed(rules, "34", "11") == set()


def test_without_a_commune_nothing_can_differ():
    plain = sound()
    plain["questions"] = plain["questions"][1:]
    assert listed(rule_set_from_plain(plain), "82", "34") == set()


def test_a_procedure_that_nobody_gets_does_not_differ():
    plain = sound()
    nobody = make_procedure("stage", 30, {"statut": "etudiant"}, documents=[{"document": "photo"}])
    plain["procedures"].append(nobody)
    override = {"procedure": "stage", "drop_documents": ["photo"]}
    plain["departments"]["82"]["overrides"].append(override)
    found = listed(rule_set_from_plain(plain), "82", "34")
    assert "stage" not in {one[0] for one in found}


def test_only_those_who_get_the_procedure_in_both_places_are_compared():
    plain = sound()
    plain["procedures"][1]["when"]["departement"] = "82"
    found = listed(rule_set_from_plain(plain), "82", "34")
    assert "travail" not in {one[0] for one in found}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"cdi": True}, ("travail", "costs", "0", "Taxe : 9 EUR", "non")),
        ({"channel": "counter"}, ("travail", "costs", "0", "Taxe : 9 EUR", "non")),
    ],
)
def test_a_cost_of_one_departement_is_told_with_its_amount(line, expected):
    plain = sound()
    plain["procedures"][1]["costs"] = [{"fee": "taxe", "when": {**line, "departement": "82"}}]
    assert expected in listed(rule_set_from_plain(plain), "82", "34")


def test_the_witness_lives_in_the_part_of_the_departement_that_is_compared():
    """Where a département's channel depends on the arrondissement."""
    plain = sound()
    plain["questions"].append(make_question("urgent", "yes_no"))
    counter = {"kind": "counter", "when": {"arrondissement": "821", "cdi": True}}
    plain["departments"]["82"]["channels"] = [counter]
    rules = rule_set_from_plain(plain, {"82001": "821", "82121": "822"})
    found = list(divergences(Meaning(Space([rules], TODAY), rules), "82", "34"))
    channels = [one for one in found if one.decision == "channel"]
    assert channels
    for one in channels:
        situation = Situation(rules, one.witness, TODAY)
        channel = resolve_channel(situation, rules.procedures[one.procedure]).channel
        assert channel.kind == one.here


def test_every_part_of_a_departement_is_compared():
    """The counter is for the arrondissement whose commune comes last."""
    plain = sound()
    counter = {"kind": "counter", "when": {"arrondissement": "822"}}
    plain["departments"]["82"]["channels"] = [counter]
    rules = rule_set_from_plain(plain, {"82001": "821", "82121": "822"})
    assert ("travail", "channel", "", "counter", "anef") in listed(rules, "82", "34")
    assert ("travail", "channel", "", "anef", "counter") in listed(rules, "34", "82")


def told(rules, answers, name):
    data = evaluate_to_data(rules, answers, TODAY)
    one = next(one for one in data["procedures"] if one["id"] == name)
    # No channel, and a channel that is not known yet, are both written null.
    known = resolve_channel(Situation(rules, answers, TODAY), rules.procedures[name]).known
    told = ("channel", "steps", "documents", "costs", "recommended")
    return repr([known, *(one[key] for key in told)])


@examples(100, phases=[Phase.generate])
@given(catalogues())
def test_a_witness_gets_something_else_once_moved(plain):
    rules = rule_set_from_plain(plain)
    for one in divergences(Meaning(Space([rules], TODAY), rules), "34", "82"):
        procedure = rules.procedures[one.procedure]
        assert department_of(one.witness["commune"]) == "34"
        assert best_of(Situation(rules, one.witness, TODAY), procedure)
        raw = {key: one.witness.get(key) for key in rules.questions}
        moved = complete(rules, {**raw, "commune": PLACES["82"]})
        if moved is None or not best_of(Situation(rules, moved, TODAY), procedure):
            continue  # an answer that the witness leaves open is not offered there
        assert told(rules, one.witness, one.procedure) != told(rules, moved, one.procedure)

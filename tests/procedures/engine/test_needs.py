"""The questions that conditions wait for, whether or not they belong to the rule set."""

import pytest

from procedures.engine.conditions.tree import All, AnyOf, FactTest, Not
from procedures.engine.evaluation import document_entries, evaluate
from procedures.engine.needs import Needs
from procedures.engine.relevance import keeps_possible, next_question
from procedures.engine.schema.dependencies import facts_behind, questions_behind
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import ProcedureView, Situation
from procedures.engine.values.facts import Missing

from .builders import TODAY, make_procedure, make_question, make_rules
from .whole_translated import translated

RULES = make_rules(
    *(make_question(one, allow_unknown=True) for one in ("a", "b", "c")),
    make_question("d", when={"c": True}),
    derived_facts=[
        {
            "key": "genre",
            "kind": "choice",
            "values": ["x", "y"],
            "rules": [{"value": "x", "when": {"a": True}}, {"value": "y", "when": {"b": True}}],
        }
    ],
    documents=[{"id": "photo", "title": "Photo"}],
    procedures=[
        make_procedure(
            "carte",
            when={"genre": "x"},
            documents=[{"document": "photo", "when": {"channel": "anef"}}],
        )
    ],
)


def holds(fact):
    return FactTest(fact, "eq", True, frozenset({True}))


FOREIGN = [
    (holds("a"), {}, {"a"}),
    (holds("a"), {"a": False}, set()),
    (holds("a"), {"a": None}, set()),
    (All((holds("a"), holds("b"))), {}, {"a", "b"}),
    (All((holds("a"), holds("b"))), {"b": False}, set()),
    (AnyOf((holds("a"), Not(holds("b")))), {"a": False}, {"b"}),
    (holds("d"), {}, {"c", "d"}),
    (holds("d"), {"c": True}, {"d"}),
    (holds("d"), {"c": False}, set()),
    (FactTest("genre", "eq", "y", frozenset("y")), {}, {"a"}),
    (FactTest("genre", "eq", "y", frozenset("y")), {"a": False}, {"b"}),
]


@pytest.mark.parametrize(("condition", "answers", "needed"), FOREIGN)
def test_a_condition_of_no_rule_waits_for_its_questions(condition, answers, needed):
    """One that an agent is writing, say: it is not among those compiled."""
    needs = Needs(Situation(RULES, answers, TODAY))
    needs.add(condition)
    assert needs.questions == needed


@pytest.mark.parametrize("channel", ["anef", Missing.ABSENT, Missing.PENDING])
def test_a_condition_of_no_rule_is_read_as_its_procedure_sees_it(channel):
    view = ProcedureView(Situation(RULES, {}, TODAY), channel)
    needs = Needs(view.situation)
    by_post = FactTest("channel", "eq", "postal", frozenset({"postal"}))
    needs.add(AnyOf((by_post, holds("a"))), view)
    assert needs.questions == {"a"}
    inner = Needs(view.situation)
    inner.add(All((FactTest("channel", "eq", "anef", frozenset({"anef"})), holds("a"))), view)
    assert inner.questions == (set() if channel is Missing.ABSENT else {"a"})


def test_the_condition_of_a_rule_waits_for_its_questions():
    needs = Needs(Situation(RULES, {}, TODAY))
    needs.add(RULES.procedures["carte"].when)
    assert needs.questions == {"a"}
    everything = Needs(Situation(RULES, {}, TODAY), later_rules=True)
    everything.add(RULES.procedures["carte"].when)
    assert everything.questions == {"a", "b"}


def test_what_keeps_a_procedure_possible_includes_what_nobody_knows():
    situation = Situation(RULES, {"a": None}, TODAY)
    assert keeps_possible(situation, RULES.procedures["carte"]) == ["a"]
    assert keeps_possible(Situation(RULES, {"a": True}, TODAY), RULES.procedures["carte"]) == []
    needs = Needs(situation)
    needs.add(RULES.procedures["carte"].when)
    assert needs.questions == set()


def test_a_day_is_part_of_what_is_needed():
    rules = make_rules(
        make_question("x"),
        make_question("fin", "date"),
        procedures=[make_procedure("carte", when={"fin": {"past": True}, "x": True})],
    )
    over, open_ = {"fin": TODAY.replace(day=23)}, {"fin": TODAY}
    assert next_question(rules, over, TODAY) == "x"
    assert next_question(rules, open_, TODAY) is None
    assert evaluate(rules, {**over, "x": True}, TODAY).procedures
    assert not evaluate(rules, {**open_, "x": True}, TODAY).procedures


def test_what_is_behind_facts():
    assert facts_behind(RULES, frozenset({"genre", "d"})) == {"genre", "d", "a", "b", "c"}
    assert questions_behind(RULES, frozenset({"genre", "d"})) == {"a", "b", "d"}
    assert questions_behind(RULES, frozenset({"genre"})) == {"a", "b"}
    assert facts_behind(RULES, frozenset()) == frozenset()


def test_a_fact_met_twice_hides_nothing():
    rules = make_rules(
        *(make_question(one) for one in "abc"),
        derived_facts=[
            {"key": key, "kind": "yes_no", "rules": [{"value": True, "when": when}]}
            for key, when in (("un", {"a": True}), ("deux", {"un": True, "a": True, "b": True}))
        ],
    )
    assert questions_behind(rules, frozenset({"deux", "un", "c"})) == {"a", "b", "c"}


# --- what a département says of a procedure


def local(answers):
    plain = translated()
    plain["questions"] = [*plain["questions"], make_question("commune", "commune")]
    rules = rule_set_from_plain(plain)
    situation = Situation(rules, answers, TODAY)
    return rules, situation


def test_the_notes_of_a_departement_are_shown_there_only():
    answers = {"pays": "DZ", "age": 17, "statut": "etudiant"}
    rules, _ = local({})
    for commune, notes in (("82121", "Ici."), ("34172", None)):
        result = evaluate(rules, {**answers, "commune": commune}, TODAY)
        assert result.procedures[0].notes.get("fr") == notes
    assert evaluate(rules, answers, TODAY).procedures[0].notes == {}


def test_the_lines_of_a_list_come_with_what_the_place_makes_of_them():
    rules, situation = local({"commune": "82121"})
    procedure = rules.procedures["carte"]
    named = [(entry.documents, local) for entry, local in document_entries(situation, procedure)]
    assert named == [
        (("photo",), True),
        (("bail", "photo"), True),
        (("photo",), True),
        (("bail",), True),
    ]
    unknown = document_entries(Situation(rules, {}, TODAY), procedure)
    assert [local for _, local in unknown] == [True, True, None, None]


@pytest.mark.parametrize(
    ("first", "second", "certain"),
    [(True, True, True), (True, None, True), (None, True, True), (None, None, False)],
)
def test_a_document_of_two_lines_is_listed_once_and_certain_if_one_is(first, second, certain):
    rules = make_rules(
        make_question("a", allow_unknown=True),
        make_question("b", allow_unknown=True),
        documents=[{"id": "photo", "title": "Photo"}],
        procedures=[
            make_procedure(
                "carte",
                documents=[
                    {"document": "photo", "when": {"a": True}, "note": "un"},
                    {"document": "photo", "when": {"b": True}, "note": "deux"},
                ],
            )
        ],
    )
    result = evaluate(rules, {"a": first, "b": second}, TODAY).procedures[0]
    (line,) = result.documents
    assert line.certain is certain
    assert line.entry.note["fr"] == ("deux" if first is None and second else "un")


def test_a_list_of_one_condition_is_that_condition():
    rules = make_rules(
        make_question("a"),
        make_question("b"),
        procedures=[
            make_procedure("une", 1, {"all": [{"a": True}]}),
            make_procedure("deux", 2, {"all": [{"a": True}, {"b": True}]}),
            make_procedure("trois", 3, {"any": [{"a": True}]}),
        ],
    )
    whens = [one.when for one in rules.procedures.values()]
    assert whens == [holds("a"), All((holds("a"), holds("b"))), AnyOf((holds("a"),))]


def test_the_last_day_of_an_orientation_that_holds_is_asked():
    """No procedure reads it: nobody would be asked, and the day would be missing from its card."""
    advice = {"id": "end", "rank": 1, "title": "Fin", "text": "Demandez.", "when": {"a": True}}
    rules = make_rules(
        make_question("a"),
        make_question("ends", "date"),
        orientations=[{**advice, "last_day": {"fact": "ends"}}],
        procedures=[make_procedure("carte", when={"a": False})],
    )
    assert next_question(rules, {}, TODAY) == "a"
    assert next_question(rules, {"a": True}, TODAY) == "ends"
    assert next_question(rules, {"a": False}, TODAY) is None

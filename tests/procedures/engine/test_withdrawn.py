"""Entries withdrawn for a season count as if they were not there, and come back unharmed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.engine.answers import read_answers
from procedures.engine.conditions.tree import ALWAYS, NEVER, FactTest
from procedures.engine.plain import PlainSituation
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space
from procedures.engine.results import evaluate_to_data
from procedures.engine.schema.builder import RuleSetBuilder
from procedures.engine.schema.serialization import check_plain, rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.engine.values.facts import BUILT_ON

from .agreement import assert_agreement
from .builders import TODAY, make_plain, make_procedure, make_question, make_rules, problems_of
from .examples import examples
from .rich_strategies import ARRONDISSEMENTS, rich_catalogues_and_people

# A question that applies to nobody gives no fact, a procedure for nobody is never listed.
NOBODY = {"today": {"lt": "1900-01-01"}}


@st.composite
def withdrawals(draw):
    """A catalogue, a person, and the names of what is withdrawn from it."""
    plain, answers = draw(rich_catalogues_and_people())
    questions = [one["key"] for one in plain["questions"]]
    procedures = [one["id"] for one in plain["procedures"]]
    gone = st.lists(st.sampled_from([*questions, *procedures]), unique=True, min_size=1, max_size=4)
    return plain, answers, draw(gone)


def withdraw(plain, gone):
    marked = {
        section: [
            {**one, "enabled": False} if one.get("key", one.get("id")) in gone else one
            for one in plain[section]
        ]
        for section in ("questions", "procedures")
    }
    return {**plain, **marked}


def by_hand(plain, gone):
    """Return the catalogue with everything that is withdrawn still there, for nobody."""
    emptied = {
        section: [
            for_nobody(one) if one.get("key", one.get("id")) in gone else one
            for one in plain[section]
        ]
        for section in ("questions", "procedures")
    }
    return {**plain, **emptied}


def for_nobody(entry):
    """Return an entry that nobody gets, and whose choices make no question come first."""
    choices = [
        {key: part for key, part in one.items() if key != "when"}
        for one in entry.get("choices", ())
    ]
    return {**entry, "when": NOBODY, **({"choices": choices} if choices else {})}


def given_by(rules, answers):
    """Return what a person gets, but for the reasons: a question that is not asked is none."""
    given = evaluate_to_data(rules, answers, TODAY)
    for one in given["procedures"]:
        del one["because"]
    return given


@given(withdrawals())
@examples(150)
def test_what_is_left_is_the_catalogue_without_what_is_withdrawn(drawn):
    plain, answers, gone = drawn
    rules = rule_set_from_plain(withdraw(plain, gone), ARRONDISSEMENTS)
    wanted = rule_set_from_plain(by_hand(plain, gone), ARRONDISSEMENTS)
    assert given_by(rules, answers) == given_by(wanted, answers)
    assert_agreement(rules, answers, TODAY)


def test_a_date_that_counts_from_a_withdrawn_question_is_not_known():
    # A stance with a last day that nobody can tell never holds: it is no stance without a last day.
    closes = {"fact": "jour", "days": -60}
    procedure = make_procedure(
        "carte",
        steps=[{"id": "etape", "text": "Déposer.", "window": {"to": closes}}],
        stances=[
            {"stance": "attendre", "last_day": {"fact": "jour", "days": -90}},
            {"stance": "en_retard", "moment": "apres"},
            {"stance": "deposer"},
        ],
    )
    rules = make_rules(
        make_question("jour", "date", enabled=False), make_question("a"), procedures=[procedure]
    )
    (given,) = evaluate_to_data(rules, {"jour": TODAY}, TODAY)["procedures"]
    assert given["steps"][0]["to"] is None
    assert given["card"]["stance"] == "deposer"
    assert_agreement(rules, {"jour": TODAY}, TODAY)


def rest_on_student(**more):
    """A catalogue in which everything that may read a question reads « student »."""
    student = make_question("student", **more)
    when = {"student": True}
    carte = make_procedure("carte", when=when, documents=[{"document": "bail", "when": when}])
    renewal = make_procedure("general", rank=20, when={"not": when})
    return make_plain(
        student,
        make_question("name", when=when),
        make_question("birth_date", "date"),
        procedures=[carte, renewal],
        documents=[{"id": "bail", "title": "Bail"}],
    )


def test_an_old_answer_is_read_and_counts_for_nothing():
    rules = rule_set_from_plain(rest_on_student(enabled=False))
    assert read_answers(rules, {"student": True}) == {}
    assert read_answers(rules, {"student": "n'importe quoi", "name": True}) == {"name": True}
    given = evaluate_to_data(rules, {"student": True}, TODAY)
    assert [one["id"] for one in given["procedures"]] == ["general"]
    back = rule_set_from_plain(rest_on_student(enabled=True))
    given = evaluate_to_data(back, read_answers(back, {"student": True}), TODAY)
    assert [one["id"] for one in given["procedures"]] == ["carte"]


def test_conditions_do_not_name_what_nobody_is_asked():
    rules = rule_set_from_plain(rest_on_student(enabled=False))
    assert list(rules.questions) == ["name", "birth_date"]
    assert rules.questions["name"].when == NEVER
    assert rules.conditions == {"carte": NEVER, "general": ALWAYS}
    assert rules.withdrawn.questions == {"student"}


def test_a_procedure_takes_its_adaptations_with_it():
    plain = make_plain(
        make_question("age", "integer"),
        procedures=[
            make_procedure("ete", enabled=False),
            make_procedure("hiver", rank=20, exclusive_with=["ete"]),
        ],
        documents=[{"id": "bail", "title": "Bail"}],
        departments={
            "34": {"code": "34", "overrides": [{"procedure": "ete", "drop_documents": ["bail"]}]}
        },
    )
    assert check_plain(plain) == []
    rules = rule_set_from_plain(plain)
    assert list(rules.procedures) == ["hiver"]
    assert rules.procedures["hiver"].exclusive_with == ()
    assert rules.departments["34"].overrides == {}
    assert rules.withdrawn.procedures == {"ete"}


def test_what_is_withdrawn_is_still_checked():
    broken = make_procedure("ete", when={"student": True}, enabled=False)
    assert problems_of(make_plain(make_question("age"), procedures=[broken])) == [
        "procedures/famille.yaml : ete.when.student : fait inconnu : « student »"
    ]


def test_an_inquiry_leaves_out_its_withdrawn_questions():
    rules = make_rules(
        make_question("age"),
        inquiries={"avis": [make_question("a", enabled=False), make_question("b")]},
    )
    assert [one.key for one in rules.inquiries["avis"]] == ["b"]


@pytest.mark.parametrize("fact", sorted(BUILT_ON))
@pytest.mark.parametrize("base_is", ["missing", "withdrawn"])
def test_nobody_has_what_is_computed_from_a_question_that_is_not_asked(fact, base_is):
    bases = [make_question("commune", "commune"), make_question("birth_date", "date")]
    questions = [make_question("a")]
    if base_is == "withdrawn":
        questions += [{**one, "enabled": False} for one in bases]
    test = {fact: {"gte": 18} if fact == "age_today" else "34"}
    rules = make_rules(
        *questions,
        procedures=[
            make_procedure("p", when=test),
            make_procedure("q", rank=20, when={"not": test}),
        ],
    )
    for situation in (Situation(rules, {}, TODAY), PlainSituation(rules, {}, TODAY)):
        assert situation.truth(rules.conditions["p"]) is False
        assert situation.truth(rules.conditions["q"]) is True


def test_a_condition_written_at_the_desk_finds_the_fact_absent_everywhere():
    # The condition builder tries a condition as it is written, with the withdrawn question in it.
    rules = rule_set_from_plain(rest_on_student(enabled=False))
    written = FactTest("student", "eq", True, frozenset({True}))
    procedures = {**rules.procedures, "carte": replace(rules.procedures["carte"], when=written)}
    tried = replace(rules, procedures=procedures)
    assert Situation(tried, {"student": True}, TODAY).truth(written) is False
    assert PlainSituation(tried, {"student": True}, TODAY).truth(written) is False
    meaning = Meaning(Space([tried], TODAY), tried)
    assert meaning.store.meet(meaning.valid, meaning.store.certain(meaning.truth(written))) is False


def test_problems_are_found_without_reading_what_is_left_a_second_time(monkeypatch):
    plain = withdraw(
        make_plain(make_question("seule"), procedures=[make_procedure("a")]), ["seule"]
    )
    built, build = [], RuleSetBuilder.build
    monkeypatch.setattr(
        RuleSetBuilder, "build", lambda self, table: built.append(self) or build(self, table)
    )
    check_plain(plain)
    assert len(built) == 1
    rule_set_from_plain(plain)
    assert len(built) == 3

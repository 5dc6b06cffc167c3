"""Every key of the format reaches the rule set, with its texts in each language."""

import pytest

from procedures.engine.conditions.tree import ALWAYS
from procedures.engine.schema.serialization import check_plain, rule_set_from_plain
from procedures.engine.values.channel_kinds import CHANNEL_KINDS
from procedures.engine.values.content import NO_SOURCE, Source
from procedures.engine.values.facts import FactInfo
from tests.procedures.engine.whole import PLAIN
from tests.procedures.engine.whole_translated import translated
from tests.procedures.engine.whole_values import EXPECTED, RENAMED


@pytest.mark.parametrize("section", EXPECTED)
def test_a_section_is_read_whole(section):
    rules = rule_set_from_plain(translated(), {"82001": "821"})
    assert getattr(rules, section) == EXPECTED[section]
    assert list(getattr(rules, section)) == list(EXPECTED[section])


def test_former_names_are_read():
    assert rule_set_from_plain(PLAIN).renamed == RENAMED


def test_the_whole_catalogue_has_no_problem_but_texts_without_a_translation():
    assert check_plain(PLAIN) == []
    problems = check_plain(translated())
    assert all(not one.blocking and "sans traduction" in one.message for one in problems)


def test_what_is_left_out_is_empty():
    entry = {"key": "q", "kind": "yes_no", "text": "Q ?"}
    rules = rule_set_from_plain({"questions": [entry]})
    assert (rules.questions["q"].when, rules.questions["q"].source) == (ALWAYS, NO_SOURCE)
    for section in ("groups", "derived_facts", "fees", "documents", "procedures"):
        assert getattr(rules, section) == {}
    assert (rules.orientations, rules.departments, rules.inquiries) == ({}, {}, {})
    assert rules.arrondissements == {}


@pytest.mark.parametrize(
    ("more", "source"),
    [
        ({"confidence": "low"}, Source(confidence="low")),
        ({"source": {"reference": "R. 431-5"}}, Source("R. 431-5")),
        ({"source": {"url": "https://l/"}}, Source(url="https://l/")),
    ],
)
def test_a_source_may_be_partly_known(more, source):
    entry = {"key": "q", "kind": "yes_no", "text": "Q ?", **more}
    assert rule_set_from_plain({"questions": [entry]}).questions["q"].source == source


@pytest.mark.parametrize(
    ("kind", "rules", "values"),
    [
        ("choice", ["a", "b", "a"], frozenset({"a", "b"})),
        ("country", ["DE"], frozenset({"DE"})),
        ("yes_no", [True], None),
        ("integer", [3], None),
        ("date", ["2027-01-01"], None),
        ("commune", ["34172"], None),
    ],
)
def test_the_values_of_a_derived_fact_are_those_of_its_rules(kind, rules, values):
    derived = {"key": "d", "kind": kind, "rules": [{"value": one} for one in rules]}
    question = {"key": "q", "kind": "yes_no", "text": "Q ?"}
    found = rule_set_from_plain({"questions": [question], "derived_facts": [derived]})
    assert found.facts["d"] == FactInfo("d", kind, values)


@pytest.mark.parametrize("kind", CHANNEL_KINDS)
def test_lines_may_test_each_kind_of_channel_and_procedures_none(kind):
    line = {"document": "photo", "when": {"channel": kind}}
    plain = {
        "questions": [{"key": "q", "kind": "yes_no", "text": "Q ?"}],
        "documents": [{"id": "photo", "title": "Photo"}],
        "procedures": [
            {
                "id": "carte",
                "family": "famille",
                "track": "titre",
                "rank": 1,
                "title": "Carte",
                "documents": [line],
            }
        ],
    }
    assert check_plain(plain) == []
    plain["procedures"][0]["when"] = {"channel": kind}
    (problem,) = check_plain(plain)
    assert problem.path == "carte.when.channel"


def test_a_group_of_numbers_holds_numbers():
    plain = {
        "questions": [{"key": "n", "kind": "integer", "text": "N ?"}],
        "groups": [{"key": "froid", "fact": "n", "values": ["-5", "3", "tiède"]}],
        "orientations": [
            {"id": "o", "rank": 1, "title": "O", "text": "O", "when": {"n": {"in_group": "froid"}}}
        ],
    }
    test = rule_set_from_plain(plain).orientations["o"].when
    assert test.accepted == {-5, 3}

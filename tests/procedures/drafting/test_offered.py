"""The tests that the builder offers are read back as the builder wrote them."""

import pytest

from procedures.drafting.offered import offered_operators, offered_tests
from procedures.engine.conditions.tree import Not
from procedures.engine.conditions.words import Wording
from procedures.engine.values.facts import KINDS
from tests.procedures.engine.conditions.every_operator import RULES, every_test, read


@pytest.mark.parametrize(("name", "kind", "when"), every_test())
def test_sentence_begins_with_the_words_that_the_builder_offers(name, kind, when):
    test, words = read(when), Wording(RULES)
    offered = offered_operators()[name]
    tests = {one: label for one, label, *_ in offered_tests()[kind]}
    contrary = offered["shape"] == "flag" and not test.operand
    label = tests[f"not {offered['test']}" if contrary else offered["test"]]
    assert words.condition(test).startswith(f"« {kind} ? » {label}")
    if offered["contrary"]:
        label = tests[f"not {offered['test']}"]
        assert words.condition(Not(test)).startswith(f"« {kind} ? » {label}")
    assert "{" not in words.condition(test) + words.condition(Not(test))


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_tests_of_a_kind_are_offered_in_the_same_words(kind):
    words = [tuple(pieces) for _, *pieces in offered_tests()[kind]]
    assert len(set(words)) == len(words)

"""The compiled engine gives what walking the trees of conditions gives, on any catalogue."""

from datetime import timedelta

from hypothesis import given

from procedures.engine.schema.serialization import rule_set_from_plain
from tests.procedures.engine.agreement import assert_agreement
from tests.procedures.engine.builders import TODAY, make_plain, make_procedure, make_question
from tests.procedures.engine.examples import examples
from tests.procedures.engine.rich_strategies import ARRONDISSEMENTS, rich_catalogues_and_people
from tests.procedures.engine.strategies import catalogues_and_people


@examples(120)
@given(rich_catalogues_and_people())
def test_any_catalogue_gives_what_its_trees_give(pair):
    plain, answers = pair
    assert_agreement(rule_set_from_plain(plain, ARRONDISSEMENTS), answers, TODAY)


@examples(100)
@given(catalogues_and_people())
def test_competing_procedures_give_what_their_trees_give(pair):
    plain, answers = pair
    assert_agreement(rule_set_from_plain(plain), answers, TODAY)


def test_a_duration_beyond_the_calendar_ends_with_it():
    far = {"years": 20_000}
    rule_set = rule_set_from_plain(
        make_plain(
            make_question("jour", "date"),
            procedures=[
                make_procedure("a", 1, {"jour": {"within": far}}),
                make_procedure("b", 2, {"jour": {"since_less_than": far}}),
                make_procedure("c", 3, {"jour": {"beyond": far}}),
            ],
        )
    )
    for days in (-1, 0, 1):
        assert_agreement(rule_set, {"jour": TODAY + timedelta(days=days)}, TODAY)

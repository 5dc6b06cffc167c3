"""The proofs on several days at once say what the proofs of each day say alone."""

from datetime import date, timedelta

import pytest
from hypothesis import Phase, assume, given
from hypothesis import strategies as st

from procedures.engine.evaluation import evaluate
from procedures.engine.proofs.analysis import analyse
from procedures.engine.proofs.dead import ended
from procedures.engine.proofs.space import days_ahead, frames
from procedures.engine.schema.serialization import rule_set_from_plain
from tests.procedures.engine.builders import make_procedure, make_question, make_rules
from tests.procedures.engine.examples import examples
from tests.procedures.engine.proofs.small import LARGEST, TODAY, catalogues, raw_people
from tests.procedures.engine.proofs.sound import sound, sound_rules

TOMORROW = TODAY + timedelta(days=1)


def in_days(count):
    return (TODAY + timedelta(days=count)).isoformat()


@st.composite
def dated_catalogues(draw):
    """A catalogue some of whose rules begin or end in the weeks to come."""
    plain = draw(catalogues())
    rules = [*plain["procedures"], *plain["orientations"], *plain["derived_facts"][0]["rules"]]
    for procedure in plain["procedures"]:
        rules += [*procedure["steps"], *procedure["costs"]]
    for rule in rules:
        # Seen from some of these days, a month is thirty days long; from others thirty-one.
        start = draw(st.sampled_from([None, None, 0, 10, 40]))
        end = draw(st.sampled_from([None, None, 40, 70]))
        rule |= {} if start is None else {"from": in_days(start)}
        rule |= {} if end is None else {"until": in_days(end)}
    return plain


def dead(finding):
    return finding.kind.startswith("dead_")


def wrong(finding):
    return finding.kind.startswith("gap_") or finding.kind == "overlap"


def named(finding):
    return finding.kind, str(finding.place), finding.subject


@examples(60, phases=[Phase.generate])
@given(dated_catalogues())
def test_all_days_at_once_give_what_each_day_gives_alone(plain):
    assume(len(raw_people(plain)) <= LARGEST)
    rules = rule_set_from_plain(plain)
    ahead = days_ahead(rules, TODAY)
    together = analyse(rules, TODAY, ahead=ahead).findings
    alone = {day: analyse(rules, day).findings for day in (TODAY, *ahead)}

    first = {}
    for day, findings in alone.items():
        for one in filter(wrong, findings):
            first.setdefault(named(one), None if day == TODAY else day)
    assert {named(one): one.day for one in together if wrong(one)} == first

    dead_alone = [{named(one) for one in findings if dead(one)} for findings in alone.values()]
    found = {named(one) for one in together if dead(one)}
    assert set.intersection(*dead_alone) <= found
    for one in found:
        assert all(one in map(named, there) or _idle(one, there) for there in alone.values()), one


def _idle(name, findings):
    """Nothing is said of what a dead procedure asks, nor of a rule that is over."""
    _, place, subject = name
    return any(
        (one.kind in ("dead_procedure", "dead_override") and one.subject == subject)
        or (one.kind == "ended" and (place.startswith(str(one.place)) or one.place.path == subject))
        for one in findings
    )


def test_a_gap_that_opens_tomorrow_is_found_with_its_day_and_somebody_who_falls_in():
    plain = sound()
    plain["orientations"][0]["until"] = TODAY.isoformat()
    rules = rule_set_from_plain(plain)
    (found,) = analyse(rules, TODAY, ahead=days_ahead(rules, TODAY)).findings
    assert (found.kind, found.day) == ("gap_nothing", TOMORROW)
    assert evaluate(rules, found.witness, TODAY).orientations
    after = evaluate(rules, found.witness, TOMORROW)
    assert (after.procedures, after.orientations) == ((), ())


def test_a_gap_of_today_has_no_day():
    plain = sound()
    plain["orientations"][0]["from"] = TOMORROW.isoformat()
    rules = rule_set_from_plain(plain)
    (found,) = analyse(rules, TODAY, ahead=days_ahead(rules, TODAY)).findings
    assert (found.kind, found.day) == ("gap_nothing", None)


def test_a_promise_that_is_broken_next_month_is_found_with_its_day():
    plain = sound()
    plain["procedures"][0]["documents"].append({"document": "contrat", "from": in_days(30)})
    plain["invariants"] = [
        {
            "id": "jamais",
            "title": "Jamais de contrat",
            "when": {"statut": "etudiant"},
            "never": {"documents": ["contrat"]},
        }
    ]
    rules = rule_set_from_plain(plain)
    found = analyse(rules, TODAY, ahead=days_ahead(rules, TODAY)).findings
    assert [(one.kind, one.day) for one in found] == [("invariant", TODAY + timedelta(days=30))]


def test_the_dates_of_a_witness_are_those_of_its_day():
    late = {"fin": {"past": True}}
    orientation = {"id": "o", "rank": 1, "title": "O", "text": "O", "until": in_days(99)}
    rules = make_rules(
        make_question("fin", "date"),
        procedures=[make_procedure("p", when={"not": late})],
        orientations=[{**orientation, "when": late}],
    )
    found = analyse(rules, TODAY, ahead=days_ahead(rules, TODAY)).findings
    (gap,) = (one for one in found if one.kind == "gap_nothing")
    assert gap.day == TODAY + timedelta(days=100)
    assert gap.witness["fin"] < gap.day
    result = evaluate(rules, gap.witness, gap.day)
    assert (result.procedures, result.orientations) == ((), ())


def test_a_rule_that_begins_later_is_not_dead():
    plain = sound()
    plain["procedures"][0]["warnings"] = [{"text": "Bientôt.", "from": in_days(200)}]
    rules = rule_set_from_plain(plain)
    assert {one.kind for one in analyse(rules, TODAY).findings} == {"dead_warning"}
    assert analyse(rules, TODAY, ahead=days_ahead(rules, TODAY)).findings == ()


def test_days_of_one_outcome_are_one_and_other_lengths_of_a_month_are_a_group():
    when = {"any": [{"fin": {"within": {"days": 60}}}, {"fin": {"within": {"months": 2}}}]}
    rules = make_rules(
        make_question("fin", "date"),
        procedures=[make_procedure("p", when=when, until="2026-12-31")],
    )
    # Two months are 61 days from the first and the last of these days, 59 from the two others.
    ahead = [date(2026, 11, 25), date(2026, 12, 31), date(2027, 1, 1), date(2027, 11, 24)]
    assert frames(rules, TODAY, ahead) == [
        [TODAY, date(2027, 11, 24)],
        [date(2026, 12, 31), date(2027, 1, 1)],
    ]


def test_a_gap_that_opens_on_a_day_of_another_group_is_found_with_its_day():
    spans = {"any": [{"fin": {"within": {"days": 60}}}, {"fin": {"within": {"months": 2}}}]}
    orientation = {"id": "o", "rank": 1, "title": "O", "text": "O", "until": "2026-12-31"}
    rules = make_rules(
        make_question("fin", "date"),
        procedures=[make_procedure("p", when=spans)],
        orientations=[{**orientation, "when": {"not": spans}}],
    )
    ahead = days_ahead(rules, TODAY)
    assert len(frames(rules, TODAY, ahead)) == 2
    found = analyse(rules, TODAY, ahead=ahead).findings
    (gap,) = (one for one in found if one.kind == "gap_nothing")
    assert gap.day == date(2027, 1, 1)


def test_a_sound_catalogue_stays_sound():
    rules = sound_rules()
    assert analyse(rules, TODAY, ahead=days_ahead(rules, TODAY)).findings == ()


@pytest.mark.parametrize(
    ("when", "last"),
    [
        ({"today": {"lte": "2027-03-04"}}, "2027-03-04"),
        ({"today": {"lt": "2027-03-05"}, "student": True}, "2027-03-04"),
        ({"today": {"gte": "2027-03-04"}}, None),
        ({"any": [{"today": {"lte": "2027-03-04"}}, {"student": True}]}, None),
        ({"student": True}, None),
    ],
)
def test_a_rule_ends_however_its_last_day_is_written(when, last):
    question = {"key": "student", "kind": "yes_no", "text": "?"}
    entry = {"id": "o", "rank": 1, "title": "O", "text": "O", "when": when}
    rules = rule_set_from_plain({"questions": [question], "orientations": [entry]})
    assert [one.others for one in ended(rules, date(2027, 3, 5))] == ([(last,)] if last else [])
    assert not list(ended(rules, date(2027, 3, 4)))

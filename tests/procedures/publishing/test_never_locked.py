"""Whoever changes one valid thing can publish it alone: a département's own, the nation its own."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from procedures.engine.schema.serialization import check_plain
from procedures.exchange.plain import canonical
from procedures.publishing import confirming
from procedures.publishing.checks.checker import faults_of_cases
from procedures.publishing.confirming import MEANT, NOT_MEANT, Unanswered
from procedures.publishing.content import compiled
from procedures.publishing.local_cases import accepted, blocks, held, proposal
from procedures.publishing.parts import preparing
from procedures.publishing.parts.merging import fitted
from tests.procedures.engine.examples import examples
from tests.procedures.publishing.drawn_changes import (
    COMMUNES,
    TODAY,
    catalogues,
    changed_locally,
    changed_nationally,
    departments,
)

SOME = examples(100, suppress_health_check=[HealthCheck.too_slow])


def _blocking(candidate, part):
    """Return what would refuse the publication: what does not compile, and failing persons."""
    plain, digest = preparing.joined(candidate)
    rule_set, problems = compiled(plain, digest)
    found = [str(one) for one in problems if one.blocking]
    if found:
        return found
    failing = faults_of_cases(plain, rule_set, TODAY).values()
    return [str(faults) for case, faults in failing if blocks(case, rule_set, TODAY, {part})]


def _with_cases_of(candidate):
    """Return a candidate whose national persons expect what the national editors now mean."""
    plain, digest = preparing.joined(candidate)
    rule_set = compiled(plain, digest)[0]
    wanted = {}
    for case in held(plain, rule_set, TODAY):
        if case.get("department"):
            continue
        expect = accepted(case["expect"], proposal(rule_set, case, TODAY)[1])
        wanted[case["id"]] = {**case, "expect": expect}
    national = candidate["national"]
    cases = [wanted[one["id"]] for one in national["cases"]]
    return {**candidate, "national": {**national, "cases": cases}}


def _every_answer(before, candidate, part, said):
    asked = confirming.questions(candidate, part, TODAY, None)
    answers = {one.key: said for one in asked}
    return confirming.answered(before, candidate, part, answers, day=TODAY, base=None)[0]


@SOME
@given(st.data())
def test_a_departement_publishes_any_valid_change_of_its_own(data):
    plain = data.draw(catalogues())
    before = preparing.split(plain)
    part = data.draw(st.sampled_from(sorted(COMMUNES)))
    after = changed_locally(data.draw, plain, part)
    candidate = {**before, part: preparing.split(after)[part]}
    assert not [one for one in check_plain(after) if one.blocking]
    meant = _every_answer(before, candidate, part, MEANT)
    assert _blocking(meant, part) == []
    assert meant[part]["department"] == candidate[part]["department"]
    # The other answer is a way too, and what it publishes asks nobody anything more.
    aside = _every_answer(before, candidate, part, NOT_MEANT)
    assert _blocking(aside, part) == []
    assert [one for one in confirming.questions(aside, part, TODAY, None) if one.needed] == []
    assert aside["national"] is meant["national"] is before["national"]


@SOME
@given(st.data())
def test_a_departement_opens_whatever_national_persons_expected_there(data):
    plain = data.draw(catalogues(closed=True))
    before = preparing.split(plain)
    part = data.draw(st.sampled_from(sorted(COMMUNES)))
    opening = {"department": data.draw(departments(part)), "translations": {}}
    candidate = {**before, part: opening}
    if [one for one in check_plain(preparing.join(candidate)) if one.blocking]:
        return
    for answer in (MEANT, NOT_MEANT):
        found = _every_answer(before, candidate, part, answer)
        assert _blocking(found, part) == []
        assert found["national"] is before["national"]
        assert answer == NOT_MEANT or found[part]["department"] == opening["department"]


@SOME
@given(st.data())
def test_the_nation_publishes_any_valid_change_whatever_parts_in_force_say(data):
    plain = data.draw(catalogues())
    before = preparing.split(plain)
    national = changed_nationally(data.draw, before["national"])
    candidate, left = fitted({**before, "national": national}, ("national",))
    candidate = _with_cases_of(candidate)
    assert _blocking(candidate, "national") == []
    for code in COMMUNES:
        named = {one.section for one in left if one.part == code}
        was, now = before[code]["department"], candidate[code]["department"]
        for section in ("channels", "overrides", "sites"):
            assert section in named or was.get(section) == now.get(section)


def test_who_has_not_answered_is_refused_and_nothing_else_refuses():
    """The two properties would hold if nobody were ever asked: somebody is."""
    plain = canonical(
        {
            "questions": [
                {"key": "commune", "kind": "commune", "text": "Où ?", "allow_unknown": True}
            ],
            "procedures": [
                {"id": "carte", "family": "etudes", "track": "titre", "rank": 1, "title": "Carte"}
            ],
            "departments": {"82": {"code": "82", "channels": [{"kind": "anef"}]}},
            "cases": [
                {
                    "id": "awa",
                    "file": "essais",
                    "answers": {"commune": "82121"},
                    "expect": {"procedures": ["carte"], "channel": "anef"},
                }
            ],
        }
    )
    before = preparing.split(plain)
    department = {"code": "82", "channels": [{"kind": "postal"}]}
    candidate = {**before, "82": {**before["82"], "department": department}}
    with pytest.raises(Unanswered) as refused:
        confirming.answered(before, candidate, "82", {}, day=TODAY, base=None)
    assert [one.names for one in refused.value.questions] == [["awa"]]

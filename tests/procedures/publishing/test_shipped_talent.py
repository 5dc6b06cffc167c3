"""The 34 changes how three « talent » procedures are filed, on the shipped catalogue, alone."""

from datetime import date
from pathlib import Path

import pytest

from procedures.drafting.comparing.before_publishing import worded_questions
from procedures.drafting.versions import version_of
from procedures.exchange import read_folder
from procedures.publishing import confirming
from procedures.publishing.checks.checker import faults_of_cases
from procedures.publishing.confirming import MEANT, NOT_MEANT
from procedures.publishing.content import compiled
from procedures.publishing.local_cases import blocks
from procedures.publishing.parts import preparing

pytestmark = pytest.mark.whole
CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"
TODAY = date(2026, 11, 24)
TALENT = ["talent_salarie_qualifie", "talent_carte_bleue_europeenne", "talent_chercheur"]


@pytest.fixture(scope="module")
def both():
    """The contents in force, and those that the publisher of the 34 proposes."""
    before = preparing.split(read_folder(CATALOGUE))
    part = before["34"]
    channels = [*part["department"]["channels"]]
    channels.insert(0, {"for": {"procedures": TALENT}, "kind": "online_booking"})
    department = {**part["department"], "channels": channels}
    return before, {**before, "34": {**part, "department": department}}


def answer(both, said):
    asked = confirming.questions(both[1], "34", TODAY, None)
    answers = {one.key: said for one in asked}
    return confirming.answered(*both, "34", answers, day=TODAY, base=None)


def test_a_dozen_persons_are_two_questions_in_words(both):
    asked = confirming.questions(both[1], "34", TODAY, None)
    told = worded_questions(asked, version_of(both[1]), {}, set())
    assert [(one.before, one.after) for one in told] == [
        (
            (
                "Avec : Code de photo numérique (e-photo).",
                "Sans : Photos d'identité.",
                "Façon de déposer : téléservice ANEF.",
            ),
            (
                "Avec : Photos d'identité.",
                "Sans : Code de photo numérique (e-photo).",
                "Façon de déposer : rendez-vous en ligne.",
            ),
        ),
        (
            ("Façon de déposer : téléservice ANEF.",),
            ("Façon de déposer : rendez-vous en ligne.",),
        ),
    ]
    # A question holds each person once, and nobody is in two.
    names = [name for one in told for name in one.names]
    assert len(names) == len({*names}) > 8


def test_once_it_is_meant_nobody_blocks_the_34(both):
    candidate, rows = answer(both, MEANT)
    assert {row["department"] for row in rows} == {"34"}
    plain, digest = preparing.joined(candidate)
    rule_set, _ = compiled(plain, digest)
    failing = faults_of_cases(plain, rule_set, TODAY).values()
    assert [case["id"] for case, _ in failing if blocks(case, rule_set, TODAY, {"34"})] == []
    assert candidate["national"] is both[0]["national"]


def test_if_it_is_not_meant_only_the_channel_waits(both):
    candidate, rows = answer(both, NOT_MEANT)
    assert rows == []
    assert candidate["34"]["department"] == both[0]["34"]["department"]

"""« etude » beside « etudes », a rank far from all others: a slip of the keyboard is told."""

import re

import pytest

from procedures.drafting.problems.problem_text import sentences
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.publishing.checks import checker
from procedures.publishing.checks.typos import find_typos
from tests.procedures.engine.builders import TODAY, make_plain, make_procedure, make_question

CARDS = [("a", 1), ("b", 2), ("c", 980), ("d", 990)]


def plain_of(**last):
    """Return a catalogue of four procedures in one family and one track, but for the last one."""
    cards = [{**make_procedure(name), "family": "etudes", "rank": rank} for name, rank in CARDS]
    cards[-1] |= last
    orientations = [
        {"id": f"o{rank}", "rank": rank, "title": "Aide", "text": "Une aide."}
        for rank in (1, 2, 3, 999)
    ]
    question = make_question("age", "integer")
    return make_plain(question, procedures=cards, orientations=orientations)


def found(plain):
    return [(one.kind, one.path, one.names) for one in find_typos(rule_set_from_plain(plain))]


def test_nothing_is_said_of_what_is_far_on_purpose():
    assert found(plain_of()) == []
    # A family that the pages know may have one procedure, whatever it looks like.
    assert found(plain_of(family="voyage")) == []
    assert found(plain_of(family="essai_local", track="voyages")) == []
    assert found(plain_of(rank=1900)) == []


@pytest.mark.parametrize(
    ("last", "kind", "names", "words"),
    [
        (
            {"family": "etude"},
            "near_family",
            ("etude", "etudes"),
            "La famille « Etude » n'a que cette démarche, et ressemble à « Études, stage, séjour",
        ),
        ({"track": "titres"}, "near_track", ("titres", "titre"), "ressemble à « titre »"),
        ({"rank": 99000}, "rank_far", ("99000", "1", "980"), "Le rang est 99000"),
    ],
)
@pytest.mark.django_db
def test_a_slip_is_told_in_words(last, kind, names, words):
    plain = plain_of(**last)
    assert found(plain) == [(kind, "d", names)]
    problems = [one for one in checker.check(plain, TODAY) if one.kind == kind]
    (said,) = sentences(problems)
    assert words in said
    assert not re.search(r"\w_\w|\b(etude|d)\b", said)
    assert [(one.blocking, one.fault) for one in problems] == [(False, True)]


def test_an_orientation_that_is_out_of_range_is_told():
    plain = plain_of()
    plain["orientations"][-1]["rank"] = -5000
    assert found(plain) == [("rank_far", "o999", ("-5000", "1", "3"))]

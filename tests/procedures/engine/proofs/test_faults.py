"""One fault of each kind, planted in a sound catalogue: found where it is, and shown by answers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from procedures.engine.proofs.analysis import analyse
from procedures.engine.proofs.words import KINDS
from procedures.engine.schema.builder import RuleSetBuilder
from procedures.engine.schema.texts import Translations
from tests.procedures.engine.proofs.faults import clashes, conditions, dead, gaps, promises
from tests.procedures.engine.proofs.faults.planting import FAULTS
from tests.procedures.engine.proofs.sound import TODAY, sound, sound_rules

ROOT = Path(__file__).resolve().parents[4]


def compiled(plain):
    """Compile a catalogue that may have circles, which reading it would refuse."""
    return RuleSetBuilder(plain, Translations({}), []).build({})


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_where_it_is_and_its_witness_shows_it(name):
    edit, expected, shows, options = FAULTS[name]
    plain = sound()
    edit(plain)
    rules = compiled(plain)
    report = analyse(rules, TODAY, options.get("cases", ()))
    assert report.unfinished == options.get("unfinished", ())
    also = options.get("also", ())  # what the same fault is found to be besides
    assert {one.kind for one in report.findings} == {expected[0], *also}
    found = [one for one in report.findings if one.kind == expected[0]]
    told = [(one.kind, str(one.place), one.subject, one.others) for one in found]
    assert told == [expected]
    witness = found[0].witness
    assert (witness is None) is (shows is None)
    if shows is not None:
        assert shows(rules, witness)


def test_every_kind_of_finding_has_a_planted_fault():
    assert {expected[0] for _, expected, _, _ in FAULTS.values()} == set(KINDS)


def test_nothing_is_found_in_a_sound_catalogue():
    report = analyse(sound_rules(), TODAY)
    assert (report.findings, report.unfinished) == ((), ())


# --- limits, and the same answer each time


def test_a_check_that_the_limit_stops_is_named_unfinished():
    report = analyse(sound_rules(), TODAY, steps=1)
    assert set(report.unfinished) == {"gaps", "dead", "redundant", "overlaps"}


@pytest.mark.parametrize("steps", [1, 3, 10, 30, 100, 300, 1000])
def test_with_any_limit_a_fault_is_found_or_its_check_is_unfinished(steps):
    plain = sound()
    dead.a_question_that_never_applies(plain)
    gaps.no_national_channel(plain)
    clashes.exclusive_procedures_that_both_hold(plain)
    report = analyse(compiled(plain), TODAY, steps=steps)
    found = {one.kind for one in report.findings}
    for check, kind in (
        ("gaps", "gap_no_channel"),
        ("dead", "dead_question"),
        ("redundant", "never"),
        ("overlaps", "overlap"),
    ):
        assert kind in found or check in report.unfinished
    assert found <= {"gap_no_channel", "dead_question", "never", "overlap"}


def all_faults_at_once():
    plain = sound()
    for edit in (
        gaps.no_national_channel,
        promises.a_paper_that_no_minor_is_asked,
        dead.a_question_that_never_applies,
        conditions.a_group_that_no_condition_names,
        clashes.a_document_added_and_dropped,
        conditions.a_line_that_adds_nothing_to_another,
        clashes.exclusive_procedures_that_both_hold,
    ):
        edit(plain)
    return repr(analyse(compiled(plain), TODAY))


def test_the_same_catalogue_gives_the_same_report():
    assert all_faults_at_once() == all_faults_at_once()


def test_the_report_does_not_depend_on_how_python_hashes():
    script = f"from {__name__} import all_faults_at_once; print(all_faults_at_once())"
    reports = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(reports) == 1

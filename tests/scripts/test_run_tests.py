"""A run of the tests is green only if everything ran and passed."""

from pathlib import Path

import pytest

from scripts import run_tests
from scripts.run_tests import Kind, Outcome
from tests.conftest import ON_POSTGRESQL

ENGINE = Kind("engine", ("tests",))
REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


def read(tmp_path, code, *counts):
    report = tmp_path / "report.xml"
    report.write_text(REPORT.format(*counts))
    return run_tests.outcome_of(ENGINE, code, report, seconds=1)


@pytest.mark.parametrize(
    ("outcome", "here", "in_ci"),
    [
        (Outcome(ENGINE, passed=3), True, True),
        (Outcome(ENGINE, passed=3, skipped=1), True, False),
        (Outcome(ENGINE, passed=3, failed=1), False, False),
        (Outcome(ENGINE), True, False),
        (Outcome(ENGINE, missing="no browser"), True, False),
    ],
)
def test_continuous_integration_accepts_no_skip_and_no_empty_kind(
    monkeypatch, outcome, here, in_ci
):
    monkeypatch.setattr(run_tests, "CI", False)
    assert outcome.is_good is here
    monkeypatch.setattr(run_tests, "CI", True)
    assert outcome.is_good is in_ci


def test_counts_come_from_the_report(tmp_path):
    outcome = read(tmp_path, 1, 10, 2, 1, 3)
    assert (outcome.passed, outcome.failed, outcome.skipped) == (4, 3, 3)


def test_a_run_that_broke_off_is_a_failure_whatever_it_counted(tmp_path):
    assert read(tmp_path, 2, 10, 0, 0, 0).failed == 1
    missing = run_tests.outcome_of(ENGINE, 3, tmp_path / "absent.xml", seconds=1)
    assert missing.failed == 1


def test_a_kind_without_tests_is_no_failure_by_itself(tmp_path):
    assert read(tmp_path, 5, 0, 0, 0, 0).failed == 0


def test_the_short_run_asks_postgresql_in_its_own_places_only():
    """What no marker would keep is not even collected, which each process would do again."""
    (short,) = (one for one in run_tests.kinds(whole=False)[0] if one.name == "PostgreSQL")
    (whole,) = (one for one in run_tests.kinds(whole=True)[0] if one.name == "PostgreSQL")
    assert {Path(one) for one in short.paths} == set(ON_POSTGRESQL)
    assert all(path.exists() for path in ON_POSTGRESQL)
    assert whole.paths == run_tests.EVERYTHING_ELSE

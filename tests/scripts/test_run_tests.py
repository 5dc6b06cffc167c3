"""A run of the tests is green only if everything ran and passed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import run_tests
from scripts.run_tests import Kind, Outcome
from tests.conftest import ON_POSTGRESQL
from tests.e2e import audit, test_looks

ON_DISK = Kind("SQLite", ("tests",))
REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


def read(tmp_path, code, *counts):
    report = tmp_path / "report.xml"
    report.write_text(REPORT.format(*counts))
    return run_tests.outcome_of(ON_DISK, code, report, seconds=1)


@pytest.mark.parametrize(
    ("outcome", "here", "in_ci"),
    [
        (Outcome(ON_DISK, passed=3), True, True),
        (Outcome(ON_DISK, passed=3, skipped=1), True, False),
        (Outcome(ON_DISK, passed=3, failed=1), False, False),
        (Outcome(ON_DISK), True, False),
        (Outcome(ON_DISK, missing="no browser"), True, False),
    ],
)
def test_continuous_integration_accepts_no_skip_and_no_empty_kind(
    monkeypatch, outcome, here, in_ci
):
    monkeypatch.setattr(run_tests, "CI", False)
    assert outcome.is_good is here
    monkeypatch.setattr(run_tests, "CI", True)
    assert outcome.is_good is in_ci


def test_the_runner_starts_without_the_site():
    """It imports what the tests share: nothing of that may need models, or no test would run."""
    kept = {name: one for name, one in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-c", "import scripts.run_tests"]
    done = subprocess.run(
        command, cwd=run_tests.ROOT, env=kept, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_counts_come_from_the_report(tmp_path):
    outcome = read(tmp_path, 1, 10, 2, 1, 3)
    assert (outcome.passed, outcome.failed, outcome.skipped) == (4, 3, 3)


def test_a_run_that_broke_off_is_a_failure_whatever_it_counted(tmp_path):
    assert read(tmp_path, 2, 10, 0, 0, 0).failed == 1
    missing = run_tests.outcome_of(ON_DISK, 3, tmp_path / "absent.xml", seconds=1)
    assert missing.failed == 1


def test_a_kind_without_tests_is_no_failure_by_itself(tmp_path):
    assert read(tmp_path, 5, 0, 0, 0, 0).failed == 0


def named(name, *, whole):
    """Return the only kind of this name in a run."""
    (found,) = (one for row in run_tests.kinds(whole=whole) for one in row if one.name == name)
    return found


@pytest.mark.parametrize("whole", [False, True])
def test_each_kind_runs_once_in_one_of_the_rows(whole):
    names = {"SQLite", "admin", "PostgreSQL", "desk", "public"}
    names |= {"production"} if whole else {"engine", "answers"}
    rows = run_tests.kinds(whole=whole)
    assert {one.name for row in rows for one in row} == names
    assert all(named(name, whole=whole) for name in names)
    # What measures seconds waits for all the others, which the first row alone can do.
    assert {one.name for row in rows for one in row if one.is_alone} == names & {"production"}
    assert not [one.name for row in rows[1:] for one in row if one.is_alone]


@pytest.mark.parametrize("whole", [False, True])
def test_what_two_rows_print_at_once_can_be_read(monkeypatch, whole):
    """The first row says what it does as it goes; the others, when they end."""
    quiet = {}

    def note(kind, options, *, whole, beside):
        quiet[kind.name] = beside
        return Outcome(kind, passed=1)

    monkeypatch.setattr(run_tests, "run", note)
    assert run_tests.main(["--all"] if whole else []) == 0
    first = [one.name for one in run_tests.kinds(whole=whole)[0]]
    assert quiet == {name: name not in first for name in quiet}


@pytest.mark.parametrize("whole", [False, True])
def test_each_test_out_of_the_browser_is_in_one_kind(whole):
    ours = named("SQLite", whole=whole)
    apart = [] if whole else ["engine", "answers"]
    others = [named(one, whole=whole) for one in ("admin", *apart)]
    paths = {path for one in others for path in one.paths}
    left_out = {f"--ignore={path}" for path in paths}
    assert set(ours.paths) == {*run_tests.EVERYTHING_ELSE} | left_out
    assert all((run_tests.ROOT / path).is_dir() for path in paths)
    assert {one.marker for one in others} == {ours.marker}


@pytest.mark.parametrize("whole", [False, True])
def test_each_file_of_the_browser_is_in_one_of_its_kinds(whole):
    desk, public = named("desk", whole=whole), named("public", whole=whole)
    assert all((run_tests.ROOT / path).exists() for path in desk.paths)
    folder, *left_out = public.paths
    assert folder == run_tests.BROWSER
    assert left_out == [f"--ignore={path}" for path in desk.paths]


def test_the_short_run_asks_postgresql_in_its_own_places_only():
    """What no marker would keep is not even collected, which each process would do again."""
    short, whole = named("PostgreSQL", whole=False), named("PostgreSQL", whole=True)
    assert {Path(one) for one in short.paths} == set(ON_POSTGRESQL)
    assert all(path.exists() for path in ON_POSTGRESQL)
    assert set(whole.paths) > set(run_tests.EVERYTHING_ELSE)


def test_a_whole_run_tries_all_the_examples_once():
    """SQLite tries them all, and PostgreSQL those on which it may answer differently."""
    shares = {
        name: run_tests.environment_of(named(name, whole=True), whole=True)["EXAMPLES"]
        for name in ("SQLite", "admin", "PostgreSQL")
    }
    assert shares == {"SQLite": "1", "admin": "1", "PostgreSQL": "0.1"}


def test_the_short_run_tries_the_share_that_is_asked_for(monkeypatch):
    """``make test EXAMPLES=0.3``: PostgreSQL keeps to its tenth."""
    monkeypatch.setattr(run_tests, "SHARE", "0.3")
    shares = {
        name: run_tests.environment_of(named(name, whole=False), whole=False)["EXAMPLES"]
        for name in ("SQLite", "engine", "PostgreSQL")
    }
    assert shares == {"SQLite": "0.3", "engine": "0.3", "PostgreSQL": "0.1"}


def test_a_process_of_tests_reads_what_another_one_compiled(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in run_tests.environment_of(ON_DISK, whole=False)


def test_the_short_run_takes_the_browser_without_windows_where_there_is_one(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr("tests.e2e.chromium.shutil.which", lambda name: f"/usr/bin/{name}")
    taken = {
        whole: run_tests.environment_of(named("public", whole=whole), whole=whole)["CHROMIUM"]
        for whole in (False, True)
    }
    assert taken == {False: "/usr/bin/chromium-headless-shell", True: "/usr/bin/chromium"}
    monkeypatch.setenv("CHROMIUM", "/opt/mine")
    assert named("desk", whole=False).browser == "/opt/mine"


def test_the_audit_reads_the_pages_of_the_looks_and_more():
    assert audit.PAGES is test_looks.PAGES
    assert audit.URGENT_WAYS is test_looks.URGENT_WAYS
    assert "effacer" in audit.PARTS_OF_A_RUN
    languages, schemes = zip(*(one.values for one in test_looks.LOOKS), strict=True)
    assert set(audit.LANGUAGES) == set(languages)
    assert {scheme for _, scheme, _ in audit.LOOKS} == set(schemes)
    assert all((True, "light", screen) in audit.LOOKS for screen in test_looks.SCREENS)

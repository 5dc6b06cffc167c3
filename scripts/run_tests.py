"""Runs all the tests, kind after kind, and ends with counts: ``run_tests.py [pytest options]``.

What cannot run here is skipped, with the reason and the command that would bring it. With CI set, a
skip or a kind without a test is a failure: a green run must mean that everything ran.
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import postgresql  # noqa: E402
from scripts.compile_messages import compile_all  # noqa: E402
from tests.e2e import chromium  # noqa: E402

CI = os.environ.get("CI", "").lower() in {"1", "true"}
WORKERS = os.environ.get("TEST_WORKERS") or str(min(os.cpu_count() or 1, 8))
EVERYTHING_ELSE = "not engine and not browser and not benchmark"
ON_EACH_DATABASE = f"database and {EVERYTHING_ELSE}"


@dataclass(frozen=True)
class Kind:
    """One run of pytest: which tests, on what."""

    name: str
    marker: str
    database_url: str = ""
    missing: str = ""
    workers: str = WORKERS


@dataclass(frozen=True)
class Outcome:
    """What one kind gave; ``missing`` says why it could not run."""

    kind: Kind
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0
    missing: str = ""

    @property
    def is_good(self):
        if self.failed:
            return False
        return not CI or (self.passed > 0 and not self.skipped and not self.missing)


def kinds():
    database_url = postgresql.find_postgresql()
    browser = chromium.find_chromium()
    return [
        Kind("engine", "engine"),
        Kind("SQLite", EVERYTHING_ELSE),
        Kind(
            "PostgreSQL",
            ON_EACH_DATABASE,
            database_url=database_url or "",
            missing="" if database_url else postgresql.HOW_TO_GET,
        ),
        # One browser and one site at a time: two would wait for each other on two cores.
        Kind("browser", "browser", missing="" if browser else chromium.HOW_TO_GET, workers="0"),
    ]


def run(kind, options):
    if kind.missing:
        return Outcome(kind, missing=kind.missing)
    print(f"\n=== {kind.name} ===", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-m", kind.marker, f"--junitxml={report}"]
        parallel = ["-n", kind.workers] if kind.workers != "0" else []
        environment = {**os.environ, "DATABASE_URL": kind.database_url}
        code = subprocess.run(
            [*command, *parallel, *options], cwd=ROOT, env=environment, check=False
        ).returncode
        return outcome_of(kind, code, report, seconds=time.monotonic() - started)


def outcome_of(kind, code, report, *, seconds):
    """Read pytest's report; a run that broke off counts as a failure whatever it counted."""
    suite = ElementTree.parse(report).find("testsuite") if report.exists() else None  # noqa: S314
    if suite is None:
        return Outcome(kind, failed=1, seconds=seconds)
    total, failures, errors, skipped = (
        int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors
    if code not in (0, 5) and not failed:  # 5: no test was selected.
        failed = 1
    passed = max(total - failures - errors - skipped, 0)
    return Outcome(kind, passed=passed, failed=failed, skipped=skipped, seconds=seconds)


def report(outcomes):
    print("\n=== all ===")
    for outcome in outcomes:
        name = outcome.kind.name.ljust(10)
        if outcome.missing:
            print(f"{name}  skipped: {outcome.missing}")
            continue
        note = "" if outcome.is_good else "   <- not good enough" + (" for CI" if CI else "")
        print(
            f"{name} {outcome.passed:5} passed {outcome.failed:3} failed "
            f"{outcome.skipped:3} skipped  {outcome.seconds:5.0f} s{note}"
        )
    print(
        f"\n{sum(outcome.passed for outcome in outcomes)} passed, "
        f"{sum(outcome.failed for outcome in outcomes)} failed, "
        f"{sum(outcome.skipped or bool(outcome.missing) for outcome in outcomes)} skipped"
    )


def main(options):
    compile_all()
    outcomes = [run(kind, options) for kind in kinds()]
    report(outcomes)
    return 0 if all(outcome.is_good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Runs the tests, kind by kind, and ends with counts.

    run_tests.py [--all] [pytest options]

Without ``--all``, properties are tried on a tenth of their examples (``EXAMPLES=0.3``: on three
tenths), PostgreSQL runs only the tests that SQLite may answer differently, and tests marked
``whole`` are left out. The seed of random examples is the date, and is printed:
``SEED=20261124 make test`` draws the same examples again.

Tests that cannot run here are skipped, with the reason and the command that would install what is
missing. With CI set, a skipped test or a kind without tests is a failure: a green run must mean
that everything ran.
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import postgresql  # noqa: E402
from scripts.compile_messages import compile_all  # noqa: E402
from tests.conftest import ON_POSTGRESQL  # noqa: E402
from tests.e2e import chromium  # noqa: E402
from tests.production.needs import MISSING  # noqa: E402

CI = os.environ.get("CI", "").lower() in {"1", "true"}
# Of the two kinds that run at the same time, each has half of the processors.
WORKERS = (int(os.environ.get("TEST_WORKERS") or 0) or min(os.cpu_count() or 1, 8)) // 2
SEED = os.environ.get("SEED") or f"{datetime.now(UTC):%Y%m%d}"
# The share of the examples of each property.
TENTH, ALL = "0.1", "1"
SHARE = os.environ.get("EXAMPLES") or TENTH
BROWSER, PRODUCTION = "tests/e2e", "tests/production"
# Its proofs take a processor ten seconds, which the site of the public's pages never asks for.
DESK = tuple(
    f"{BROWSER}/test_{name}.py"
    for name in (
        "accounts",
        "asking",
        "busy",
        "cases",
        "changed_dossiers",
        "channels_together",
        "condition_builder",
        "desk",
        "desk_pages",
        "home",
        "inquiries",
        "mending_tasks",
        "one_publisher",
        "order",
        "planned_editions",
        "proposals",
        "publishing_choice",
        "reception",
        "six_tasks",
        "tasks",
        "tryout",
        "two_agents",
        "writing",
    )
)
APART = (BROWSER, PRODUCTION, "tests/benchmarks")
# Ignored paths are not collected, which each process would do again.
EVERYTHING_ELSE = ("tests", *(f"--ignore={path}" for path in APART))
# The pages of the desk, and what they show, take as long as all the rest out of the browser.
ADMIN = ("tests/procedures/admin", "tests/procedures/drafting")
WITHOUT_DATABASE = "tests/procedures/engine"
# Of the public's pages, the two rooms that take the longest.
ANSWERS = ("tests/questionnaire/dossiers", "tests/questionnaire/result")


@dataclass(frozen=True)
class Kind:
    """One run of pytest: its tests, and the database they use.

    With two ``workers`` or more, as many processes share the tests. One that ``is_alone`` waits for
    all the others: it measures seconds. One ``of_tenths`` never tries all the examples.
    """

    name: str
    paths: tuple[str, ...]
    marker: str = ""
    database_url: str = ""
    browser: str = ""
    missing: str = ""
    workers: int = WORKERS
    is_alone: bool = False
    of_tenths: bool = False


@dataclass(frozen=True)
class Outcome:
    """The counts of one kind. ``missing`` says why it could not run."""

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


def kinds(*, whole):
    """Return rows of kinds. Each runs its kinds in turn, at the same time as the others."""
    database_url = postgresql.find_postgresql()
    browser = chromium.find_chromium(quick=not whole)
    kept = "" if whole else "not whole"
    on_postgresql = "database" if whole else "postgresql and not whole"
    asks = (*EVERYTHING_ELSE, f"--ignore={WITHOUT_DATABASE}")
    places = asks if whole else tuple(map(str, ON_POSTGRESQL))
    # One site for all of them: they measure how it answers while something goes wrong. Beside
    # other work an edition reached the last replica after 6.8 s, where 5 are allowed.
    production = Kind("production", (PRODUCTION,), missing=MISSING, workers=0, is_alone=True)
    of_postgresql = Kind(
        "PostgreSQL",
        places,
        on_postgresql,
        database_url=database_url or "",
        missing="" if database_url else postgresql.HOW_TO_GET,
        # Where PostgreSQL answers differently, it does on the first examples: the order of a list,
        # a lock. SQLite tries the others.
        of_tenths=True,
    )
    others = (*EVERYTHING_ELSE, *(f"--ignore={path}" for path in ADMIN))
    if not whole:
        # SQLite was alone for the last minutes of the short run, and a processor had nothing.
        apart = (WITHOUT_DATABASE, *ANSWERS)
        others = (*others, *(f"--ignore={path}" for path in apart))
    on_disk, of_admin = Kind("SQLite", others, kept), Kind("admin", ADMIN, kept)
    of_engine, of_answers = (
        Kind("engine", (WITHOUT_DATABASE,), kept),
        Kind("answers", ANSWERS, kept),
    )
    # The browser and the site often wait for each other: the other kinds use that time.
    of_desk, of_public = (
        Kind(
            name,
            paths,
            kept,
            browser=browser or "",
            missing="" if browser else chromium.HOW_TO_GET,
            workers=0,
        )
        for name, paths in (
            ("desk", DESK),
            ("public", (BROWSER, *(f"--ignore={path}" for path in DESK))),
        )
    )
    if whole:
        # The desk in the browser takes nearly as long as all the others.
        return [on_disk, of_public, of_admin, production], [of_desk, of_postgresql]
    return [on_disk], [of_admin], [of_desk, of_postgresql, of_answers], [of_public, of_engine]


def run(kind, options, *, whole, beside):
    """Run one kind, and return its counts; ``beside`` others, it prints all when it ends."""
    if kind.missing:
        return Outcome(kind, missing=kind.missing)
    title = f"\n=== {kind.name} ==="
    if not beside:
        print(title, flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        done = subprocess.run(
            [*command_of(kind), f"--junitxml={report}", *options],
            cwd=ROOT,
            env=environment_of(kind, whole=whole),
            check=False,
            capture_output=beside,
            text=True,
        )
        if beside:
            print(title, done.stdout, done.stderr, sep="\n", flush=True)
        return outcome_of(kind, done.returncode, report, seconds=time.monotonic() - started)


def command_of(kind):
    command = [sys.executable, "-m", "pytest", "-q", *kind.paths]
    command += ["-m", kind.marker] if kind.marker else []
    # Not file by file: pytest-django puts the tests that empty the tables behind all the others.
    return command + (["-n", str(kind.workers)] if kind.workers > 1 else [])


def environment_of(kind, *, whole):
    changes = {
        "DATABASE_URL": kind.database_url,
        "EXAMPLES": TENTH if kind.of_tenths else ALL if whole else SHARE,
        "SEED": SEED,
    }
    if kind.browser:
        changes["CHROMIUM"] = kind.browser
    # The fifty processes of a run read what the first ones compiled: half of what the collection of
    # the tests takes, and a third of the start of each command. Images often turn this off.
    kept = {name: one for name, one in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **changes}


def outcome_of(kind, code, report, *, seconds):
    """Return the counts in pytest's report; a run that broke off counts as a failure."""
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


def main(arguments):
    whole = "--all" in arguments
    options = [one for one in arguments if one != "--all"]
    compile_all()
    print(f"SEED={SEED} draws the same examples again.", flush=True)
    in_turn, *others = kinds(whole=whole)

    def run_in_turn(row, *, beside=False, alone=False):
        return [
            run(kind, options, whole=whole, beside=beside) for kind in row if kind.is_alone is alone
        ]

    with ThreadPoolExecutor() as pool:
        others = [pool.submit(run_in_turn, row, beside=True) for row in others]
        outcomes = run_in_turn(in_turn)
        outcomes += [outcome for row in others for outcome in row.result()]
    outcomes += run_in_turn(in_turn, alone=True)
    report(outcomes)
    return 0 if all(outcome.is_good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

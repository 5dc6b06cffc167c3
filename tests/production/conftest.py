"""The portal as in production, on this machine: its own PostgreSQL, gunicorn twice, and nginx."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from scripts.run_tests import CI
from scripts.serve_production import ROOT, Production, free_port

from .asking import ask
from .cluster import Cluster
from .needs import MISSING

PATIENCE = 120
# In characters: what is shown of the logs of the site when a test failed.
LONGEST_LOG = 8_000


@pytest.fixture(autouse=True)
def seen(request):
    """A function: what the row of this test in the table of attacks says was seen."""
    # Not ``record_property``: it warns where results are written to a file, as whole runs do.
    told = request.node.user_properties
    if marked := request.node.get_closest_marker("fault"):
        told += zip(("fault", "tried"), marked.args, strict=True)
    return lambda what: told.append(("seen", what))


def pytest_terminal_summary(terminalreporter):
    """Print the table of attacks: of each fault, what was tried, what was seen, whether it held."""
    rows = []
    for held, outcome in (("held", "passed"), ("LOST", "failed"), ("LOST", "error")):
        for report in terminalreporter.getreports(outcome):
            # A file that cannot be imported has a report without properties.
            told = dict(getattr(report, "user_properties", ()))
            if "fault" in told and (report.when == "call" or outcome == "error"):
                rows.append((told["fault"], told["tried"], told.get("seen", ""), held))
    for fault, tried, what, held in sorted(rows):
        terminalreporter.write_line(f"{fault:>2}  {held}  {tried}: {what or 'see the test'}")


@pytest.fixture(scope="package")
def folder():
    if MISSING:
        # ``make soak`` runs them without the runner, which fails where integration skips.
        (pytest.fail if CI else pytest.skip)(MISSING)
    # Not below pytest's own folder, which nginx's and PostgreSQL's users may not enter.
    made = Path(tempfile.mkdtemp(prefix="production-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="package")
def cluster(folder):
    (folder / "postgresql").mkdir()
    made = Cluster(folder / "postgresql")
    yield made
    made.thaw()
    made.stop()


@pytest.fixture(scope="package")
def production(request, folder, cluster):
    temporary = folder / "tmp"
    temporary.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    variables = kept | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DATABASE_URL": cluster.url,
        "SECRET_KEY": "only-for-the-tests-of-production-" * 2,
        "HTTPS": "0",
        "STATIC_ROOT": str(folder / "static"),
        "EDITION_FILE": str(folder / "edition.json.gz"),
        "TMPDIR": str(temporary),
        "DATABASE_SECONDS": "5",
        "WEB_CONCURRENCY": "2",
        "DESK_PATIENCE_SECONDS": "0",
    }
    for command in (
        ["prepare"],
        ["collectstatic", "--no-input", "--verbosity=0"],
    ):
        manage(variables, *command)
    (folder / "nginx").mkdir(mode=0o755)
    with (folder / "log").open("ab") as log:
        made = Production(free_port(), folder / "nginx", variables, log=log)
        made.temporary = temporary
        made.start()
        try:
            wait_for(made)
            yield made
        finally:
            made.stop()
            if request.session.testsfailed:
                print((folder / "log").read_text()[-LONGEST_LOG:], file=sys.__stderr__)


def manage(variables, *command, root=ROOT):
    """Run a command of the site, whose program is in ``root``, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=root,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def wait_for(production):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if ask(f"{production.url}/sante/").status == 200:
            return
        time.sleep(0.3)
    raise AssertionError("the site does not start")


def workers_of(process):
    found = subprocess.run(
        ["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False
    )
    return [int(number) for number in found.stdout.split()]

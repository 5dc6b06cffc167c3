"""What continuous integration runs, and what it installs for that."""

import re

from scripts.audit_tools import NEEDED
from scripts.run_tests import ROOT

RUN = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
STEPS = ["lint", "test EXAMPLES=0.3", "soak SOAK_SECONDS=60", "audit"]


def test_it_runs_each_step_once_and_the_audit_last():
    assert re.findall(r"^make (.*)$", RUN, re.MULTILINE) == STEPS
    assert RUN.rstrip().endswith("\nmake audit")


def test_it_installs_what_the_audit_needs_where_it_is_missing():
    for program, package in NEEDED.items():
        assert f"command -v {program} >/dev/null || missing+=({package})\n" in RUN


def test_the_documents_name_each_step():
    for name in ("README.md", "CONTRIBUTING.md", "docs/testing.md"):
        told = (ROOT / name).read_text(encoding="utf-8")
        line = next(one for one in told.splitlines() if ".ci/run" in one)
        after = told[told.index(line) :][:400]
        assert [step for step in STEPS if f"`make {step}`" not in after] == [], name

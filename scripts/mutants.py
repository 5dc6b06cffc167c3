"""Tests the tests: changes the code one place at a time, and reports what no test notices.

``mutants.py [MODULE…]``: modules of ``procedures/engine`` (``evaluation``, ``compiled.bitset``,
``proofs.dead``), a folder of them (``compiled``), ``publishing.editions.freezing``; or all. Mutants
that the type checker refuses need no test. The others first run against the tests on tables, which
are fast; the survivors also run against the properties.
"""

import ast
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

from mutmut import __main__ as mutmut

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "mutants"
PROCEDURES = Path("procedures")
ENGINE = PROCEDURES / "engine"
# {changed path: (folder of its tests, seconds allowed)}. All tests would take minutes per mutant.
# The tests of publishing create a database first, hence their longer time.
TESTS = {
    ENGINE: ("tests/procedures/engine", 5),
    PROCEDURES / "publishing" / "editions" / "freezing.py": (
        "tests/procedures/publishing/editions",
        60,
    ),
}
RUN = """
import sys
from mutmut.__main__ import cli
from mutmut.configuration import config
config().pytest_add_cli_args_test_selection[:] = [sys.argv.pop(1)]
config().timeout_constant = float(sys.argv.pop(1))
cli()
"""
# The least share of mutants that the tests must notice, or the type checker refuse.
WANTED = 0.9
# mutmut's own code for a mutant that the type checker refuses.
REFUSED = 37
ALIVE = {0: "survived", 5: "no test", 33: "no test", None: "not run"}
# Errors of the type checker that mutmut's own additions to the code cause.
OURS = {"unused-ignore", "no-any-return", "no-redef", "untyped-decorator", "misc", "has-type"}


def main(modules):
    os.chdir(ROOT)
    COPY.mkdir(exist_ok=True)
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.create_mutants(os.cpu_count() or 1)
    mark_refused()
    for changed, (tests, seconds) in TESTS.items():
        for examples in ("0", "0.1"):
            names = [name for _, name, code in results(modules, changed) if code in ALIVE]
            if names:
                environment = {**os.environ, "EXAMPLES": examples}
                command = [sys.executable, "-c", RUN, tests, str(seconds), "run", *names]
                subprocess.run(command, env=environment, check=True)
    return report(modules)


def results(modules, changed=PROCEDURES):
    """Yield (module, mutant, exit code of its tests) for the changed files inside a path."""
    for path in sorted((COPY / PROCEDURES).rglob("*.py.meta")):
        file = path.relative_to(COPY).with_suffix("")
        if not file.is_relative_to(changed):
            continue
        inside = ENGINE if file.is_relative_to(ENGINE) else PROCEDURES
        module = ".".join(file.relative_to(inside).with_suffix("").parts)
        if not modules or any(f"{module}.".startswith(f"{one}.") for one in modules):
            for name, code in json.loads(path.read_text("utf-8"))["exit_code_by_key"].items():
                yield module, name, code


def mark_refused():
    """Mark the mutants for which the type checker reports more errors than for the original."""
    command = [sys.executable, "-m", "mypy", "--output", "json", *map(str, TESTS)]
    done = subprocess.run(command, cwd=COPY, capture_output=True, text=True, check=False)
    errors = defaultdict(lambda: defaultdict(set))
    for line in done.stdout.splitlines():
        error = json.loads(line)
        if error["severity"] == "error" and error["code"] not in OURS:
            errors[error["file"]][error["line"]].add((error["code"], error["message"]))
    for file, lines in errors.items():
        meta = COPY / f"{file}.meta"
        data = json.loads(meta.read_text("utf-8"))
        refused = refused_functions(ast.parse((COPY / file).read_text("utf-8")), lines)
        for name in data["exit_code_by_key"]:
            if name.rpartition(".")[2] in refused:
                data["exit_code_by_key"][name] = REFUSED
        meta.write_text(json.dumps(data, indent=4), "utf-8")


def refused_functions(tree, lines):
    functions = {
        node.name: set().union(*(lines[one] for one in range(node.lineno, node.end_lineno + 1)))
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and "__mutmut_" in node.name
    }
    return {
        name
        for name, errors in functions.items()
        if errors - functions.get(f"{name.rpartition('__mutmut_')[0]}__mutmut_orig", set())
    }


def report(modules):
    """Print the survivors and the score of each module; return 1 if the total score is too low."""
    total, refused, tested = Counter(), Counter(), Counter()
    for module, name, code in results(modules):
        total[module] += 1
        refused[module] += code == REFUSED
        tested[module] += code not in (REFUSED, *ALIVE)
        if code in ALIVE:
            print(f"{ALIVE[code]}: {name}")
    for module in [*total, "all"]:
        counts = [
            counter.total() if module == "all" else counter[module]
            for counter in (total, refused, tested)
        ]
        score = (counts[1] + counts[2]) / max(counts[0], 1)
        print(f"{module:24} {counts[0]:6} refused {counts[1]:5} tests {counts[2]:5} {score:7.1%}")
    return 0 if score >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Tests the tests: changes the code one place at a time, and reports what no test notices.

``mutants.py [MODULE…]``: modules of ``procedures/engine`` (``evaluation``, ``compiled.bitset``,
``proofs.dead``), a folder of them (``compiled``), ``publishing.editions``; or all. Of each module,
``SAMPLE`` mutants are tried, always the same (40; ``SAMPLE=0``: all of them). Mutants that the type
checker refuses need no test. The others first run against the tests on tables, which are fast; the
survivors also run against the properties.
"""

import ast
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

from mutmut import __main__ as mutmut
from mutmut.configuration import config

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "mutants"
PROCEDURES = Path("procedures")
ENGINE = PROCEDURES / "engine"
SAMPLE = int(os.environ.get("SAMPLE", "40"))
TESTS_OF_ENGINE = "tests/procedures/engine"
TESTS_OF_PROOFS = f"{TESTS_OF_ENGINE}/proofs"
# {changed path: (the arguments of pytest, seconds allowed)}; the first that holds a file
# counts. All tests would take minutes per mutant. Those of publishing create a database first,
# hence their longer time.
TESTS = {
    ENGINE / "proofs": ([TESTS_OF_PROOFS], 5),
    ENGINE: ([TESTS_OF_ENGINE, f"--ignore={TESTS_OF_PROOFS}"], 5),
} | {
    PROCEDURES / "publishing" / "editions" / name: (
        [
            "tests/procedures/publishing/editions",
            "tests/procedures/publishing/test_cases_of_departments.py",
            "tests/procedures/publishing/test_confirming.py",
        ],
        60,
    )
    for name in ("freezing.py", "successors.py")
}
RUN = """
import json, sys
from mutmut.__main__ import cli
from mutmut.configuration import config
given = json.loads(sys.argv.pop(1))
config().pytest_add_cli_args_test_selection[:] = given["tests"]
config().timeout_constant = given["seconds"]
config().only_mutate[:] = given["files"]
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
    files = [str(file) for file in sorted({*mutable()}) if is_asked_for(file, modules)]
    COPY.mkdir(exist_ok=True)
    config().only_mutate[:] = files
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.create_mutants(os.cpu_count() or 1)
    mark_refused(files)
    found = []
    for changed, (tests, seconds) in TESTS.items():
        for examples in ("0", "0.1"):
            alive = [name for _, name, code in results(modules, changed) if code in ALIVE]
            if alive:
                settings = {"tests": tests, "seconds": seconds, "files": files}
                command = [sys.executable, "-c", RUN, json.dumps(settings), "run", *alive]
                environment = {**os.environ, "EXAMPLES": examples}
                subprocess.run(command, env=environment, check=True)
        # With other tests, mutmut forgets what it knew: the next turn of the loop does so.
        found += results(modules, changed)
    return report(found)


def mutable():
    """Yield the files that may be changed."""
    for path in TESTS:
        yield from [path] if path.suffix else path.rglob("*.py")


def module_of(file):
    inside = ENGINE if file.is_relative_to(ENGINE) else PROCEDURES
    return ".".join(file.relative_to(inside).with_suffix("").parts)


def is_asked_for(file, modules):
    return not modules or any(f"{module_of(file)}.".startswith(f"{one}.") for one in modules)


def results(modules, changed):
    """Yield (module, mutant, exit code of its tests) of the sample of each module asked for.

    Only the files whose tests are those of the path ``changed``.
    """
    for path in sorted((COPY / PROCEDURES).rglob("*.py.meta")):
        file = path.relative_to(COPY).with_suffix("")
        place = next((one for one in TESTS if file.is_relative_to(one)), None)
        if place != changed or not is_asked_for(file, modules):
            continue
        codes = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        for name in sample(sorted(codes)):
            yield module_of(file), name, codes[name]


def sample(names):
    """Return the same names at each run, so that two runs on the same code compare."""
    if not SAMPLE or len(names) <= SAMPLE:
        return names
    return sorted(Random(0).sample(names, SAMPLE))  # noqa: S311 - a draw that can be repeated.


def mark_refused(files):
    """Mark the mutants for which the type checker reports more errors than for the original."""
    command = [sys.executable, "-m", "mypy", "--output", "json", *files]
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


def report(found):
    """Print the survivors and the score of each module; return 1 if the total score is too low."""
    total, refused, tested = Counter(), Counter(), Counter()
    for module, name, code in found:
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

"""Tests the engine's tests: changes its code, one place at a time, and sees which tests notice.

``mutants.py [MODULE…]`` (``conditions``, ``proofs.dead``; all of ``procedures/engine`` by default).
First the tests on tables, which are quick; then, on what these leave alive, the properties too.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "mutants" / "procedures" / "engine"
WANTED = 0.9  # of all mutants
ALIVE = {0: "survived", 5: "no test", 33: "no test", 34: "skipped", None: "not run"}


def main(modules):
    patterns = [f"procedures.engine.{module}.*" for module in modules]
    run_mutmut(patterns, examples="0")
    alive = [name for name in named(modules) if name not in killed(modules)]
    if alive:
        run_mutmut(alive, examples="0.1")
    return report(modules)


def run_mutmut(names, *, examples):
    mutmut = Path(sys.executable).with_name("mutmut")
    environment = {**os.environ, "EXAMPLES": examples}
    subprocess.run([mutmut, "run", *names], cwd=ROOT, env=environment, check=True)


def results(modules):
    """Yield (module, mutant, exit code of its tests)."""
    for path in sorted(RESULTS.rglob("*.py.meta")):
        module = ".".join(path.relative_to(RESULTS).parts).removesuffix(".py.meta")
        if not modules or module in modules:
            for name, code in json.loads(path.read_text())["exit_code_by_key"].items():
                yield module, name, code


def named(modules):
    return [name for _, name, _ in results(modules)]


def killed(modules):
    return {name for _, name, code in results(modules) if code not in ALIVE}


def report(modules):
    """Print the score of each module and what is alive; return 1 if the score is too low."""
    total, dead = Counter(), Counter()
    for module, name, code in results(modules):
        total[module] += 1
        dead[module] += code not in ALIVE
        if code in ALIVE:
            print(f"{ALIVE[code]}: {name}")
    for module, count in total.items():
        print(f"{module:28} {dead[module]:5} of {count:5}  {dead[module] / count:6.1%}")
    score = dead.total() / max(total.total(), 1)
    print(f"{'all':28} {dead.total():5} of {total.total():5}  {score:6.1%}")
    return 0 if score >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Installs what ``make audit`` asks, from tests/audit (npm): Lighthouse and the checker of HTML."""

import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "audit"
NEEDED = {"npm": "npm", "node": "nodejs", "java": "default-jre-headless"}
# A registry that does not answer at once often does the second time.
TRIES = 3


def main():
    missing = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if missing:
        sys.exit(f"make audit needs more; on Debian or Ubuntu: apt install {' '.join(missing)}")
    lock, installed = FOLDER / "package-lock.json", FOLDER / "node_modules" / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime > lock.stat().st_mtime:
        return
    for _ in range(TRIES):
        if subprocess.run(["npm", "ci", "--silent"], cwd=FOLDER, check=False).returncode == 0:
            return
    sys.exit("npm ci fails in tests/audit")


if __name__ == "__main__":
    main()

"""Writes requirements/*.txt from requirements/*.in: ``lock.py [--upgrade]``.

The locks fit every platform (``--universal``), hold hashes, and name no host: each machine decides
where its packages come from.
"""

import os
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
OPTIONS = (
    "--quiet",
    "--no-config",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--custom-compile-command=make lock",
)


def main(options):
    # Some machines reach packages through a proxy whose certificate only the system trusts.
    environment = {"UV_SYSTEM_CERTS": "1", **os.environ}
    for name in ("run", "dev"):
        command = [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS, *options]
        files = [f"--output-file={name}.txt", f"{name}.in"]
        subprocess.run([*command, *files], cwd=REQUIREMENTS, env=environment, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])

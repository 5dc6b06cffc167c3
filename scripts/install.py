"""Makes .venv and installs the locked packages into it, unless done: ``install.py run|dev``.

It uses the standard library only, since the machine's own Python runs it before any installation.
"""

import hashlib
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed"
OLDEST_PYTHON = (3, 11)
# {lock: installed locks that are enough for it}; the development lock contains the run-time one.
ENOUGH = {"run": ("run", "dev"), "dev": ("dev",)}


def main(kind):
    if sys.version_info < OLDEST_PYTHON:
        stop(
            f"Python {sys.version.split()[0]} is too old: 3.11 or later is needed.\n"
            "Name a later one: make PYTHON=python3.13 …"
        )
    if already_installed(kind):
        return
    if not venv_python().exists():
        make_venv()
    lock = ROOT / "requirements" / f"{kind}.txt"
    print(f"Installing {lock.relative_to(ROOT)} into .venv (once) …", flush=True)
    install = [venv_python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*install, "--require-hashes", "-r", lock], check=False).returncode:
        stop("The installation failed: see above. Is the network there? Then run make again.")
    STAMP.write_text(stamp_of(kind), encoding="utf-8")


def already_installed(kind):
    if not (venv_python().exists() and STAMP.exists()):
        return False
    return STAMP.read_text(encoding="utf-8") in [stamp_of(lock) for lock in ENOUGH[kind]]


def stamp_of(kind):
    """Return a text that changes with the lock, so that a new lock is installed."""
    lock = (ROOT / "requirements" / f"{kind}.txt").read_bytes()
    return f"{kind} {hashlib.sha256(lock).hexdigest()}"


def make_venv():
    # Debian ships venv without ensurepip, and the .venv that it then makes has no pip.
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        stop(
            f"This Python has no venv. On Debian or Ubuntu: apt install python{version}-venv\n"
            "Then run make again."
        )
    print("Making .venv …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)


def venv_python():
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def stop(message):
    sys.exit(f"\n{message}")


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["dev"]):
        stop("usage: install.py run|dev")
    main(sys.argv[1])

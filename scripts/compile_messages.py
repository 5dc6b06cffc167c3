"""Compiles locale/**/*.po into the .mo files that Django reads; not every machine has msgfmt."""

import os
import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_all(folder=LOCALE):
    """Compile the files that changed since the last time, and return them."""
    return [source for source in sorted(folder.rglob("*.po")) if compile_one(source)]


def compile_one(source):
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    # Two test processes may compile at the same time: neither must read half a file.
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    polib.pofile(str(source), encoding="utf-8").save_as_mofile(str(draft))
    draft.replace(target)
    return True


if __name__ == "__main__":
    for compiled in compile_all():
        sys.stdout.write(f"{compiled.relative_to(LOCALE.parent)}\n")

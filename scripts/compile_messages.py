"""Compiles locale/**/*.po into the .mo files that Django reads; not every machine has msgfmt."""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

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
    with source.open("rb") as written, draft.open("wb") as compiled:
        write_mo(compiled, read_po(written))
    draft.replace(target)
    return True


if __name__ == "__main__":
    for compiled in compile_all():
        sys.stdout.write(f"{compiled.relative_to(LOCALE.parent)}\n")

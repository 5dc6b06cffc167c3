"""Writes the files of an edition: ``python -m questionnaire.open_data.writing FOLDER COPY``."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from pathlib import Path

import brotli

# Halfway: the highest takes ten seconds for a fifth less.
QUALITY = 5
# How much pages go before, as « nice » counts.
NICE = 10
# A process that has not seen the last publication yet still serves the files before.
EDITIONS = 2


def write(folder: Path, copy: Path) -> None:
    """Write the files of the edition of a local copy; the index, which tells of them, last."""
    # In the process that writes only: the one that serves holds them already.
    from procedures.engine.schema.serialization import rule_set_from_plain
    from procedures.publishing.communes import arrondissements
    from procedures.publishing.editions import local_copy
    from procedures.publishing.parts.preparing import join

    from .linked import linked_data

    stored = local_copy.read(copy)
    if stored is None:
        return
    label = f"{stored.number}-{stored.digest[:6]}"
    files = {}
    rule_set = rule_set_from_plain(join(stored.contents), arrondissements())
    linked = linked_data(rule_set, stored.published_at.date())
    texts = {**local_copy.texts_of(stored), "jsonld": json.dumps(linked, ensure_ascii=False)}
    for form, text in texts.items():
        content = text.encode()
        files[form] = len(content), hashlib.sha256(content).hexdigest()
        _put(folder / f"{label}.{form}.br", brotli.compress(content, quality=QUALITY))
        _put(folder / f"{label}.{form}.gzip", gzip.compress(content, 6, mtime=0))
    index = json.dumps({"digest": stored.digest, "files": files})
    _put(folder / f"{label}.index", index.encode())
    _remove_older(folder)


def _put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    written = path.with_name(f"{path.name}.new")
    written.write_bytes(content)
    os.replace(written, path)


def _remove_older(folder: Path) -> None:
    indexes = sorted(folder.glob("*.index"), key=lambda one: one.stat().st_mtime)
    for index in indexes[:-EDITIONS]:
        for one in folder.glob(f"{index.stem}.*"):
            one.unlink()


if __name__ == "__main__":
    import django

    os.nice(NICE)
    django.setup()
    write(*map(Path, sys.argv[1:]))

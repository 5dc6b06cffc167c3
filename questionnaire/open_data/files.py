"""The files of an edition, prepared once in each process: compressed, with their digests."""

from __future__ import annotations

import gzip
import hashlib
import threading
from dataclasses import dataclass, field

import brotli

from procedures.publishing.editions.in_memory import CompiledEdition
from procedures.publishing.editions.packing import as_yaml

from .licence import FORMATS

HELD = "open_data"
TYPES = dict(zip(FORMATS, ("application/json", "application/yaml"), strict=True))
# Halfway: the highest takes ten seconds for a fifth less.
QUALITY = 5
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class EditionFile:
    """A file: ``digest`` is the SHA-256 of its bytes once they are no longer compressed."""

    format: str
    size: int
    digest: str
    encoded: dict[str, bytes] = field(repr=False)


def files_of(edition: CompiledEdition) -> dict[str, EditionFile]:
    """Return {format: file} of an edition; nothing for one that was not read from a database."""
    held = edition.rule_set.held
    if HELD not in held and edition.packed:
        with _lock:
            if HELD not in held:
                held[HELD] = _prepared(edition)
    found: dict[str, EditionFile] = held.get(HELD, {})
    return found


def _prepared(edition: CompiledEdition) -> dict[str, EditionFile]:
    plain = gzip.decompress(edition.packed)
    texts = {"json": plain, "yaml": as_yaml(edition.packed)}
    return {
        form: EditionFile(
            form,
            len(text),
            hashlib.sha256(text).hexdigest(),
            {
                "br": brotli.compress(text, quality=QUALITY),
                "gzip": gzip.compress(text, 6, mtime=0),
            },
        )
        for form, text in texts.items()
    }

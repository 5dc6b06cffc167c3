"""The files of an edition and their licence: written once for all the processes of a machine.

It takes seconds and a hundred megabytes: a process of its own does it, while pages go on.
"""

from __future__ import annotations

import fcntl
import json
import logging
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from procedures.publishing.editions.in_memory import CompiledEdition

LICENCE = {
    "name": "Licence Ouverte 2.0",
    "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}

log = logging.getLogger(__name__)

TYPES = {
    "json": "application/json",
    "yaml": "application/yaml",
    "jsonld": "application/ld+json",
}
ENCODINGS = ("br", "gzip")
# In seconds: how long the preparation may take; after how long a request begins another one.
LONGEST, AGAIN = 120, 60
_lock = threading.Lock()
_begun = -float(AGAIN)


@dataclass(frozen=True, slots=True)
class EditionFile:
    """A file: ``digest`` is the SHA-256 of its bytes once they are no longer compressed."""

    format: str
    size: int
    digest: str
    path: str

    def encoded(self, encoding: str) -> bytes:
        """Return the bytes, compressed. Raises ``OSError`` if the file is no longer there."""
        return Path(f"{self.path}.{encoding}").read_bytes()


def files_of(edition: CompiledEdition) -> dict[str, EditionFile]:
    """Return {format: file} of an edition; nothing while they are not prepared."""
    held, place = edition.rule_set.held, f"open data {edition.label}"
    if place not in held:
        found = _read(edition)
        if not found:
            prepare(edition)
            return {}
        held[place] = found
    listed: dict[str, EditionFile] = held[place]
    return listed


def folder() -> Path | None:
    """Return where the files are, or ``None`` where no copy of the edition is written either."""
    return Path(settings.EDITION_FILE).with_name("open_data") if settings.EDITION_FILE else None


def _read(edition: CompiledEdition) -> dict[str, EditionFile]:
    place = folder()
    if place is None:
        return {}
    try:
        index = json.loads((place / f"{edition.label}.index").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if index["digest"] != edition.digest:
        return {}
    return {
        form: EditionFile(form, size, digest, str(place / f"{edition.label}.{form}"))
        for form, (size, digest) in index["files"].items()
    }


def prepare(edition: CompiledEdition) -> None:
    """Have the files of an edition written, and return at once."""
    global _begun
    place = folder()
    if place is None or (place / f"{edition.label}.index").exists():
        return
    with _lock:
        if time.monotonic() - _begun < AGAIN:
            return
        _begun = time.monotonic()
    threading.Thread(target=_prepare, args=[place], name="open-data", daemon=True).start()


def _prepare(place: Path) -> None:
    """Wait for the process that writes; other processes of the machine leave it to the first."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        with (place / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            subprocess.run(  # noqa: S603 - the file beside this one.
                [
                    *(sys.executable, "-m", "questionnaire.open_data.writing"),
                    *(str(place), settings.EDITION_FILE),
                ],
                cwd=settings.ROOT,
                timeout=LONGEST,
                check=True,
            )
    except BlockingIOError:
        return
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("the files of open data are not written: %s", type(error).__name__)

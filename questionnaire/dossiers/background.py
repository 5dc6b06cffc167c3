"""Reads dossiers again behind the pages, when the process sees a new edition."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import tempfile
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from procedures.publishing.editions.in_memory import CompiledEdition, held_edition

from .reviewing import review_all

log = logging.getLogger(__name__)


def review_later(edition: CompiledEdition) -> threading.Thread:
    """Begin to review every dossier with an edition, in a thread of its own.

    While another one works, it leaves the edition to it.
    """
    thread = threading.Thread(target=_review, args=(edition,), name="dossiers-review", daemon=True)
    thread.start()
    return thread


def _review(edition: CompiledEdition) -> None:
    try:
        due: CompiledEdition | None = edition
        while due is not None:
            with _only_process() as alone:
                if not alone:
                    return
                count = review_all(due)[0]
            if count:
                log.info("%s dossiers were read with edition %s", count, due.label)
            # Asked once the lock is free: a thread that found it taken held the newer edition
            # already.
            due = _newer(due)
    except DatabaseError as error:
        log.warning("dossiers wait for another reading: %s", type(error).__name__)
    except Exception:
        log.exception("dossiers could not be read again")
    finally:
        connection.close()


def _newer(read: CompiledEdition) -> CompiledEdition | None:
    """Return the edition in force, if another one came while the dossiers were read."""
    held = held_edition()
    return held if held is not None and held.number != read.number else None


@contextlib.contextmanager
def _only_process() -> Iterator[bool]:
    """Tell whether no other process of this machine does the same for the same site.

    On two machines the work is done twice, and comes to the same.
    """
    named = sha256(f"{settings.ROOT}{settings.EDITION_FILE}".encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"dossiers-{named}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True

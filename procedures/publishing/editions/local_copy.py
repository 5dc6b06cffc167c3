"""An edition as a file: for open data, and for a process born while the database is away.

The local copy only starts a process: the database has the last word as soon as it answers. A file
that is missing, cut or altered is no copy, and a disk that refuses to write costs nothing else.
"""

from __future__ import annotations

import gzip
import json
import logging
import os
import tempfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from procedures.exchange.reading import write_yaml

from ..parts import preparing
from ..parts.preparing import Contents

log = logging.getLogger(__name__)

# What reading a file that is cut, altered or of another format raises.
UNREADABLE = (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class StoredContents:
    """What the file holds of an edition: enough to compile it again."""

    number: int
    digest: str
    published_at: datetime
    contents: Contents


def write(stored: StoredContents) -> None:
    """Write the copy whole or not at all; a failure is logged, never raised."""
    path = _path()
    if path is None:
        return
    data = {
        "number": stored.number,
        "digest": stored.digest,
        "published_at": stored.published_at.isoformat(),
        "contents": stored.contents,
        "mark": preparing.digest(stored.contents),
    }
    packed = gzip.compress(json.dumps(data, ensure_ascii=False).encode(), compresslevel=6)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(packed)
        os.replace(file.name, path)
    except OSError as error:
        log.warning("the local copy of the edition is not written: %s", type(error).__name__)


def read(path: Path | None = None) -> StoredContents | None:
    """Return the copy, or that of another path, if it is exactly as written, else ``None``."""
    path = path or _path()
    if path is None:
        return None
    try:
        data = json.loads(gzip.decompress(path.read_bytes()))
        contents = data["contents"]
        if preparing.digest(contents) != data["mark"]:
            raise ValueError("mark")
        published_at = datetime.fromisoformat(data["published_at"])
        return StoredContents(data["number"], data["digest"], published_at, contents)
    except FileNotFoundError:
        return None
    except UNREADABLE as error:
        log.warning("the local copy of the edition is not readable: %s", type(error).__name__)
        return None


def _path() -> Path | None:
    return Path(settings.EDITION_FILE) if settings.EDITION_FILE else None


def texts_of(stored: StoredContents) -> dict[str, str]:
    """Return {format: text} of a whole edition. It takes some seconds."""
    edition = {
        "number": stored.number,
        "digest": stored.digest,
        "published_at": stored.published_at.isoformat(),
    }
    whole = {"edition": edition, "catalogue": preparing.join(stored.contents)}
    return {"json": json.dumps(whole, ensure_ascii=False), "yaml": write_yaml(whole)}

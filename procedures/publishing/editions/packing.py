"""A whole edition as one file of JSON, and the same as YAML, for whoever uses it again."""

from __future__ import annotations

import gzip
import json
from datetime import datetime

from procedures.engine.values.plain import PlainDict
from procedures.exchange.writing import write_yaml


def pack(number: int, digest: str, published_at: datetime, plain: PlainDict) -> bytes:
    """Return the JSON file of an edition, compressed: a tenth of what it weighs.

    >>> from datetime import UTC
    >>> packed = pack(1, "ab", datetime(2026, 11, 26, tzinfo=UTC), {"questions": []})
    >>> json.loads(gzip.decompress(packed))["edition"]["published_at"]
    '2026-11-26T00:00:00+00:00'
    """
    edition = {"number": number, "digest": digest, "published_at": published_at.isoformat()}
    text = json.dumps({"edition": edition, "catalogue": plain}, ensure_ascii=False)
    return gzip.compress(text.encode(), 6, mtime=0)


def as_yaml(packed: bytes) -> bytes:
    """Return the YAML file of a packed edition. It takes some seconds."""
    return write_yaml(json.loads(gzip.decompress(packed))).encode()

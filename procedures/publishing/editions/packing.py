"""A whole edition as one file of JSON, and the same as YAML, for whoever uses it again."""

from __future__ import annotations

import json

from procedures.exchange.writing import write_yaml

from ..parts import cutting as parts
from .local_copy import StoredContents


def texts_of(stored: StoredContents) -> dict[str, str]:
    """Return {format: text} of a whole edition. It takes some seconds."""
    edition = {
        "number": stored.number,
        "digest": stored.digest,
        "published_at": stored.published_at.isoformat(),
    }
    whole = {"edition": edition, "catalogue": parts.join(stored.contents)}
    return {"json": json.dumps(whole, ensure_ascii=False), "yaml": write_yaml(whole)}

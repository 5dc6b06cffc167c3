"""The service workers as they are sent: a file, after the addresses of the files that it caches."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.templatetags.static import static


def source_with(source: Path, kept: Sequence[str], **values: Any) -> str:
    """Return a service worker that keeps files of the site, with more values of its own before it.

    Its version follows the files, which are called by what they hold.
    """
    files = [static(one) for one in kept]
    version = blake2b("\n".join(files).encode(), digest_size=6).hexdigest()
    named = {"VERSION": version, "FILES": files, **values}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in named.items())
    return head + source.read_text(encoding="utf-8")


def worker_response(source: str) -> HttpResponse:
    """Return the response that sends a service worker, for the whole site or less."""
    response = HttpResponse(source, content_type="text/javascript; charset=utf-8")
    # Browsers ask for it again to see whether it changed.
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response

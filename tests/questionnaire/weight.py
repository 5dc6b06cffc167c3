"""What a first page weighs on a slow line: it, and what all pages share."""

import gzip
from functools import cache

from django.conf import settings

from portal.static_files import JOINED, joined

# In bytes, compressed: the page, the sheet of styles, the icons, the script and the site's mark.
MOST_COLD = 32_000
# An answer, once the rest is there.
MOST_WARM = 10_000


@cache
def shared():
    """Return the compressed bytes of the files that every page asks for."""
    files = settings.ROOT / "static"

    def read(path):
        return (files / path).read_text(encoding="utf-8")

    texts = [joined(path, read) for path in (JOINED, "js/site.js")]
    texts += map(read, ("icons.svg", "favicon.svg"))
    return sum(len(gzip.compress(text.encode())) for text in texts)


def cold(content):
    return shared() + len(gzip.compress(content))

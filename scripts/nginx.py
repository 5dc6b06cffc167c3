"""Prints nginx's configuration for this machine: ``nginx.py LISTEN PORTAL DESK RUN_DIR [SCHEME]``.

    python scripts/nginx.py 127.0.0.1:8080 127.0.0.1:8000 127.0.0.1:8001 /run/guichet > nginx.conf
    nginx -c $PWD/nginx.conf

PORTAL may name several replicas, separated by commas. ``SCHEME`` is what the visitor's browser
uses: https, unless it is said otherwise. The folder RUN_DIR must exist; the pages of errors and
security.txt are copied into it. ``TRUSTED_PROXY`` is the address or network of the proxy with the
certificate, whose ``X-Forwarded-For`` is believed.
"""

import os
import re
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# RFC 9116 wants a date, at most a year ahead, after which the file is no longer to be believed.
LASTS = timedelta(days=300)


def configuration(listen, portal, desk, run_dir, scheme="https"):
    """Return nginx's configuration, after writing the pages that it shows itself."""
    values = {
        "LISTEN": listen,
        # « server A max_fails=0; » is written around it: each replica is a server of its own.
        "PORTAL": " max_fails=0;\n        server ".join(portal.split(",")),
        "DESK": desk,
        "RUN_DIR": str(run_dir),
        "PAGES": str(write_pages(Path(run_dir))),
        "SCHEME": scheme,
        "TRUSTED": os.environ.get("TRUSTED_PROXY") or "127.0.0.1",
    }
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    return re.sub(r"\$\{([A-Z_]+)\}", lambda found: values.get(found[1], found[0]), text)


def write_pages(run_dir):
    """Copy the pages of errors beside security.txt, and return their folder.

    Without PUBLISHER_CONTACT there is no security.txt: nobody would answer.
    """
    pages = run_dir / "pages"
    shutil.copytree(ROOT / "deploy" / "pages", pages, dirs_exist_ok=True)
    contact = os.environ.get("PUBLISHER_CONTACT", "").strip()
    if contact:
        kind = "mailto:" if "@" in contact and ":" not in contact else ""
        expires = datetime.now(UTC) + LASTS
        lines = [
            f"Contact: {kind}{contact}",
            f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
            "Preferred-Languages: fr, en",
        ]
        (pages / "security.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return pages


if __name__ == "__main__":
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__)
    print(configuration(*sys.argv[1:]))

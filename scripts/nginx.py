"""Prints nginx's configuration for this machine: ``nginx.py LISTEN PORTAL DESK RUN_DIR [SCHEME]``.

    python scripts/nginx.py 127.0.0.1:8080 127.0.0.1:8000 127.0.0.1:8001 /run/guichet > nginx.conf
    nginx -c $PWD/nginx.conf

PORTAL may name several replicas, separated by commas. ``SCHEME`` is what the visitor's browser
uses: https, unless a variable says otherwise. The folder RUN_DIR must exist; the pages of errors
are copied into it. ``TRUSTED_PROXY`` is the address or network of the proxy with the
certificate, whose ``X-Forwarded-For`` is believed. ``DESK_HOST`` is the only name under which the
agents' desk opens, ``DESK_NETWORKS`` those from which it does, separated by commas; without them,
it opens under every name and from everywhere.
"""

import os
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def configuration(listen, portal, desk, run_dir, scheme="https"):
    """Return nginx's configuration, after writing the pages that it shows itself."""
    networks = os.environ.get("DESK_NETWORKS") or "0.0.0.0/0,::/0"
    values = {
        "LISTEN": listen,
        # « server A max_fails=0; » is written around it: each replica is a server of its own.
        "PORTAL": " max_fails=0;\n        server ".join(portal.split(",")),
        "DESK": desk,
        "RUN_DIR": str(run_dir),
        "PAGES": str(write_pages(Path(run_dir))),
        "SCHEME": scheme,
        "TRUSTED": os.environ.get("TRUSTED_PROXY") or "127.0.0.1",
        "DESK_HOST": os.environ.get("DESK_HOST") or "~.",
        "DESK_FROM": " ".join(f"{one.strip()} 1;" for one in networks.split(",")),
    }
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    return re.sub(r"\$\{([A-Z_]+)\}", lambda found: values.get(found[1], found[0]), text)


def write_pages(run_dir):
    """Copy the pages of errors where nginx may read them, and return their folder."""
    pages = run_dir / "pages"
    shutil.copytree(ROOT / "deploy" / "pages", pages, dirs_exist_ok=True)
    return pages


if __name__ == "__main__":
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__)
    print(configuration(*sys.argv[1:]))

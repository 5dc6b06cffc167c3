"""What the tests of production need on the machine."""

from pathlib import Path

from scripts.serve_production import NGINX

INITDB = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=None)
MISSING = (
    ""
    if NGINX and INITDB
    else "nginx and the programs of PostgreSQL are needed; on Debian: apt install nginx postgresql"
)

"""What the tests of production need on the machine."""

import shutil
from pathlib import Path

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
INITDB = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=None)
MISSING = (
    ""
    if NGINX and INITDB
    else "nginx and the programs of PostgreSQL are needed; on Debian: apt install nginx postgresql"
)

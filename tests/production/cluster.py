"""A PostgreSQL of its own, which a test may stop, freeze and start again."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import yaml

from scripts.serve_production import ROOT, free_port

from .needs import INITDB

# What docker-compose.yml tells PostgreSQL, after the name of the program.
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SHIPPED = COMPOSE["services"]["database"]["command"][1:]
# As in docker-compose.yml: its own user, no right of the system's, and none to gain.
AS_POSTGRES = [
    *("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"),
    *("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"),
]


class Cluster:
    """A cluster in a folder, on a port of this machine. PostgreSQL refuses to run as root."""

    def __init__(self, folder):
        self.folder, self.port = Path(folder), free_port()
        self.as_user = AS_POSTGRES if os.geteuid() == 0 else []
        if self.as_user:
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", str(self.data))
        self.start()
        self.create("guichet")

    @property
    def data(self):
        return self.folder / "data"

    @property
    def url(self):
        return self.url_of("guichet")

    def url_of(self, database):
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}"

    def create(self, database):
        """Create an empty database."""
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", database)

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off"
        options = f"{options} {' '.join(SHIPPED)}"
        log = str(self.folder / "log")
        self._run("pg_ctl", "start", "-w", "-D", str(self.data), "-o", options, "-l", log)

    def stop(self):
        self._run("pg_ctl", "stop", "-m", "immediate", "-D", str(self.data))

    def freeze(self):
        """Stop every process of the server in its tracks: the port still accepts connections."""
        self._signal(signal.SIGSTOP)

    def thaw(self):
        self._signal(signal.SIGCONT)

    def _signal(self, number):
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(
            ["pgrep", "-P", str(postmaster)], capture_output=True, text=True, check=False
        )
        for process in [postmaster, *map(int, children.stdout.split())]:
            # A child that ended meanwhile, as when the postmaster goes on first, needs no signal.
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def _run(self, program, *arguments):
        done = subprocess.run(
            [*self.as_user, str(INITDB.with_name(program)), *arguments],
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

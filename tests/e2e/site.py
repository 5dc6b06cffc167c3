"""The real site in processes of its own, in production mode, with a database of its own."""

import os
import secrets
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from scripts.serve_production import free_port
from tests.kept_tables import collected_files, shipped_site

ROOT = Path(__file__).resolve().parent.parent.parent
# Seconds. Beside two other processes of tests on two cores, the first answer took over 30; on two
# cores that eight people share, over 120.
PATIENCE = 300


@dataclass
class Site:
    """A running site; ``manage`` runs a command on its database.

    One process by default: what is computed for one page (the check, the proofs) is kept for the
    next.
    """

    folder: Path
    port: int = 0
    debug: bool = False
    application: str = "portal.wsgi"
    workers: int = 1
    process: subprocess.Popen = field(default=None, repr=False)

    def __post_init__(self):
        self.port = self.port or free_port()
        self.secret_key = secrets.token_urlsafe(50)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def environment(self, **changes):
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings",  # Not those of the tests around it.
            "DATABASE_URL": f"sqlite:///{self.folder / 'site.sqlite3'}",
            "STATIC_ROOT": str(collected_files()),
            "EDITION_FILE": str(self.folder / "edition.json.gz"),
            "SECRET_KEY": self.secret_key,
            "DEBUG": str(int(self.debug)),
            "HTTPS": "0",
            "COUNTS_FLUSH_SECONDS": "1",
            # An account that logged in once is used again after half an hour of other tests.
            "IDLE_SECONDS": str(8 * 3600),
            "SECOND_FACTOR": "0",  # The tests of the second factor turn it on.
            **changes,
        }

    def manage(self, *arguments, debug=False):
        """Run ``manage.py`` on the site's database and return what it printed."""
        result = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment(DEBUG=str(int(debug or self.debug))),
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def start(self):
        shutil.copy(shipped_site(), self.folder / "site.sqlite3")
        gunicorn = [sys.executable, "-m", "gunicorn", self.application, "--threads=4"]
        gunicorn += [f"--workers={self.workers}", "--timeout=120"]
        with (self.folder / "gunicorn.log").open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [*gunicorn, f"--bind=127.0.0.1:{self.port}", "--no-control-socket"],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=log,
            )
        self.wait()

    def wait(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urlopen(f"{self.url}/sante/", timeout=PATIENCE):  # noqa: S310 - our own site.
                    return
            except (HTTPError, URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        log = (self.folder / "gunicorn.log").read_text(encoding="utf-8")
        raise AssertionError(f"The site does not start:\n{log[-3000:]}")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=PATIENCE)

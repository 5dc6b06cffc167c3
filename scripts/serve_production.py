"""Serves the portal as in production: nginx, the processes of the public, and those of the desk.

    make run-production PORT=8000
    kill -USR1 <its number>         restarts the processes one after the other

``SECRET_KEY`` and ``DATABASE_URL`` are read from the environment. Without them, a key is made for
this run (answers and sessions then end with it), and ``db.sqlite3`` is used.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from scripts import check_health, nginx

ROOT = Path(__file__).resolve().parent.parent
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
# One: what is checked for one page is kept in the process for the publication that follows.
DESK_PROCESSES = "1"
# While one starts again, the other serves; each has half of the processes that gunicorn would take.
REPLICAS = 2
PROCESSES = (os.cpu_count() or 1) // REPLICAS + 1
# In seconds: a replica that has started answers long before, on a busy machine too.
PATIENCE = 120


class Production:
    """nginx, the processes of the public and those of the desk, on local ports.

    ``replicas`` are as many portals on ports of their own, as on several machines. What they log is
    written to ``log``, a file, or where this program writes.
    """

    def __init__(self, port, folder, environment, replicas=1, log=None):
        self.port, self.folder = port, Path(folder)
        self.environment, self.log = environment, log
        self.replicas, self.desk = [free_port() for _ in range(replicas)], free_port()
        self.running = {}

    @property
    def public(self):
        return self.replicas[0]

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        for port in self.replicas:
            self.start_portal(port)
        self.start_desk()
        self.start_nginx()

    def start_portal(self, port=None):
        """Start a replica, the first one unless a port says which."""
        name = f"portal {port}" if port in self.replicas[1:] else "portal"
        self.running[name] = self.gunicorn(port or self.public, PUBLIC_ONLY="1")

    def start_desk(self):
        self.running["desk"] = self.gunicorn(
            self.desk, WEB_CONCURRENCY=DESK_PROCESSES, WARM_DESK="1"
        )

    def start_nginx(self):
        replicas = ",".join(f"127.0.0.1:{port}" for port in self.replicas)
        listen, desk = f"127.0.0.1:{self.port}", f"127.0.0.1:{self.desk}"
        text = nginx.configuration(listen, replicas, desk, self.folder, "http")
        file = self.folder / "nginx.conf"
        file.write_text(text, encoding="utf-8")
        self.running["nginx"] = subprocess.Popen(
            [NGINX, "-c", str(file), "-p", str(self.folder), "-g", "daemon off;"],
            stderr=self.log,
        )

    def replace(self, port):
        """Stop a replica and start it again, as a deployment does; return once it answers.

        Raises ``TimeoutError`` if it does not.
        """
        name = "portal" if port == self.public else f"portal {port}"
        self.running[name].terminate()
        self.running[name].wait(timeout=60)
        self.start_portal(port)
        end = time.monotonic() + PATIENCE
        while not answers(port):
            if time.monotonic() > end:
                raise TimeoutError(f"The {name} does not answer on port {port}.")
            time.sleep(0.2)

    def restart(self):
        """Replace each replica in turn, then the desk: no request of the public fails.

        Where one does not come back, the others stay as they are.
        """
        try:
            for port in self.replicas:
                self.replace(port)
        except TimeoutError as error:
            print(f"{error} The other processes were not restarted.", flush=True)
            return
        self.running["desk"].terminate()
        self.running["desk"].wait(timeout=60)
        self.start_desk()

    def stop(self):
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.wait(timeout=60)

    def gunicorn(self, port, root=ROOT, **changes):
        """Start gunicorn on a port, with the program that is in ``root``."""
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "--config", "scripts/gunicorn.conf.py"),
                *(f"--bind=127.0.0.1:{port}", "portal.wsgi"),
            ],
            cwd=root,
            env={**self.environment, "BEHIND_TLS_PROXY": "1", **changes},
            stdout=self.log,
            stderr=self.log,
        )


def answers(port):
    """Tell whether the portal on a port has something to show."""
    with suppress(OSError):
        check_health.ask(port)
        return True
    return False


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment():
    """Return the variables of this run: those given, and what a first try needs."""
    defaults = {"SECRET_KEY": secrets.token_urlsafe(50), "HTTPS": "0"}
    defaults["WEB_CONCURRENCY"] = str(PROCESSES)
    return {**defaults, **os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings"}


def main(port):
    if NGINX is None:
        sys.exit("nginx is needed. On Debian or Ubuntu: apt install nginx")
    variables = environment()
    for command in (["prepare"], ["collectstatic", "--no-input", "--verbosity=0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=variables, check=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # noqa: S103 - nginx's workers are another user.
        production = Production(port, folder, variables, REPLICAS)
        production.start()
        signal.signal(signal.SIGUSR1, lambda *_: production.restart())
        again = f"Restart without a break: kill -USR1 {os.getpid()}"
        print(f"\nOpen {production.url}/   Stop with Ctrl+C   {again}\n", flush=True)
        try:
            while all(one.poll() is None for one in production.running.values()):
                time.sleep(1)
        except KeyboardInterrupt:
            pass
        finally:
            production.stop()


if __name__ == "__main__":
    main(int(os.environ.get("PORT") or "8000"))

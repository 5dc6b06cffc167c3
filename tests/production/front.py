"""A real nginx with the shipped configuration, in front of servers that only say who they are."""

import subprocess
import tempfile
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from scripts import nginx
from scripts.serve_production import NGINX, free_port

from .asking import ask


class Says(BaseHTTPRequestHandler):
    """Answers its name and the address that it was asked for."""

    name = "portal"

    def do_GET(self):
        body = f"{self.name} {self.path}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *arguments):
        """Say nothing of each request."""


@contextmanager
def saying(name):
    """Serve a server that says a name; yield its address."""
    handler = type("Named", (Says,), {"name": name})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def nginx_in_front(folder, portal, desk):
    """Serve nginx before the replicas of the portal and the desk; yield its address."""
    place = Path(tempfile.mkdtemp(dir=folder))
    place.chmod(0o755)
    port = free_port()
    text = nginx.configuration(f"127.0.0.1:{port}", portal, desk, place, "http")
    (place / "nginx.conf").write_text(text, encoding="utf-8")
    command = [NGINX, "-c", str(place / "nginx.conf"), "-p", str(place), "-g", "daemon off;"]
    served = subprocess.Popen(command)
    try:
        while ask(f"http://127.0.0.1:{port}/erreurs/").status != 404:
            assert served.poll() is None
        yield f"http://127.0.0.1:{port}"
    finally:
        served.terminate()
        served.wait(timeout=60)

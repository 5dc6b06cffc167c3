"""A site on this machine that misbehaves like the worst ones, and records its requests."""

import contextlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ANSWERS = {
    "/ok": 200,
    "/gone": 404,
    "/gone-for-good": 410,
    "/forbidden": 403,
    "/login": 401,
    "/busy": 503,
    "/too-many": 429,
    "/error": 500,
}
REDIRECTS = {
    "/moved": (301, "/ok"),
    "/moved-twice": (308, "/moved"),
    "/for-now": (302, "/ok"),
    "/moved-then-for-now": (301, "/for-now"),
    "/moved-to-nothing": (301, "/gone"),
    "/loop": (302, "/loop"),
    "/inside": (302, "http://10.0.0.1/secret"),
    "/mail": (302, "mailto:prefecture@exemple.fr"),
    "/elsewhere": (301, "//localhost:{port}/ok"),
    **{f"/chain-{n}": (301, f"/chain-{n - 1}") for n in range(1, 8)},
    "/chain-0": (301, "/ok"),
}


class Site(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked = []  # (moment, method, host, path, agent)
        self.busy = self.most_busy = 0
        self.lock = threading.Lock()

    def url(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.server_port}{path}"

    def paths(self, method=None):
        return [path for _, verb, _, path, _ in self.asked if method in (None, verb)]

    def handle_error(self, request, client_address):
        """What a client cuts off is no news."""


class _Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self._answer("HEAD")

    def do_GET(self):
        self._answer("GET")

    def _answer(self, method):
        site = self.server
        with site.lock:
            host = self.headers["Host"].split(":")[0]
            agent = self.headers["User-Agent"]
            site.asked.append((time.monotonic(), method, host, self.path, agent))
            site.busy += 1
            site.most_busy = max(site.busy, site.most_busy)
        try:
            with contextlib.suppress(OSError):  # The client may be gone.
                self._tell(method)
        finally:
            with site.lock:
                site.busy -= 1

    def _tell(self, method):
        path = self.path.split("?")[0]
        if path == "/slow":
            time.sleep(1)
        elif path == "/drip":
            for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100:
                self.connection.sendall(bytes([letter]))
                time.sleep(0.1)
            return
        elif path == "/cut":
            self.connection.close()
            return
        elif path in ("/no-head", "/head-lies") and method == "HEAD":
            self._send(405 if path == "/no-head" else 404)
            return
        elif path == "/endless" and method == "GET":
            self.send_response(200)
            self.end_headers()
            for _ in range(200):
                self.wfile.write(b"x" * 100_000)
            return
        if path in REDIRECTS:
            status, place = REDIRECTS[path]
            self._send(status, place.format(port=self.server.server_port))
        else:
            self._send(ANSWERS.get(path, 200))

    def _send(self, status, location=None):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        """Nothing: tests read what was asked."""


@contextlib.contextmanager
def served():
    site = Site()
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        thread.join()
        site.server_close()

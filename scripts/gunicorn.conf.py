"""How gunicorn serves the portal: ``gunicorn --config scripts/gunicorn.conf.py portal.wsgi``."""

import ctypes
import gc
import io
import multiprocessing
import os
import shutil
import tempfile

from gunicorn.http import wsgi

# What glibc gives each thread for itself, and keeps of what was freed, would grow at each edition:
# a process of the public went from 214 to 393 MB in six of them. mallopt: M_ARENA_MAX,
# M_TRIM_THRESHOLD.
libc = ctypes.CDLL(None)
if mallopt := getattr(libc, "mallopt", None):
    mallopt(-8, 2)
    mallopt(-1, 128 * 1024)

# The figures for a supervisor have a port of their own; none are kept without it.
metrics_port = int(os.environ.get("METRICS_PORT") or 0)
metrics_address = os.environ.get("METRICS_ADDRESS") or "127.0.0.1"
if metrics_port:
    # Each process writes its own files here, which the first process adds up. prometheus_client
    # reads the variable when it is imported.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="metrics-")

bind = f"0.0.0.0:{os.environ.get('PORT') or '8000'}"
# Rendering takes most of the time: one process per core is enough, and one more for waits. In each,
# threads keep a slow connection from holding the whole process.
workers = int(os.environ.get("WEB_CONCURRENCY") or multiprocessing.cpu_count() + 1)
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS") or 8)
# Longer than nginx keeps a connection to us: it must not meet one that we are closing.
keepalive = 75
# The heartbeat file must not be on a disk, where slowness would look like a dead process.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
max_requests = 20_000
max_requests_jitter = 2_000
# A publication runs every case and proves the rules: seconds of work, more on a busy machine.
timeout = 60
# The portal itself refuses more than 8,190 bytes of cookies, with a page that deletes them.
limit_request_field_size = 16_380
control_socket_disable = True
# No access log: an address and a time would tell who looked at which procedure.
accesslog = None


class Gathered(io.BytesIO):
    """Stands for a connection, and keeps what is sent on it."""

    sendall = io.BytesIO.write


class WholeResponse(wsgi.Response):
    """Sends the headers together with the first bytes of the page.

    gunicorn sends them one after the other. A process that is killed in between leaves half an
    answer, which nginx can no longer ask of another process: 104 of 138,000 requests under 238
    kills, and none of 145,000 since they go together.
    """

    def write(self, data):
        if self.headers_sent:
            super().write(data)
            return
        connection, self.sock = self.sock, Gathered()
        try:
            super().write(data)
        finally:
            gathered, self.sock = self.sock, connection
        connection.sendall(gathered.getvalue())


# No setting of gunicorn names the class of its responses.
wsgi.Response = WholeResponse


def post_worker_init(worker):
    """Hold the edition in force before the first request, or start without it.

    Whether a PDF can be drawn takes half a second to tell: no visitor waits for it. The desk's
    process also checks what is written, before the first agent asks.
    """
    from procedures.publishing.editions.in_memory import edition_in_force, follow
    from questionnaire.printing.drawing import can_draw

    can_draw()
    follow(give_back)
    try:
        edition_in_force()
    except Exception as error:
        worker.log.warning("no edition yet: %s", type(error).__name__)
    if os.environ.get("WARM_DESK"):
        from procedures.drafting import background

        background.start_warming()


def give_back(edition):
    """Free the edition that this one replaced, now: its parts name each other.

    Python would find out once the process has doubled what it keeps, and glibc would keep the rest.
    """
    gc.collect()
    if trim := getattr(libc, "malloc_trim", None):
        trim(0)


def when_ready(server):
    """Serve the figures of all processes, from the first one."""
    if metrics_port:
        from prometheus_client import CollectorRegistry, start_http_server
        from prometheus_client.multiprocess import MultiProcessCollector

        registry = CollectorRegistry()
        MultiProcessCollector(registry)
        start_http_server(metrics_port, metrics_address, registry=registry)


def child_exit(server, worker):
    """Forget the state of a process that ended; what it counted stays."""
    if metrics_port:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server):
    if metrics_port:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)

"""How gunicorn serves the portal: ``gunicorn --config scripts/gunicorn.conf.py portal.wsgi``."""

import multiprocessing
import os

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


def post_worker_init(worker):
    """Hold the edition in force before the first request, or start without it."""
    from procedures.publishing.editions.current import current_edition

    try:
        current_edition()
    except Exception as error:
        worker.log.warning("no edition yet: %s", type(error).__name__)

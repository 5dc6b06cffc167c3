"""How gunicorn serves the portal: ``gunicorn --config scripts/gunicorn.conf.py portal.wsgi``."""

import multiprocessing
import os

bind = f"0.0.0.0:{os.environ.get('PORT') or '8000'}"
# Rendering takes most of the time: one process per core is enough, and one more for waits.
workers = int(os.environ.get("WEB_CONCURRENCY") or multiprocessing.cpu_count() + 1)
# The heartbeat file must not be on a disk, where slowness would look like a dead process.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
max_requests = 20_000
max_requests_jitter = 2_000
# A publication runs every case and proves the rules: seconds of work, more on a busy machine.
timeout = 60
control_socket_disable = True
# No access log: an address and a time would tell who looked at which procedure.
accesslog = None

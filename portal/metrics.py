"""Figures for a supervisor: how many requests, how fast, and with which edition.

Nothing here tells of a person: a request is counted by the name of its page, never by its address.
The figures are served on a port of their own (``scripts/gunicorn.conf.py``), which nginx does not
know.
"""

import time

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from prometheus_client import Counter, Gauge, Histogram

from procedures.publishing.editions.in_memory import database_answered, held_edition

# In seconds: a public page takes some 10 ms, and somebody waits from a second on.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

REQUESTS = Counter("guichet_requests", "Requests answered.", ["page", "method", "status"])
SECONDS = Histogram("guichet_request_seconds", "Time to answer.", ["page"], buckets=BOUNDS)
EDITION = Gauge(
    "guichet_edition", "The oldest edition that a process shows.", multiprocess_mode="livemin"
)
DATABASE = Gauge(
    "guichet_database_up",
    "1 if every process has an answer of the database, 0 otherwise.",
    multiprocess_mode="livemin",
)
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


class MetricsMiddleware:
    """Counts each request once it is answered; absent where no figures are served."""

    def __init__(self, get_response):
        if not settings.METRICS_PORT:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        started = time.perf_counter()
        response = self.get_response(request)
        page = page_of(request)
        # A method that somebody invents would be a series of its own.
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(page, method, f"{response.status_code // 100}xx").inc()
        SECONDS.labels(page).observe(time.perf_counter() - started)
        set_gauges()
        return response


def page_of(request):
    """Return the name of the page that a request reached, one of those of the code."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return "none"
    # The desk has a name for each list and form: one series for all of them.
    return match.app_names[0] if match.app_names else match.url_name or "unnamed"


def set_gauges():
    edition, answered = held_edition(), database_answered()
    EDITION.set(edition.number if edition else 0)
    DATABASE.set(0 if answered is False else 1)

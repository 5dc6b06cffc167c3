"""How long a page waits for its database: PostgreSQL may hang, and SQLite has one writer.

The server's own limit (``statement_timeout``) is of no use when the server itself is stopped, and
the kernel goes on acknowledging for it: the client has to look at its clock. The thread that
watches editions tells a server that hangs from a statement that is long: while it gets an answer, a
wait may last; once it gets none, every wait ends.
"""

import select
import time

import psycopg2
from django.db import connection
from django.db.backends.signals import connection_created
from psycopg2 import extensions

from procedures.publishing.editions import in_memory

EVENTS = {extensions.POLL_READ: select.POLLIN, extensions.POLL_WRITE: select.POLLOUT}
# In seconds: a silence after which it is asked whether the database answers at all; how long that
# question waits. Together under 2 s, the longest that an agent waits to hear of it.
SILENCE = 0.2
QUESTION = 1


def limit_waits(seconds):
    """Let every wait of this process for PostgreSQL end after some seconds; 0 means never.

    The wait that ends raises ``OperationalError``, and psycopg2 closes the connection.
    """
    extensions.set_wait_callback(waiting_at_most(seconds or float("inf")))


def waiting_at_most(seconds):
    """Return the function that waits for a connection's answer, as psycopg2 wants it."""

    def wait(connection):
        deadline = time.monotonic() + seconds
        is_long = False
        while (state := connection.poll()) != extensions.POLL_OK:
            if in_memory.is_asking():
                # An edition weighs megabytes: what counts is the silence.
                deadline = time.monotonic() + QUESTION
            poll = select.poll()
            poll.register(connection.fileno(), EVENTS[state])
            while not poll.poll(max(min(SILENCE, deadline - time.monotonic()), 0) * 1000):
                if time.monotonic() >= deadline or in_memory.is_given_up():
                    raise psycopg2.OperationalError("PostgreSQL does not answer")
                if not is_long:
                    in_memory.ask_at_once()
                is_long = True

    return wait


PUBLIC_SECONDS = 2
# An agent would lose what was typed there.
PATIENT = ("/admin/", "/compte/", "/dossiers/")


class ShortWaitsMiddleware:
    """Bounds the wait of a public page for the lock of SQLite; other databases have their own."""

    def __init__(self, get_response):
        self.get_response = get_response
        connection_created.connect(_limit, dispatch_uid="portal.patience")

    def __call__(self, request):
        if connection.vendor != "sqlite":
            return self.get_response(request)
        connection.waits_little = not request.path.startswith(PATIENT)
        if connection.connection is not None:
            _limit(connection=connection)
        try:
            return self.get_response(request)
        finally:
            connection.waits_little = False


def _limit(*, connection, **_):
    """Tell SQLite how long to wait: as the settings say, unless a public page is being made."""
    if connection.vendor == "sqlite" and hasattr(connection, "waits_little"):
        little = connection.waits_little
        seconds = (
            PUBLIC_SECONDS if little else connection.settings_dict["OPTIONS"].get("timeout", 5)
        )
        # Not by a cursor of Django, which counts it among the queries of the page.
        connection.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

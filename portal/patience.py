"""The timeouts of PostgreSQL: a server that hangs must not hang the site with it.

The server's own limit (``statement_timeout``) is of no use when the server itself is stopped, and
the kernel goes on acknowledging for it: the client has to look at its clock.
"""

import select
import time

import psycopg2
from psycopg2 import extensions

EVENTS = {extensions.POLL_READ: select.POLLIN, extensions.POLL_WRITE: select.POLLOUT}


def limit_waits(seconds):
    """Let every wait of this process for PostgreSQL end after some seconds; 0 means never.

    The wait that ends raises ``OperationalError``, and psycopg2 closes the connection.
    """
    extensions.set_wait_callback(waiting_at_most(seconds) if seconds else None)


def waiting_at_most(seconds):
    """Return the function that waits for a connection's answer, as psycopg2 wants it."""

    def wait(connection):
        deadline = time.monotonic() + seconds
        while (state := connection.poll()) != extensions.POLL_OK:
            poll = select.poll()
            poll.register(connection.fileno(), EVENTS[state])
            if not poll.poll(max(deadline - time.monotonic(), 0) * 1000):
                raise psycopg2.OperationalError(f"PostgreSQL did not answer in {seconds} s")

    return wait

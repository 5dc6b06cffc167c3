"""How long a page waits for SQLite's one writer: an agent waits, a visitor gets an error at once.

The desk may hold the lock for seconds, while it publishes. What the public writes is sent again
later or counted later: each view says so, as when the database is away.
"""

from django.db import connection
from django.db.backends.signals import connection_created

PUBLIC_SECONDS = 2
# An agent would lose what was typed there.
PATIENT = ("/admin/", "/compte/", "/dossiers/")


class ShortWaitsMiddleware:
    """Bounds the wait of a public page for the lock of SQLite; other databases have their own."""

    def __init__(self, get_response):
        self.get_response = get_response
        connection_created.connect(_limit, dispatch_uid="portal.short_waits")

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

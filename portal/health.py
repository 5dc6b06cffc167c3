"""The address by which a supervisor asks whether this process can serve."""

from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from procedures.publishing.editions.current import NoEdition, current_edition


@never_cache
@require_safe
def health(request):
    """Return the state of this process as JSON, with the status 503 if it has no edition.

    A lost database alone gives 200, since the public pages keep working.
    """
    database, edition = database_answers(), edition_number()
    ready = edition is not None
    body = {
        "status": "ok" if ready and database else "degraded" if ready else "unavailable",
        "process": "ok",
        "database": "ok" if database else "unavailable",
        "edition": edition,
    }
    return JsonResponse(body, status=200 if ready else 503)


def database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def edition_number():
    """Return the number of the edition that this process shows, or ``None``."""
    try:
        return current_edition().number
    except (NoEdition, DatabaseError):
        return None

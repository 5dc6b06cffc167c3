"""The addresses by which a supervisor asks whether this process lives, and whether it can serve."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from procedures.publishing.editions.in_memory import (
    database_answered,
    held_edition,
    may_be_behind,
)

DATABASE = {True: "ok", False: "unavailable", None: "not asked yet"}


@never_cache
@require_safe
def alive(request):
    """Answer, whatever the state of the rest: the process lives and takes requests."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def health(request):
    """Return the state of this process as JSON, with the status 503 if it has no edition.

    A lost database alone gives 200, since the public pages keep working; so does an edition that is
    not, or not yet, the one in force. Nothing is asked of the
    database here: each probe of a database that hangs would hold a thread until none is left. The
    answer tells what the thread that watches editions saw.
    """
    edition, answered = held_edition(), database_answered()
    state = "unavailable" if edition is None else "degraded" if may_be_behind() else "ok"
    body = {
        "status": state,
        "process": "ok",
        "database": DATABASE[answered],
        "edition": edition and edition.number,
        "digest": edition and edition.digest,
        # The database named this edition as the one in force, and has answered since.
        "in_force": edition is not None and not may_be_behind(),
    }
    return JsonResponse(body, status=503 if edition is None else 200)

"""The files that the desk gives: each has its day in its name, and no cache keeps it."""

from django.http import HttpResponse
from django.utils import timezone

from procedures.xlsx import XLSX

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
}


def download(content, name, ending):
    """Return a file of a format of ``TYPES``, which the browser saves under a name."""
    response = HttpResponse(content, content_type=TYPES[ending])
    file = f"{name}-{timezone.localdate():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["Cache-Control"] = "no-store"
    return response

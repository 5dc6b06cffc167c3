"""Pages on which nothing is ever added, changed or removed."""

from django.contrib.admin.options import BaseModelAdmin
from django.http import HttpResponse
from django.utils import timezone

from procedures.xlsx import XLSX

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
}


class ReadOnly(BaseModelAdmin):
    """Put before the class that says who may read."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def download(content, name, ending):
    """Return a file of a format of ``TYPES``, which the browser saves under a name."""
    response = HttpResponse(content, content_type=TYPES[ending])
    file = f"{name}-{timezone.localdate():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["Cache-Control"] = "no-store"
    return response

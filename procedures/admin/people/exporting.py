"""« Exporter le journal de sécurité »: all of it, as a spreadsheet or as a text of columns."""

import csv
from io import StringIO

from django.utils import timezone
from openpyxl import Workbook

from procedures.models import SecurityEvent
from procedures.security import events
from procedures.xlsx import add_table, bytes_of, writable

from ..desk_page import need, page
from ..downloads import download

# Each with its width.
COLUMNS = {"Moment": 20, "Événement": 40, "Qui": 30, "De quoi": 40, "Partie": 12}
# A spreadsheet would compute a cell that begins with one of these.
COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def export_security_page(site, request):
    """Show the choice of a format; POST returns the file, and is itself an event."""
    need(request.user.is_superuser)
    kind = request.POST.get("format")
    if request.method == "POST" and kind in WRITERS:
        events.record(events.Kind.EXPORTED, request.user, about="journal de sécurité")
        return download(WRITERS[kind](), "journal-de-securite", kind)
    context = {"title": "Exporter le journal de sécurité"}
    return page(site, request, "admin/people/export.html", context)


def rows():
    """Yield the events as texts, the newest first."""
    for one in SecurityEvent.objects.all():
        moment = timezone.localtime(one.at).strftime("%Y-%m-%d %H:%M:%S")
        yield moment, one.get_kind_display(), one.name, one.about, one.part


def _harmless(text):
    clean = writable(text)
    return f"'{clean}" if clean.startswith(COMPUTED) else clean


def _as_csv():
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows(map(_harmless, row) for row in rows())
    return out.getvalue().encode("utf-8-sig")


def _as_workbook():
    book = Workbook(write_only=True)
    add_table(book, "Journal de sécurité", COLUMNS, rows())
    return bytes_of(book)


WRITERS = {"csv": _as_csv, "xlsx": _as_workbook}

"""« Exporter le journal de sécurité »: all of it, as a spreadsheet or as a text of columns."""

import csv
from io import StringIO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from procedures.models import SecurityEvent
from procedures.security import events
from procedures.xlsx import bytes_of

from ..desk_page import need, page
from ..downloads import download

COLUMNS = ("Moment", "Événement", "Qui", "De quoi", "Partie")
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
        texts = (moment, one.get_kind_display(), one.name, one.about, one.part)
        yield [_harmless(text) for text in texts]


def _harmless(text):
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{clean}" if clean.startswith(COMPUTED) else clean


def _as_csv():
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows([COLUMNS, *rows()])
    return out.getvalue().encode("utf-8-sig")


def _as_workbook():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Journal de sécurité")
    for row in (COLUMNS, *rows()):
        sheet.append(row)
    return bytes_of(book)


WRITERS = {"csv": _as_csv, "xlsx": _as_workbook}

"""« Fiches retirées »: the entries that the working copy no longer has, and the way back."""

from django.core.paginator import Paginator

from procedures.drafting.history.history_text import title_of, titles
from procedures.drafting.history.rows import model_of
from procedures.exchange.snapshots import take_snapshot
from procedures.models import Department, EntryChange
from procedures.rights import rights_of

from ..desk_page import need, page

ENTRIES_A_PAGE = 50


def removed_page(site, request):
    rights = rights_of(request)
    need(rights.parts)
    rows = EntryChange.objects.filter(kind=EntryChange.Kind.REMOVED).select_related("author")
    seen = [row for row in rows if rights.may_view(row.part, model_of(row.section))]
    shown = Paginator(_gone(seen), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    named, parts = titles(), {one.code: str(one) for one in Department.objects.all()}
    entries = [
        (
            row,
            title_of(row, named),
            parts.get(row.part, "contenu national"),
            rights.may_edit(row.part, model_of(row.section), "add"),
        )
        for row in shown.object_list
    ]
    context = {"title": "Fiches retirées", "entries": entries, "page": shown}
    return page(site, request, "admin/history/removed.html", context)


def _gone(rows):
    """Return the last removal of each entry that has not come back."""
    if not rows:
        return []
    there = {(entry.part, entry.section, entry.name) for entry in take_snapshot()}
    gone = []
    for row in rows:
        key = (row.part, row.section, row.name)
        if key not in there:
            there.add(key)
            gone.append(row)
    return gone

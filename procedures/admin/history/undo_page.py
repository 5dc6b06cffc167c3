"""« Défaire »: an act that changed several entries is undone as a whole."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from procedures.drafting.history.history_text import title_of, titles
from procedures.drafting.history.read_since import ChangedSince, may_undo, rows_of_act, undo
from procedures.drafting.problems.problem_text import sentences
from procedures.engine.errors import InvalidCatalogue
from procedures.models import EntryChange
from procedures.rights import rights_now, rights_of
from procedures.templatetags.days import full_moment

from ..desk_page import need, page
from ..unpublished_notice import next_steps


def undo_page(site, request, number):
    """Show the entries of an act. POST undoes it, all or nothing."""
    need(rights_of(request).editable_parts)
    change = get_object_or_404(EntryChange.objects.select_related("author"), pk=number)
    rows = rows_of_act(change)
    need(may_undo(rows, rights_of(request).may_edit))
    named, reasons = titles(), []
    if request.method == "POST":
        how = f"annulation de l'enregistrement du {full_moment(change.at)}"
        try:
            count = undo(change, request.user, how, lambda rows: _permitted(request, rows))
        except ChangedSince as error:
            reasons = [f"{name} : changé depuis." for name in error.names]
        except InvalidCatalogue as error:
            reasons = sentences(error.problems)
        else:
            words = (
                "1 fiche est comme avant." if count == 1 else f"{count} fiches sont comme avant."
            )
            steps = next_steps(request, sorted({row.part for row in rows}), words)
            messages.success(request, steps)
            return redirect(reverse("admin:index"))
    context = {
        "title": "Défaire un enregistrement",
        "change": change,
        "entries": [title_of(row, named) for row in rows],
        "reasons": reasons,
    }
    return page(site, request, "admin/history/undo.html", context)


def _permitted(request, rows):
    return may_undo(rows, rights_now(request).may_edit)

"""An earlier version of an entry: its differences from the present one, and a way back."""

from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from procedures.drafting.history.history_text import HistoryFormatter, title_of, titles
from procedures.drafting.history.rows import (
    entry_of,
    in_names_of_today,
    model_of,
    standing,
    today_of,
)
from procedures.drafting.problems.problem_text import sentences
from procedures.engine.errors import InvalidCatalogue
from procedures.exchange.putting_back import SHAPES, put_back
from procedures.exchange.snapshots import take_snapshot
from procedures.models import Department, EntryChange
from procedures.publishing.journal import ORDER, recording
from procedures.publishing.parts import preparing
from procedures.rights import rights_of
from procedures.templatetags.days import full_moment

from ..desk_page import need, page

SIDES = {"avant": "before", "apres": "after"}
CHANGED = "Rien n'est enregistré : la fiche vient de changer. Relisez les différences."
ENTRIES_A_PAGE = 50


def version_page(site, request, number, side):
    """Show an earlier version. POST restores it."""
    rights = rights_of(request)
    need(rights.parts)
    row = get_object_or_404(EntryChange.objects.select_related("author"), pk=number)
    model = model_of(row.section)
    need(rights.may_view(row.part, model))
    if row.name == ORDER or side not in SIDES or getattr(row, SIDES[side]) is None:
        raise Http404
    if request.method == "POST":
        need(rights.may_edit(row.part, model))
        # The lock of the journal is held, so that the version seen is the one overwritten.
        with recording(request.user, how=f"retour à la version du {full_moment(row.at)}"):
            return _answer(site, request, row, side)
    return _shown(site, request, row, side, today_of(row))


def _answer(site, request, row, side):
    obj = today_of(row)
    need(rights_of(request).may_edit(row.part, model_of(row.section), "change" if obj else "add"))
    if request.POST.get("seen") != _seen(row, obj):
        return _shown(site, request, row, side, obj, refusal=CHANGED)
    entry = _wanted(row, side, obj)
    try:
        obj = put_back(entry, obj)
    except InvalidCatalogue as error:
        reasons = sentences(error.problems)
        return _shown(site, request, row, side, obj, reasons=reasons)
    messages.success(request, f"La version du {full_moment(row.at)} est reprise. Relisez-la.")
    return redirect(reverse(f"admin:procedures_{obj._meta.model_name}_history", args=[obj.pk]))


def _shown(site, request, row, side, obj, **extra):
    rights, model = rights_of(request), model_of(row.section)
    now = standing(row.section, obj.pk) if obj else None
    wanted = _wanted(row, side, obj)
    stored = {"entry": wanted.content, "translations": wanted.texts}
    context = {
        "title": "Revenir à une version" if obj else "Remettre une fiche supprimée",
        "subtitle": title_of(row, titles()),
        "row": row,
        "side": side,
        "obj": obj,
        "obj_url": obj
        and reverse(f"admin:procedures_{obj._meta.model_name}_change", args=[obj.pk]),
        "differences": HistoryFormatter().differences(row.section, now, stored),
        "seen": _seen(row, obj),
        "may_edit": rights.may_edit(row.part, model, "change" if obj else "add"),
        **extra,
    }
    return page(site, request, "admin/history/version.html", context)


def _as_it_was(row, side, obj):
    """Return a version under the entry's present name, which other entries use."""
    entry = entry_of(row, SIDES[side])
    if obj is None:
        return entry
    if row.section == "inquiries":
        return replace(entry, row=obj.pk, content={**entry.content, "key": obj.key})
    if row.section == "department":
        return replace(entry, row=obj.pk)
    key = obj.procedure.key if row.section == "overrides" else obj.key
    identity = SHAPES[row.section].identity
    return replace(entry, row=obj.pk, content={**entry.content, identity: key})


def _wanted(row, side, obj):
    """Return the version to restore, with every name as it is today."""
    entry = _as_it_was(row, side, obj)
    now = standing(row.section, obj.pk) if obj else None
    return in_names_of_today(entry, now and now["entry"])


def _seen(row, obj):
    """Return the digest of the present entry, by which the page knows that it has not changed."""
    return preparing.digest(standing(row.section, obj.pk) if obj else None)


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

"""The history of an entry: who changed what, when, in words, and the edition that shows it."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from procedures.drafting.history.history_text import HistoryFormatter, moves_of, title_of, titles
from procedures.drafting.history.read_since import (
    ChangedSince,
    Readings,
    counts_of_acts,
    may_undo,
    rows_of_act,
    undo,
)
from procedures.drafting.history.rows import changes_of, is_recorded, model_of, place_of
from procedures.drafting.problems.problem_text import sentences
from procedures.engine.errors import InvalidCatalogue
from procedures.models import EntryChange
from procedures.publishing.editions.planned import undoable_editions
from procedures.publishing.journal import recording
from procedures.rights import rights_now, rights_of
from procedures.templatetags.days import full_moment

from ..desk_page import need, page
from ..unpublished_notice import next_steps

ACTS_A_PAGE = 15


@dataclass(slots=True)
class HistoryLine:
    """An entry changed by an act. ``links`` are (words, address) of versions to go back to.

    ``sentence`` stands for differences where there are none.
    """

    title: str
    kind: str
    kind_label: str
    differences: list
    links: list
    sentence: str = ""


@dataclass(slots=True)
class Act:
    """The changes that one person made at one moment."""

    author: object
    at: object
    how: str
    rows: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    read: object = None
    undo: object = None
    # How many entries it changed, where the account may undo it as a whole.
    undone: int = 0


def history_page(model_admin, request, object_id):
    """Return the page, or ``None`` for a row that the journal does not record."""
    obj = model_admin.get_object(request, unquote(object_id))
    if obj is None:
        return redirect("admin:index")
    if not is_recorded(obj):
        return None
    if not model_admin.has_view_permission(request, obj):
        raise PermissionDenied
    place, rows = place_of(obj), changes_of(obj)
    moves = moves_of(place, rows)
    acts = acts_of(sorted((*rows, *moves), key=lambda row: (row.at, row.pk), reverse=True))
    shown = Paginator(acts, ACTS_A_PAGE).get_page(request.GET.get("page"))
    _add_lines(shown.object_list, rows, rights_of(request), moves, place.name)
    _find_readers(acts, shown.object_list, place)
    if rights_of(request).may_publish(place.part):
        _find_ways_back(shown.object_list, place.part)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Historique",
        "subtitle": str(obj),
        "opts": model_admin.opts,
        "original": obj,
        "acts": shown,
        "inside": str(place.row) if place.row != obj else "",
    }
    return TemplateResponse(request, "admin/history/page.html", context)


def acts_of(rows):
    """Return the acts to which rows of the journal belong, in order."""
    acts = {}
    for row in rows:
        key = (row.at, row.author_id, row.how)
        acts.setdefault(key, Act(row.author, row.at, row.how)).rows.append(row)
    return list(acts.values())


def _add_lines(acts, rows, rights, moves, name):
    formatter, named = (HistoryFormatter(), titles()) if acts else (None, {})
    counts = counts_of_acts([row for act in acts for row in act.rows])
    newest, oldest = {}, {}
    names, moving = {name, *(row.name for row in rows)}, {row.pk for row in moves}
    for row in rows:
        newest.setdefault((row.section, row.name), row.pk)
        oldest[row.section, row.name] = row.pk
    for act in acts:
        count = counts[act.at, act.rows[0].author_id, act.how]
        if count > len(act.rows) and may_undo(act.rows, rights.may_edit):
            act.undone = count
        for row in act.rows:
            key = (row.section, row.name)
            ends = newest.get(key) == row.pk, oldest.get(key) == row.pk
            links = _links(row, *ends) if _may_edit(rights, row) else []
            if row.pk in moving:
                differences, sentence = [], formatter.of_move(row, names)
            else:
                differences, sentence = formatter.of_act(row), ""
            title, kind = title_of(row, named), row.get_kind_display()
            act.lines.append(HistoryLine(title, row.kind, kind, differences, links, sentence))


def _may_edit(rights, row):
    return rights.may_edit(row.part, model_of(row.section))


def _links(row, newest, oldest):
    """Return links to the versions of a row that can be restored, except the present one."""
    if isinstance((row.after or row.before)["entry"], list):
        return []
    links = []
    if row.after and not newest:
        links.append(("Revenir à cette version", _address(row, "apres")))
    if row.before and (oldest or row.kind == EntryChange.Kind.REMOVED):
        links.append(("Revenir à la version d'avant ce changement", _address(row, "avant")))
    return links


def _address(row, side):
    return reverse("admin:desk_version", args=[row.pk, side])


def _find_readers(acts, shown, place):
    """Set on each shown act where the public reads it.

    An act followed by another one before any edition was never shown. This does not hold in a
    département's list, whose acts concern different entries.
    """
    readings = Readings(place.part)
    following = None
    later = {}
    for act in acts:
        later[id(act)] = following
        following = None if place.section == "department" else act.at
    for act in shown:
        act.read = readings.of_act(act.rows, act.at, later[id(act)])


def _find_ways_back(acts, part):
    """Give the act that the last publication of its part shows the way back from it."""
    last = {one.edition: one for one in undoable_editions([part])}
    for act in acts:
        if act.read and not (act.read.is_ahead or act.read.is_older or act.read.until):
            act.undo = last.get(act.read.edition)


class Recorded:
    """Pages whose every POST is one act of the journal, including the entries inside."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with recording(request.user, how="modification" if object_id else "ajout"):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        with recording(request.user, how="suppression"):
            return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request, extra_context=None):
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        with recording(request.user, how="plusieurs à la fois"):
            return super().changelist_view(request, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        found = history_page(self, request, object_id)
        return found or super().history_view(request, object_id, extra_context)


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

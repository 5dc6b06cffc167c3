"""The page « Retours du terrain »: by line, with the way to the entry, and « Traité »."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from procedures.feedback.lines import (
    LineName,
    parts_for,
    reported_lines,
    treat,
    treated_lines,
    waiting,
)
from procedures.models import NATIONAL, Department, Feedback, Override, Procedure
from procedures.publishing.departments import department_names
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..desk_page import need, page

MOST_TREATED = 30
LONGEST_NOTE = 300
NOTHING_SAID = "Dites ce qui a été fait : « pièce corrigée le 3 mars », ou « vu, rien à changer »."
NAME = ("part", "kind", "procedure", "key")


def feedback_page(site, request):
    """Show the untreated reports; take what was done about a line."""
    rights = rights_of(request)
    need(rights.parts)
    refused = None
    if request.method == "POST":
        need(rights.editable_parts)
        refused = _refused(request)
        if refused is None:
            return _treated(request, parts_for(rights.editable_parts))
    parts, mine = parts_for(rights.parts), set(parts_for(rights.editable_parts))
    names = department_names()
    lines = reported_lines(waiting(parts))
    local = _Adaptations(rights, lines)
    context = {
        "title": "Retours du terrain",
        "refused": refused is not None,
        "typed": _note_sent(request),
        "lines": [
            {
                "reported": line,
                "kind": Feedback.Kind(line.name.kind).label,
                "part": _part(line.name.part, names),
                "url": ADDRESSES.of(line.entry) if line.entry else "",
                "local_url": local.url(line.name),
                "may_treat": line.name.part in mine,
                "refused": refused[1] if refused and line.name == refused[0] else "",
            }
            for line in lines
        ],
        "count": sum(line.number for line in lines),
        "treated": [(one, _part(one.part, names)) for one in treated_lines(parts, MOST_TREATED)],
        "longest": LONGEST_NOTE,
    }
    return page(site, request, "admin/feedback/page.html", context)


def _part(part, names):
    return "toute la France" if part == NATIONAL else f"{names.get(part, '')} ({part})".strip()


def _name_sent(request):
    return LineName(*(request.POST.get(one, "") for one in NAME))


def _note_sent(request):
    return " ".join(request.POST.get("note", "").split())


def _refused(request):
    """Return (the line, why) of a line sent without what was done about it, or ``None``."""
    name, note = _name_sent(request), _note_sent(request)
    if not name.part or 0 < len(note) <= LONGEST_NOTE:
        return None
    too_long = f"{LONGEST_NOTE} caractères au plus ; il y en a {len(note)}."
    return name, too_long if note else NOTHING_SAID


def _treated(request, mine):
    here = redirect(reverse("admin:desk_feedback"))
    name = _name_sent(request)
    if not name.part:
        messages.warning(request, "Rien n'est noté : choisissez d'abord une ligne.")
        return here
    need(name.part in mine)
    if treat(name, request.user, _note_sent(request)):
        messages.success(request, "C'est noté comme traité.")
    else:
        messages.warning(request, "Cette ligne n'attend plus : quelqu'un l'a peut-être traitée.")
    return here


class _Adaptations:
    """Where to write what a département asks differently, for accounts that may write it."""

    def __init__(self, rights, lines):
        local = {one.name.part for one in lines if one.name.procedure} - {NATIONAL}
        mine = local & set(rights.parts_where("add", Override))
        keys = {one.name.procedure for one in lines if one.name.part in mine}
        self._departments = dict(Department.objects.filter(code__in=mine).values_list("code", "pk"))
        self._procedures = dict(Procedure.objects.filter(key__in=keys).values_list("key", "pk"))
        rows = Override.objects.filter(department__code__in=mine, procedure__key__in=keys)
        self._known = {
            (code, key): pk
            for code, key, pk in rows.values_list("department__code", "procedure__key", "pk")
        }

    def url(self, name):
        department = self._departments.get(name.part)
        procedure = self._procedures.get(name.procedure)
        if not department or not procedure:
            return ""
        known = self._known.get((name.part, name.procedure))
        if known:
            return ADDRESSES.entry(Override, known)
        return ADDRESSES.new_entry(Override, department=department, procedure=procedure)

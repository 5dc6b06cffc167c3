"""The pages « Où est-ce utilisé ? » and « Renommer » of an entry."""

from collections import Counter
from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import capfirst

from procedures.drafting.changing import renaming
from procedures.drafting.changing.uses import section_of
from procedures.exchange.uses import all_uses
from procedures.models import NATIONAL
from procedures.publishing.content import content_now
from procedures.publishing.progress import WorkStage, say
from procedures.rights import rights_now, rights_of

from ..addresses import ADDRESSES
from ..desk_page import need, page
from ..waiting import RENAMED, USES, begin, find, waiting_page
from .addresses import KINDS, renaming_url, uses_url
from .finding import search

RENAME = "Renommer"
# What a page on which one waits sends: the work that renames.
UNDER_WAY = "travail"
NOT_RENAMED = "Rien n'est changé : le catalogue a changé entre-temps. Essayez de nouveau."


class NewNameForm(forms.Form):
    nom = forms.CharField(
        label="Nouvel identifiant",
        max_length=100,
        help_text="Une lettre minuscule, puis des minuscules sans accent, des chiffres ou « _ ».",
    )

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row

    def clean_nom(self):
        new = self.cleaned_data["nom"].strip()
        renaming.check_new_name(self.row, new)
        return new


def uses_page(site, request, kind, pk):
    """Show every place that names an entry, by section, with the page of each."""
    rights = rights_of(request)
    need(rights.may_view(NATIONAL))
    thing = _thing(kind, pk)
    title = "Où est-ce utilisé ?"
    work = search(request, thing.name)
    if not work.finished:
        return waiting_page(site, request, title, work)
    context = {
        "title": title,
        **_about(thing),
        **work.result(),
        "renaming_url": renaming_url(thing.row) if rights.may_edit(NATIONAL) else "",
    }
    return page(site, request, "admin/uses/uses.html", context)


def rename_page(site, request, kind, pk):
    """Show what a new name would change. A confirmed POST changes it everywhere at once."""
    need(rights_of(request).may_edit(NATIONAL))
    thing = _thing(kind, pk)
    if UNDER_WAY in request.POST:
        work = find(request.user.pk, request.POST[UNDER_WAY])
        new = request.POST.get("nom", "").strip()
        # The result of another work would be shown as that of this one.
        known = work is not None and work.key == _key(kind, pk, new)
        return _followed(site, request, thing, work if known else None)
    reason = renaming.reason_not_to_rename(thing.row)
    form = NewNameForm(request.POST or None, row=thing.row)
    context = {"title": RENAME, **_about(thing), "form": form, "reason": reason}
    if request.method == "POST" and not reason and form.is_valid():
        new = form.cleaned_data["nom"]
        if "confirmer" in request.POST:
            # The work waits for its turn: meanwhile the right may be taken back.
            permitted = partial(_may_rename, request)
            rename = partial(renaming.rename, thing.row, new, request.user, permitted)
            work = begin(request.user.pk, _key(kind, pk, new), rename, RENAMED, acts=True)
            return _followed(site, request, thing, work)
        key = ("sections", thing.name, content_now().digest)
        work = begin(request.user.pk, key, lambda: _sections(thing), USES)
        if not work.finished:
            return waiting_page(site, request, RENAME, work)
        context |= {
            "new": new,
            "sections": work.result(),
            "follows": renaming.follows(thing.row),
        }
    return page(site, request, "admin/uses/rename.html", context)


def _key(kind, pk, new):
    return ("renaming", kind, pk, new)


def _may_rename(request):
    return rights_now(request).may_edit(NATIONAL)


def _followed(site, request, thing, work):
    """Return the page on which one waits for a renaming that is under way, or what came of it.

    Once it is done the form would be refused: the name is its name. A work that is not known here
    any more was reported already, or this process began anew: the name tells.
    """
    new = request.POST.get("nom", "").strip()
    if work is not None and not work.finished:
        return waiting_page(site, request, RENAME, work, field=UNDER_WAY)
    try:
        if work is not None:
            work.result()
    except (renaming.RenamingFailed, ValidationError):
        messages.error(request, NOT_RENAMED)
        return redirect(renaming_url(thing.row))
    thing.row.refresh_from_db()
    if renaming.name_of(thing.row).key != new:
        messages.error(request, NOT_RENAMED)
        return redirect(renaming_url(thing.row))
    messages.success(request, f"L'identifiant est désormais « {new} », partout.")
    return redirect(uses_url(thing.row))


def _sections(thing):
    """Return [(section, number of places that a renaming changes)]."""
    say(WorkStage.READING)
    plain = content_now().plain
    say(WorkStage.USES)
    uses = all_uses(plain, thing.name)
    return list(Counter(section_of(one.file, one.path) for one in uses).items())


def _thing(kind, pk):
    if kind not in KINDS:
        raise Http404
    return renaming.named(get_object_or_404(KINDS[kind], pk=pk))


def _about(thing):
    return {
        "thing": thing,
        "original_url": ADDRESSES.of(thing.row),
        "subtitle": capfirst(f"{thing.kind} « {thing.title} »"),
        "uses_url": uses_url(thing.row),
    }

"""The pages « Où est-ce utilisé ? » and « Renommer » of an entry."""

from collections import Counter

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import capfirst

from procedures.drafting.changing import naming, renaming
from procedures.drafting.changing.uses import UseWords, section_of
from procedures.exchange.parts import part_of_file
from procedures.exchange.uses import all_uses
from procedures.models import NATIONAL
from procedures.publishing.content import content_now
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..framing import need, page
from .addresses import KINDS, renaming_url, uses_url


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
        naming.check_new_name(self.row, new)
        return new


def uses_page(site, request, kind, pk):
    """Show every place that names an entry, by section, with the page of each."""
    rights = rights_of(request)
    need(rights.may_view(NATIONAL))
    thing = _thing(kind, pk)
    plain = content_now().plain
    uses = all_uses(plain, thing.name)
    visible = [one for one in uses if rights.may_view(_part(one))]
    others = Counter(_part(one) for one in uses if not rights.may_view(_part(one)))
    context = {
        "title": "Où est-ce utilisé ?",
        **_about(thing),
        "count": len(uses),
        "groups": UseWords(plain, ADDRESSES).groups(visible),
        "others": sorted(others.items()),
        "renaming_url": renaming_url(thing.row) if rights.may_edit(NATIONAL) else "",
    }
    return page(site, request, "admin/uses/uses.html", context)


def rename_page(site, request, kind, pk):
    """Show what a new name would change. A confirmed POST changes it everywhere at once."""
    need(rights_of(request).may_edit(NATIONAL))
    thing = _thing(kind, pk)
    reason = naming.reason_not_to_rename(thing.row)
    form = NewNameForm(request.POST or None, row=thing.row)
    context = {"title": "Renommer", **_about(thing), "form": form, "reason": reason}
    if request.method == "POST" and not reason and form.is_valid():
        new = form.cleaned_data["nom"]
        if "confirmer" in request.POST:
            return _renamed(request, thing, new)
        sections = _sections(thing)
        context |= {"new": new, "sections": sections, "follows": naming.follows(thing.row)}
    return page(site, request, "admin/uses/rename.html", context)


def _renamed(request, thing, new):
    try:
        renaming.rename(thing.row, new, request.user)
    except (renaming.RenamingFailed, ValidationError):
        text = "Rien n'est changé : le catalogue a changé entre-temps. Essayez de nouveau."
        messages.error(request, text)
        return redirect(renaming_url(thing.row))
    messages.success(request, f"« {thing.name.key} » s'appelle désormais « {new} », partout.")
    return redirect(uses_url(thing.row))


def _sections(thing):
    """Return [(section, number of places that a renaming changes)]."""
    uses = all_uses(content_now().plain, thing.name)
    return list(Counter(section_of(one.file, one.path) for one in uses).items())


def _thing(kind, pk):
    if kind not in KINDS:
        raise Http404
    return naming.named(get_object_or_404(KINDS[kind], pk=pk))


def _about(thing):
    return {
        "thing": thing,
        "original_url": ADDRESSES.of(thing.row),
        "subtitle": capfirst(f"{thing.kind} « {thing.title} »"),
        "uses_url": uses_url(thing.row),
    }


def _part(use):
    return part_of_file(use.file)

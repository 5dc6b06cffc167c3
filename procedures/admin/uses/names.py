"""The pages « Où est-ce utilisé ? » and « Renommer » of an entry."""

from collections import Counter
from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst

from procedures.drafting.changing import renaming
from procedures.drafting.changing.uses import UseWords, section_of
from procedures.drafting.comparing.planned import planned_for, planned_on
from procedures.drafting.history.rows import entry_row, is_recorded
from procedures.exchange.limits import part_of_file
from procedures.exchange.uses import all_uses
from procedures.models import NATIONAL, Edition
from procedures.publishing.content import content_now
from procedures.publishing.progress import WorkStage, say
from procedures.rights import rights_now, rights_of

from ..addresses import ADDRESSES
from ..desk_page import need, page
from ..waiting import RENAMED, USES, begin, find, waiting_page
from ..watching.rows import named
from .addresses import KINDS, renaming_url, uses_url

RENAME = "Renommer"
# What a page on which one waits sends: the work that renames.
UNDER_WAY = "travail"
NOT_RENAMED = "Rien n'est changé : le catalogue a changé entre-temps. Essayez de nouveau."


def search(request, name):
    """Return the work that finds the places that name an entry.

    Its result: ``count`` of all places, ``groups`` of those that the account sees, in words, and
    how many there are in each of the ``others`` parts.
    """
    rights = rights_of(request)
    visible = frozenset(filter(rights.may_view, rights.visible_parts))
    key = ("uses", name, content_now().digest, visible)
    return begin(request.user.pk, key, lambda: _found(name, visible), USES)


def _found(name, visible):
    say(WorkStage.READING)
    plain = content_now().plain
    say(WorkStage.USES)
    uses = all_uses(plain, name)
    shown = [one for one in uses if _part(one) in visible]
    others = Counter(_part(one) for one in uses if _part(one) not in visible)
    return {
        "count": len(uses),
        "groups": UseWords(plain, ADDRESSES).groups(shown),
        "others": sorted(others.items()),
    }


def _part(use):
    return part_of_file(use.file)


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


class TellsUses:
    """A page of removal that shows, in words, what uses the entry."""

    def render_change_form(self, request, context, *args, **kwargs):
        row = kwargs.get("obj")
        context["desk_planned"] = _with_pages(request, planned_on(row)) if row is not None else []
        return super().render_change_form(request, context, *args, **kwargs)

    def get_deleted_objects(self, objs, request):
        inside, counts, lacking, protected = super().get_deleted_objects(objs, request)
        own = str(self.opts.verbose_name_plural)
        request.desk_inside = [
            (name, number - (len(objs) if name == own else 0)) for name, number in counts.items()
        ]
        return inside, counts, lacking, protected

    def render_delete_form(self, request, context):
        held = getattr(request, "desk_inside", ())
        context["desk_inside"] = [(name, number) for name, number in held if number]
        context["desk_refusal"] = getattr(request, "desk_refusal", "")
        row = context["object"]
        context["desk_name"] = named(row).label if hasattr(row, "part") else str(row)
        context |= _planned(request, row)
        if uses_url(row):
            work = search(request, renaming.named(row).name)
            if not work.finished:
                return waiting_page(self.admin_site, request, "Retirer", work)
            found = work.result()
            context |= {
                "desk_uses_count": found["count"],
                "desk_uses": found["groups"],
                "desk_others": found["others"],
            }
        return super().render_delete_form(request, context)


def _planned(request, row):
    """Return what the editions to come do with an entry, with the pages that may be opened."""
    rows = _with_pages(request, planned_for(row))
    around = entry_row(row) if rows and is_recorded(row) else row
    return {"desk_planned": rows, "desk_around": str(around) if around != row else ""}


def _with_pages(request, planned):
    readable = rights_of(request).may_view(NATIONAL, Edition)
    return [{"told": one, "url": _page_of(one.edition, readable)} for one in planned]


def _page_of(edition, readable):
    return reverse("admin:procedures_edition_change", args=[edition.pk]) if readable else ""

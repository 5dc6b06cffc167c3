"""« Remplacer partout »: a text found in all entries of an account, ticked, read, then replaced."""

from collections import Counter

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from procedures.drafting.searching.replacing import (
    MOST,
    NotReplaced,
    Replacement,
    last_replacement,
    places,
    replace_all,
)
from procedures.engine.errors import InvalidCatalogue
from procedures.rights import rights_now, rights_of

from ..desk_page import by_entry, need, page
from ..unpublished_notice import next_steps
from ..watching.rows import named

LONGEST = 300
PREVIEW, APPLY = "apercu", "appliquer"
REFUSED = "Rien n'est remplacé : corrigez votre choix, puis relisez."


class ReplaceForm(forms.Form):
    """The two texts. Neither is a pattern, and what looks like markup is text."""

    q = forms.CharField(label="Remplacer", max_length=LONGEST)
    par = forms.CharField(label="Par", max_length=LONGEST, required=False)

    def clean(self):
        data = super().clean()
        if data.get("q") and data["q"] == data.get("par"):
            self.add_error("par", "C'est le même texte.")
        return data

    @property
    def replacement(self):
        sides = (" ".join(self.cleaned_data[name].split()) for name in ("q", "par"))
        return Replacement(*sides)


def replace_page(site, request):
    """Show what a replacement changes. A confirmed POST makes it, as one act of the journal."""
    rights = rights_of(request)
    need(rights.editable_parts)
    data = request.POST or request.GET
    form = ReplaceForm(data if "par" in data else None, initial={"q": data.get("q", "")})
    context = {"title": "Remplacer partout", "form": form, "most": MOST}
    if not form.is_valid():
        return page(site, request, "admin/searching/replace.html", context)
    replacement, marks = form.replacement, request.POST.getlist("endroits")
    if request.POST.get("action") == APPLY and marks:
        try:
            return _done(request, replacement, marks)
        except NotReplaced as error:
            context |= {"refused": REFUSED, "faults": error.faults}
        except InvalidCatalogue as error:
            context |= {"refused": REFUSED, "problems": by_entry(error.problems, rights)}
    found = places(replacement, rights.may_edit)
    if request.method == "POST" and not context.get("refused"):
        chosen = [one for one in found if one.mark in set(marks)]
        context["moved"] = len(set(marks)) - len(chosen)
        if chosen:
            return page(site, request, "admin/searching/replacing.html", context | _read(chosen))
        context["refused"] = "Cochez au moins un endroit."
    ticked = set(marks) if request.method == "POST" else None
    context |= {
        "asked": True,
        "count": len(found),
        "places": [
            (one, named(one.row), ticked is None or one.mark in ticked) for one in found[:MOST]
        ],
    }
    return page(site, request, "admin/searching/replace.html", context)


def _read(chosen):
    """Return what the page says before the act: the places, and what falls back to French."""
    outdated = [one for one in chosen if one.outdated]
    languages = Counter(language for one in outdated for language in one.outdated)
    return {
        "places": chosen,
        "faults": [(one.where, fault) for one in chosen if (fault := one.fault())],
        "outdated": outdated,
        "languages": sorted(languages.items()),
    }


def _done(request, replacement, marks):
    rights = rights_now(request)
    made = replace_all(replacement, marks, request.user, rights.may_edit)
    count = len(made)
    places_words = "1 endroit" if count == 1 else f"{count} endroits"
    text = f"Remplacé à {places_words}. Le public le verra après la publication."
    undo = last_replacement(request.user)
    link = format_html(
        '<a href="{}">Défaire ce remplacement</a>', reverse("admin:desk_undo", args=[undo.pk])
    )
    parts = sorted({one.text.part for one in made})
    messages.success(request, format_html("{} {}.", next_steps(request, parts, text), link))
    query = {"q": replacement.put} if replacement.put else {}
    return redirect(reverse("admin:desk_search", query=query))

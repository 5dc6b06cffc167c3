"""The admin's own pages: what conditions may name, the check of the catalogue, publication."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from procedures.engine.errors import InvalidCatalogue
from procedures.exchange import plain_from_database
from procedures.models import NATIONAL, Department, Edition
from procedures.publishing import checker, current, parts, publisher

from .changes import changes_between
from .names import Names
from .places import Places, part_of
from .rights import rights_of

MOST_SHOWN = 200


def facts_page(site, request):
    """Every fact that a condition may test, with its values, groups and operators."""
    _need(rights_of(request).parts)
    names = Names()
    context = {
        "title": "Informations et valeurs",
        "facts": list(names.listing()),
        "families": names.families,
    }
    return _page(site, request, "facts", context)


def check_page(site, request):
    """Every problem of what the account may see, those that block first, with the page to mend."""
    rights = rights_of(request)
    _need(rights.parts)
    problems = checker.check(
        plain_from_database(), timezone.localdate(), publisher.failing_in_force
    )
    visible = [one for one in problems if rights.may_view(part_of(one))]
    context = {"title": "Vérifier le catalogue", **_sorted(visible)}
    return _page(site, request, "check", context)


def publish_page(site, request):
    """What one part would change if it were published; POST publishes it."""
    rights = rights_of(request)
    _need(rights.publishable_parts)
    form = PublicationForm(request.POST or None, initial=request.GET, parts=_choices(rights))
    part = request.POST.get("part") or request.GET.get("part")
    if request.method == "POST" and part not in rights.publishable_parts:
        raise PermissionDenied
    context = {"title": "Publier", "form": form}
    if part not in rights.publishable_parts:
        part = rights.publishable_parts[0]
        form.initial = {"part": part}
    if request.method == "POST" and form.is_valid():
        try:
            return _published(request, form.cleaned_data)
        except InvalidCatalogue as error:
            context["refused"] = True
            context |= _sorted(error.problems)
    working = parts.split(plain_from_database())
    if "refused" not in context:
        context |= _sorted(_problems_of_publishing(part, working))
    context |= {"part": part, **_changes(part, working)}
    return _page(site, request, "publish", context)


def restore_page(site, request, number):
    """Put a former edition in force again, after a confirmation."""
    _need(rights_of(request).may_publish(NATIONAL))
    edition = get_object_or_404(Edition, number=number)
    form = RestorationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        restored = publisher.restore(
            edition.number, author=request.user, note=form.cleaned_data["note"]
        )
        current.refresh()
        text = f"L'édition {restored.number} est en vigueur : elle reprend la {edition.number}."
        messages.success(request, text)
        return redirect("admin:procedures_edition_changelist")
    context = {"title": "Remettre une édition en vigueur", "form": form, "edition": edition}
    return _page(site, request, "restore", context)


class RestorationForm(forms.Form):
    note = forms.CharField(
        label="Pourquoi",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Vos collègues le liront dans la liste des éditions.",
    )


class PublicationForm(RestorationForm):
    part = forms.ChoiceField(label="Ce que vous publiez")

    field_order = ("part", "note")

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts
        self.fields["note"].label = "Ce qui change"


def _published(request, chosen):
    publication = publisher.publish(author=request.user, only=chosen["part"], note=chosen["note"])
    current.refresh()
    edition = publication.edition
    if publication.changed:
        messages.success(request, f"L'édition {edition.number} est publiée : {edition.label}.")
    else:
        text = f"Rien n'a changé : l'édition {edition.number} reste en vigueur."
        messages.info(request, text)
    return redirect("admin:procedures_edition_changelist")


def _changes(part, working):
    """What the working copy of a part has that its published content has not."""
    in_force = _content_in_force(part)
    changes = changes_between(in_force, working[part])
    return {
        "edition": Edition.objects.first(),
        "changes": changes[:MOST_SHOWN],
        "more_changes": max(len(changes) - MOST_SHOWN, 0),
        "first_time": not in_force,
    }


def _content_in_force(part):
    edition = Edition.objects.first()
    published = edition.parts.filter(code=part).first() if edition else None
    return published.content if published else {}


def _problems_of_publishing(part, working):
    """Check what the edition would be: this part's working copy on the others as published.

    All that blocks, but only this part's warnings: the others' are not its publisher's to mend.
    """
    edition = Edition.objects.first()
    candidate = {one.code: one.content for one in edition.parts.all()} if edition else {}
    candidate[part] = working[part]
    problems = checker.check(
        parts.join(candidate), timezone.localdate(), publisher.failing_in_force
    )
    return [one for one in problems if one.blocking or part_of(one) == part]


def _sorted(problems):
    """Return the problems for a template: by kind, then by entry, with the entry's page."""
    places = Places()
    kinds = {True: {}, False: {}}
    for problem in problems:
        kinds[problem.blocking].setdefault(places.of(problem), []).append(problem)
    return {
        "blocking": list(kinds[True].items()),
        "warnings": list(kinds[False].items()),
        "blocking_count": sum(map(len, kinds[True].values())),
        "warning_count": sum(map(len, kinds[False].values())),
    }


def _choices(rights):
    names = {department.code: str(department) for department in Department.objects.all()}
    names[NATIONAL] = "contenu national (questions, démarches, pièces, tarifs)"
    return [(part, names.get(part, part)) for part in rights.publishable_parts]


def _need(condition):
    if not condition:
        raise PermissionDenied


def _page(site, request, name, context):
    context = {**site.each_context(request), **context}
    return TemplateResponse(request, f"admin/desk/{name}.html", context)

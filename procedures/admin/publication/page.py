"""The page « Publier »: one part, what it changes and for whom, then a note and a button."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone

from procedures.engine.errors import InvalidCatalogue
from procedures.exchange import plain_from_database
from procedures.models import NATIONAL, Department
from procedures.publishing import current, parts, publisher

from ..changes import changes_between
from ..framing import by_entry, need, page
from ..places import part_of
from ..rights import rights_of
from ..tryout import drafts
from . import effects
from .authors import Authors
from .checks import problems_of
from .forms import PublicationForm
from .grouping import Grouping

MOST_SHOWN = 200


def publish_page(site, request):
    """What one part would change if it were published; POST publishes it."""
    rights = rights_of(request)
    need(rights.publishable_parts)
    form = PublicationForm(request.POST or None, initial=request.GET, parts=_choices(rights))
    part = request.POST.get("part") or request.GET.get("part")
    if request.method == "POST" and part not in rights.publishable_parts:
        raise PermissionDenied
    if part not in rights.publishable_parts:
        part = rights.publishable_parts[0]
        form.initial = {"part": part}
    context = {"title": "Publier", "form": form, "part": part}
    if request.method == "POST" and form.is_valid():
        try:
            return _published(request, form.cleaned_data)
        except InvalidCatalogue as error:
            context |= {"refused": True, **by_entry(error.problems)}
    return page(site, request, "admin/publication/page.html", _shown(request, part) | context)


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


def _shown(request, part):
    edition, contents = drafts.published_contents()
    working = parts.split(plain_from_database())[part]
    before = drafts.version_of(contents) if edition else None
    after = drafts.version_of(contents | {part: working})
    changes = changes_between(contents.get(part) or {}, working)
    authors = Authors(edition.created_at if edition else None)
    groups = Grouping(part, before, after, authors).groups(changes[:MOST_SHOWN])
    today = timezone.localdate()
    own = _problems(part, after, today) if before is None or after.digest != before.digest else []
    return {
        "edition": edition,
        "changes": changes[:MOST_SHOWN],
        "groups": groups,
        "change_count": len(changes),
        "more_changes": max(len(changes) - MOST_SHOWN, 0),
        "first_time": part not in contents,
        **by_entry(own),
        **_effects(request, before, after, today),
    }


def _problems(part, version, today):
    """All that blocks, but only this part's warnings: the others' are not its publisher's."""
    problems = problems_of(version.plain, version.digest, today)
    return [one for one in problems if one.blocking or part_of(one) == part]


def _effects(request, before, after, today):
    """The study of what changes for people: when asked for, or when it is known already."""
    if before is None or before.rule_set is None or after.rule_set is None:
        return {}
    if before.digest == after.digest:
        return {}
    if request.GET.get("etude") or effects.is_known(before, after, today):
        return {"effects": effects.effects(before, after, today)}
    return {"may_study": True}


def _choices(rights):
    names = {department.code: str(department) for department in Department.objects.all()}
    names[NATIONAL] = "contenu national (questions, démarches, pièces, tarifs)"
    return [(part, names.get(part, part)) for part in rights.publishable_parts]

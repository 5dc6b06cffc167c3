"""The desk's own pages: the names for conditions, the check of the catalogue, a restoration."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from procedures.drafting.comparing.restoring import may_restore, may_undo
from procedures.drafting.places import part_of
from procedures.drafting.words.names import Names
from procedures.models import Edition
from procedures.publishing.content import content_now
from procedures.publishing.editions import current, publisher
from procedures.publishing.editions import stored as editions
from procedures.rights import rights_of

from .framing import by_entry, need, page
from .publication import problems_of
from .publication.forms import RestorationForm
from .publication.telling import tell_suspended


def facts_page(site, request):
    """Show every fact that a condition may test, with its values, groups and operators."""
    need(rights_of(request).parts)
    names = Names()
    context = {
        "title": "Informations et valeurs",
        "facts": list(names.listing()),
        "families": names.families,
    }
    return page(site, request, "admin/desk/facts.html", context)


def check_page(site, request):
    """Show every problem that the account may see, the blocking ones first."""
    rights = rights_of(request)
    need(rights.parts)
    now = content_now()
    problems = problems_of(now.plain, now.digest, timezone.localdate())
    visible = [one for one in problems if rights.may_view(part_of(one))]
    context = {"title": "Vérifier le catalogue", **by_entry(visible)}
    return page(site, request, "admin/desk/check.html", context)


def restore_page(site, request, number):
    """Put a former edition in force again, after a confirmation."""
    edition = get_object_or_404(Edition, number=number)
    rights = rights_of(request)
    need(may_restore(rights, edition, editions.in_force()))
    form = RestorationForm(request.POST or None)
    context = {"title": "Remettre une édition en vigueur", "form": form, "edition": edition}
    suspended = editions.suspended_by(None, editions.in_force())
    if request.method == "POST" and form.is_valid():
        try:
            restored = publisher.restore(
                edition.number,
                author=request.user,
                note=form.cleaned_data["note"],
                allow=lambda changed: may_undo(rights, changed),
            )
        except publisher.NotPublishable as error:
            context["refusal"] = str(error)
        else:
            current.refresh()
            text = f"L'édition {restored.number} est en vigueur : elle reprend la {edition.number}."
            messages.success(request, text)
            for one in suspended:
                tell_suspended(request, one)
            return redirect("admin:procedures_edition_changelist")
    context |= {"planned": suspended, "was_seen": editions.was_in_force(number)}
    return page(site, request, "admin/desk/restore.html", context)

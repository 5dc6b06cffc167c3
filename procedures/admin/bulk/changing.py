"""The page of a change of channel: choose, preview, then change; nothing is written before."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

from procedures.drafting.changing.moving import DepartmentFiling, Ways, move, national_of
from procedures.drafting.changing.preview import preview
from procedures.models import Channel, Department
from procedures.publishing.content import content_now
from procedures.publishing.editions import stored as editions
from procedures.publishing.journal import recording
from procedures.publishing.parts import preparing
from procedures.publishing.parts.channel_words import family_title
from procedures.rights import rights_of

from ..desk_page import is_small_number, need, page
from ..waiting import MOVED, begin, waiting_page
from .forms import DESCRIPTION, MoveForm

TITLE = "Changer la façon de déposer de plusieurs démarches"
HOW = "changement de façon de déposer"
APPLY, THEN_PUBLISH = "appliquer", "publier"
APPLIES = (APPLY, THEN_PUBLISH)
STALE = "Le contenu a changé depuis cet aperçu. Rien n'est fait : relisez l'aperçu."


def bulk_channel_page(site, request):
    """Give several procedures of a part another channel."""
    rights = rights_of(request)
    editable = rights.parts_where("change", Channel)
    need(editable)
    code = request.POST.get("departement") or request.GET.get("departement") or editable[0]
    if code not in editable:
        raise PermissionDenied
    departments = list(Department.objects.filter(code__in=editable))
    department = next((one for one in departments if one.code == code), None)
    need(department)
    action = request.POST.get("action", "")
    form = MoveForm(
        request.POST or None, rows=DepartmentFiling(code).rows, initial=_initial(request)
    )
    context = {"title": TITLE, "form": form}
    context |= {"departments": departments, "department": department}
    context["publishes"] = rights.may_publish(code)
    if action in ("apercu", *APPLIES) and form.is_valid():
        answer = _answer(site, request, department, form, action)
        if not isinstance(answer, dict):
            return answer
        return page(site, request, "admin/bulk/preview.html", context | answer)
    return page(site, request, "admin/bulk/page.html", context | _shown(request, form, code))


def _answer(site, request, department, form, action):
    """Make the previewed change and return a redirection, or return the preview's context.

    While the preview is made, return the page on which one waits for it.
    """
    stale = False
    if action in APPLIES:
        with recording(request.user, how=HOW):
            stale = request.POST.get("digest") != _digest(department.code)
            if not stale:
                return _done(request, department, form, then_publish=action == THEN_PUBLISH)
    work = _begun(request, department, form)
    if not work.finished:
        return waiting_page(site, request, TITLE, work)
    return {
        **work.result(),
        "stale": STALE if stale else "",
        "sent": list(_sent(request)),
    }


def _begun(request, department, form):
    """Return the work that finds what the change would give."""
    visible = rights_of(request).visible_parts
    now = content_now().digest, editions.in_force_now()
    key = ("bulk", department.code, *now, frozenset(visible))
    return begin(
        request.user.pk, (*key, *_sent(request)), lambda: _found(department, form, visible), MOVED
    )


def _found(department, form, visible):
    """Return what a change would give, all of one moment."""
    with transaction.atomic():
        return preview(department, form, visible)


def _done(request, department, form, *, then_publish):
    remove = {int(pk) for pk in request.POST.getlist("remove") if is_small_number(pk)}
    moved = move(department, form.chosen, form.channel(), remove)
    count, removed = len(form.chosen), len(moved.removed)
    text = f"La façon de déposer de {count} démarche{'s' if count > 1 else ''} est changée."
    if removed:
        one = removed == 1
        text += f" {removed} façon retirée." if one else f" {removed} façons retirées."
    messages.success(request, f"{text} Le public le verra après la publication.")
    if then_publish and rights_of(request).may_publish(department.code):
        return redirect(f"{reverse('admin:desk_publish')}?part={department.code}")
    return redirect(f"{reverse('admin:desk_bulk_channel')}?departement={department.code}")


def _shown(request, form, code):
    """Return the procedures by family, each with the present way to file it."""
    filing, national = DepartmentFiling(code), national_of(code)
    ways = Ways(filing, national)
    wanted = request.GET.get("famille", "")
    ticked = set(form["procedures"].value() or ())
    whole = set(form["families"].value() or ())
    families = {}
    for one in form.all_procedures:
        if wanted in ("", one.family) or one.key in ticked or one.family in whole:
            line = (one, ways.of(filing, national, one), one.key in ticked)
            families.setdefault(one.family, []).append(line)
    listed = [(key, family_title(key), key in whole, lines) for key, lines in families.items()]
    return {
        "families": listed,
        "all_families": form.fields["families"].choices,
        "wanted": wanted,
        "description": [form[name] for name in DESCRIPTION],
    }


def _initial(request):
    return {"procedures": request.GET.getlist("demarche")}


def _sent(request):
    """Yield (name, value) of the choices, for the form that confirms them."""
    for name in ("departement", "procedures", "families", "target", *DESCRIPTION):
        for value in request.POST.getlist(name):
            yield name, value


def _digest(code):
    return preparing.digest(content_now().by_part.get(code))

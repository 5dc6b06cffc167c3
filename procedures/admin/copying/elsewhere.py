"""The page of a copy: choose the départements, preview, then copy; nothing is written before."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from procedures.drafting.changing.plans import COPY, REPLACE, SKIP, carry_out, plans_of, shown
from procedures.models import NATIONAL, Channel, Department, Override
from procedures.publishing.content import content_now
from procedures.publishing.journal import recording
from procedures.publishing.parts import preparing
from procedures.rights import rights_of

from ..desk_page import is_small_number, need, page

KINDS = {"canaux": Channel, "adaptations": Override}
HOW = "copie vers un autre département"
STALE = "Le contenu a changé depuis cet aperçu. Rien n'est copié : relisez l'aperçu."


class CopyForm(forms.Form):
    targets = forms.MultipleChoiceField(
        label="Copier vers",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un département."},
    )
    checked = forms.BooleanField(
        label="J'ai lu la source de ces informations pour ces départements",
        required=False,
        help_text="Sinon, chaque copie est marquée « incertaine », sans date de lecture.",
    )

    def __init__(self, *args, departments, **kwargs):
        super().__init__(*args, **{"use_required_attribute": False} | kwargs)
        self.fields["targets"].choices = [(one.code, str(one)) for one in departments]


def copy_page(site, request, kind):
    """Copy channels or adaptations to other départements in which the account may write."""
    model, rights = KINDS.get(kind), rights_of(request)
    if model is None:
        raise Http404
    targets = targets_of(rights, model)
    need(targets)
    sources = _sources(request, model, rights)
    departments = Department.objects.filter(code__in=targets)
    form = CopyForm(request.POST or None, departments=departments)
    asked = set(request.POST.getlist("targets"))
    if asked - set(targets):
        raise PermissionDenied
    context = {"title": "Copier vers un autre département", "form": form, "sources": sources}
    context["shown"] = [(row, shown(row)) for row in sources]
    if request.POST.get("action") in ("apercu", "copier") and form.is_valid():
        answer = _answer(request, sources, form, departments.filter(code__in=asked))
        if not isinstance(answer, dict):
            return answer
        return page(site, request, "admin/copying/preview.html", context | answer)
    return page(site, request, "admin/copying/page.html", context)


def targets_of(rights, model):
    """Return the codes of the départements to which an account may copy."""
    adds = set(rights.parts_where("add", model)) - {NATIONAL}
    return sorted(adds & set(rights.parts_where("change", model)))


@admin.action(description="Copier vers un autre département", permissions=["add"])
def copy_elsewhere(modeladmin, request, queryset):
    """Redirect to the page that copies the ticked entries."""
    kind = next(name for name, model in KINDS.items() if model is modeladmin.model)
    return redirect(address_of(kind, queryset.values_list("pk", flat=True)))


def copy_link(request, kind, row):
    """Return the page that copies an entry, or an empty string if it has nowhere to go."""
    others = set(targets_of(rights_of(request), KINDS[kind])) - {row.part if row else ""}
    return address_of(kind, [row.pk]) if row and others else ""


def address_of(kind, keys):
    """Return the address of the page that copies entries."""
    query = urlencode([("ligne", key) for key in keys])
    return f"{reverse('admin:desk_copy', args=[kind])}?{query}"


def _sources(request, model, rights):
    """Return the entries to copy, each of which the account must be allowed to read."""
    keys = request.POST.getlist("ligne") or request.GET.getlist("ligne")
    if not keys or not all(map(is_small_number, keys)):
        raise Http404
    rows = list(model.objects.select_related("department").filter(pk__in=keys))
    if len(rows) != len(set(keys)):
        raise Http404
    need(all(rights.may_view(row.part, model) for row in rows))
    return rows


def _answer(request, sources, form, targets):
    """Make the previewed copies and return a redirection, or return the preview's context."""
    stale, checked = False, form.cleaned_data["checked"]
    if request.POST["action"] == "copier":
        with recording(request.user, how=HOW):
            stale = request.POST.get("digest") != _digest(sources, targets)
            if not stale:
                plans = _possible(sources, targets, request.POST)
                return _done(request, sources, carry_out(plans, checked=checked))
    plans = _possible(sources, targets, request.POST)
    return {
        "plans": plans,
        "checked": checked,
        "targets": targets,
        "stale": STALE if stale else "",
        "digest": _digest(sources, targets),
    }


def _possible(sources, targets, data):
    """Return the plans, except those from a département to itself."""
    plans = plans_of(sources, targets, data)
    return [plan for plan in plans if plan.source.department_id != plan.target.pk]


def _done(request, sources, counts):
    words = {
        COPY: ("copie faite", "copies faites"),
        REPLACE: ("remplacement fait", "remplacements faits"),
        SKIP: ("laissée de côté", "laissées de côté"),
    }
    done = [(count, *words[choice]) for choice, count in counts.items() if count]
    said = ", ".join(f"{count} {many if count > 1 else one}" for count, one, many in done)
    text = f"Terminé : {said or 'rien à copier'}. Le public le verra après la publication."
    messages.success(request, text)
    return redirect(f"admin:procedures_{sources[0]._meta.model_name}_changelist")


def _digest(sources, targets):
    working = content_now().by_part
    codes = sorted({*(row.part for row in sources), *(one.code for one in targets)})
    return preparing.digest([working.get(code) for code in codes])

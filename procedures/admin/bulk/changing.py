"""The page of a change of channel: choose, preview, then change; nothing is written before."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

from procedures.drafting.changing.moving import DepartmentFiling, Ways, in_words, move, national_of
from procedures.drafting.changing.preview import preview
from procedures.models import Channel, Department, Procedure
from procedures.publishing.content import content_now
from procedures.publishing.editions import stored as editions
from procedures.publishing.journal import recording
from procedures.publishing.parts import preparing
from procedures.publishing.parts.channel_words import family_title
from procedures.rights import rights_of

from ..desk_page import is_small_number, need, page
from ..fields import TextField
from ..link_field import LinkField
from ..unpublished_notice import NOT_PUBLIC, next_steps
from ..waiting import MOVED, begin, waiting_page

NEW = "nouveau"
LARGE = "vLargeTextField"
LONG = {"class": LARGE}
DESCRIPTION = (
    *("kind", "url", "address", "instructions", "no_slot_help"),
    *("source_reference", "source_url", "source_checked_on"),
)
TRANSLATED = ("address", "instructions", "no_slot_help")
TITLE = "Changer la façon de déposer de plusieurs démarches"
HOW = "changement de façon de déposer"
APPLY, THEN_PUBLISH = "appliquer", "publier"
APPLIES = (APPLY, THEN_PUBLISH)
STALE = "Le contenu a changé depuis cet aperçu. Rien n'est fait : relisez l'aperçu."


def _text(label, **options):
    return TextField(
        label=label, required=False, widget=forms.Textarea({"rows": 3, "class": LARGE}), **options
    )


class MoveForm(forms.Form):
    """The form. Ticking one of the ``families`` chooses its procedures, without any script."""

    procedures = forms.MultipleChoiceField(required=False)
    families = forms.MultipleChoiceField(required=False)
    target = forms.ChoiceField(
        label="Nouvelle façon de déposer",
        required=False,
        help_text="Une façon de la liste, ou rien : décrivez la nouvelle en dessous.",
    )
    kind = forms.ChoiceField(
        label="Type", required=False, choices=[("", "---------"), *Channel.Kind.choices]
    )
    url = LinkField(label="Lien", required=False, max_length=1000, widget=forms.URLInput(LONG))
    address = _text("Adresse")
    instructions = _text("Consignes")
    no_slot_help = _text("Quoi faire sans rendez-vous libre")
    source_reference = forms.CharField(label="Source", required=False, widget=forms.TextInput(LONG))
    source_url = LinkField(
        label="Lien de la source", required=False, max_length=1000, widget=forms.URLInput(LONG)
    )
    source_checked_on = forms.DateField(
        label="Lu le",
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **{"use_required_attribute": False} | kwargs)
        self.rows = {str(row.pk): row for row in rows}
        self.all_procedures = list(Procedure.objects.order_by("family", "position", "pk"))
        keys = [(one.key, one.key) for one in self.all_procedures]
        self.fields["procedures"].choices = keys
        families = dict.fromkeys(one.family for one in self.all_procedures)
        self.fields["families"].choices = [(name, family_title(name)) for name in families]
        known = [(pk, in_words(row)) for pk, row in self.rows.items()]
        self.fields["target"].choices = [
            ("", "---------"),
            (NEW, "une nouvelle façon, décrite ci-dessous"),
            *known,
        ]

    def clean(self):
        data = super().clean()
        if not self.errors and not (data["procedures"] or data["families"]):
            self.add_error(None, "Cochez au moins une démarche, ou une famille.")
        described = [name for name in DESCRIPTION if data.get(name)]
        if not data.get("target") and "target" not in self.errors:
            # What is described is the new one: nobody chooses it a second time.
            if described:
                data["target"] = NEW
            else:
                self.add_error("target", "Choisissez une façon de déposer, ou décrivez-en une.")
        if data.get("target") == NEW:
            if not data.get("kind"):
                self.add_error("kind", "Choisissez le type de la nouvelle façon de déposer.")
        elif data.get("target") and described:
            text = "Vous avez aussi décrit une nouvelle façon : choisissez-la, ou videz ces champs."
            self.add_error("target", text)
        return data

    @property
    def chosen(self):
        """Return the procedures that were ticked, one by one or through their family."""
        data = self.cleaned_data
        return [
            one
            for one in self.all_procedures
            if one.key in data["procedures"] or one.family in data["families"]
        ]

    def channel(self):
        """Return the channel that was chosen, or an unsaved channel as described."""
        data = self.cleaned_data
        if data["target"] != NEW:
            return self.rows[data["target"]]
        values = {name: data[name] for name in DESCRIPTION if data[name]}
        renamed = {f"{name}_fr" if name in TRANSLATED else name: v for name, v in values.items()}
        return Channel(**renamed)


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
    if then_publish and rights_of(request).may_publish(department.code):
        messages.success(request, text)
        return redirect(f"{reverse('admin:desk_publish')}?part={department.code}")
    messages.success(request, next_steps(request, [department.code], f"{text} {NOT_PUBLIC}"))
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

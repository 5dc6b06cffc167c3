"""Where a procedure begins: its name, its family, from nothing or from the nearest one."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from procedures.drafting import versions
from procedures.drafting.comparing.made_public import is_published
from procedures.drafting.writing import starting
from procedures.drafting.writing.progress import NAMES, states_of
from procedures.models import NATIONAL, Procedure, Question
from procedures.publishing.content import content_now
from procedures.publishing.journal import recording
from procedures.publishing.parts.channel_words import family_title, family_titles
from procedures.rights import rights_of

from ..desk_page import need, page
from ..forms import counted

# The names of the buttons that send a page.
NEXT, BEFORE, LEAVE = "_continuer", "_precedent", "_sortir"
SAVED = "C'est enregistré. Vous pouvez reprendre quand vous voulez."
# The question whose answers are what people come for.
GOAL = "goal"
LONGEST = 500
NOTHING = "rien"


def need_to_write(request):
    """Refuse an account that does not write the nation's procedures."""
    need(rights_of(request).may_edit(NATIONAL, Procedure, "add"))


def address(procedure, name, **query):
    """Return the address of a page of a procedure."""
    found = reverse("admin:desk_writing", args=[procedure.pk, name])
    return (
        f"{found}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else found
    )


def frame_context(procedure, name):
    """Return what the frame of a page shows: the list of pages, this one and its neighbours."""
    states = states_of(procedure)
    place = NAMES.index(name)
    return {
        "title": procedure.title_fr or "Une démarche",
        "procedure": procedure,
        "pages": [(one, address(procedure, one.name)) for one in states],
        "here": states[place],
        "page_count": len(states),
        "done_count": sum(one.state == "done" for one in states),
        "before": states[place - 1] if place else None,
        "following": states[place + 1] if place + 1 < len(states) else None,
        "public": is_published(procedure),
    }


def leads_on(request, procedure, name):
    """Return the redirection that the pressed button asks for, after the page is saved."""
    place = NAMES.index(name)
    if LEAVE in request.POST:
        messages.success(request, SAVED)
        return redirect("admin:desk_writing_start")
    if BEFORE in request.POST and place:
        return redirect(address(procedure, NAMES[place - 1]))
    return redirect(address(procedure, NAMES[min(place + 1, len(NAMES) - 1)]))


class OpeningForm(forms.Form):
    """The first fields of a procedure, and what it begins from."""

    title = counted(
        forms.CharField(
            label="Son nom, comme on le dit au guichet",
            max_length=LONGEST,
            widget=forms.TextInput(attrs={"class": "vLargeTextField", "autocomplete": "off"}),
            error_messages={"required": "Écrivez un nom : par exemple « Prolonger un stage »."},
        )
    )
    family = forms.ChoiceField(
        label="Sa famille", error_messages={"required": "Choisissez une famille."}
    )
    goals = forms.MultipleChoiceField(
        label="Que veut faire la personne ?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sa condition commencera ainsi. Rien de coché : vous la direz à la page 2.",
    )
    summary = forms.CharField(
        label="En deux phrases, pour le public",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="À quoi elle sert, et pour qui. Vous pouvez l'écrire plus tard.",
    )
    source = forms.ChoiceField(
        label="Partir de quoi ?", required=False, widget=forms.RadioSelect, initial=NOTHING
    )

    def __init__(self, *args, near, **kwargs):
        super().__init__(*args, **{"use_required_attribute": False} | kwargs)
        self.fields["family"].choices = [("", "choisissez"), *families()]
        self.fields["goals"].choices = goals()
        self.fields["source"].choices = [
            *((str(one.pk), f"D'une copie de « {one.title_fr} »") for one in near),
            (NOTHING, "De rien"),
        ]


def families():
    """Return [(family, title)], in the order of the public pages."""
    used = Procedure.objects.values_list("family", flat=True)
    known = dict.fromkeys([*family_titles(), *sorted(set(used))])
    return [(one, family_title(one)) for one in known]


def goals():
    """Return [(value, words)] of what people come for, if the catalogue asks it."""
    question = Question.objects.filter(key=GOAL, inquiry=None).first()
    return (
        [(one.value, one.text_fr or one.value) for one in question.choices.all()]
        if question
        else []
    )


def opening_page(site, request):
    """Begin a procedure in preparation. « Chercher » only shows the nearest ones."""
    need_to_write(request)
    sought = request.POST.get("sought", "")[:LONGEST].strip()
    sought = sought or request.POST.get("title", "")[:LONGEST]
    ready = Procedure.objects.filter(withdrawn=False, draft=False)
    near = starting.near(sought, ready) if sought else []
    begins = request.POST.get("action") == "commencer"
    form = OpeningForm(request.POST if begins else None, near=near, initial=_typed(request.POST))
    if begins and form.is_valid():
        with recording(request.user, how="ajout"):
            row = _begun(form.cleaned_data)
        return redirect(address(row, "quoi" if not row.summary_fr else "pour-qui"))
    context = {
        "title": "Écrire une démarche",
        "page_count": len(NAMES),
        "form": form,
        "near": near,
        "sought": request.POST.get("sought", ""),
        "looked": request.method == "POST",
        "drafts": [(one, _next_of(one)) for one in _own(request.user)],
    }
    return page(site, request, "admin/writing/opening.html", context)


def _typed(sent):
    """Return what was typed before « Chercher », so that nothing is lost."""
    typed = {name: sent.get(name, "") for name in ("title", "family", "summary")}
    return {**typed, "goals": sent.getlist("goals") if sent else [], "source": NOTHING}


def _begun(cleaned):
    told = {name: cleaned[name] for name in ("title", "family", "summary")}
    source = cleaned["source"]
    if source and source != NOTHING:
        return starting.copy_of(Procedure.objects.get(pk=source), **told)
    return starting.start(**told, goals=cleaned["goals"])


def _own(user):
    """Return the procedures that an account prepares, as the journal knows."""
    names = versions.own_drafts(user, content_now()).get(NATIONAL, ())
    keys = [name for section, name in names if section == "procedures"]
    return Procedure.objects.filter(key__in=keys).order_by("-pk")


def _next_of(procedure):
    """Return (address of the first page that is not done, how many are done, of how many)."""
    states = states_of(procedure)
    left = next((one for one in states if one.state != "done"), states[-1])
    return address(procedure, left.name), sum(one.state == "done" for one in states), len(states)

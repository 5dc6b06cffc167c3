"""« Importer un fichier »: reads a public file, shows what it changes, takes it once confirmed."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminFileWidget
from django.core import signing
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from procedures.drafting import importing
from procedures.drafting.history.history_text import marked_words
from procedures.drafting.importing import RowFate, words
from procedures.engine.errors import InvalidCatalogue
from procedures.models import NATIONAL
from procedures.models.base import National
from procedures.rights import rights_of

from .desk_page import need, page

AN_HOUR = 3600
# In bytes, as sent. nginx refuses a larger form.
LARGEST_SENT = 9_000_000
# In bytes. Django refuses a longer form.
LARGEST_PACKET = 2_000_000
MOST_SHOWN = 200
# The choices come first: the rest needs no answer.
ORDER = (
    RowFate.ASKED,
    RowFate.LEAVING,
    RowFate.GONE,
    RowFate.BACK,
    RowFate.CHANGED,
    RowFate.NEW,
)


class PublicFileForm(forms.Form):
    """A public file, as its publisher gives it."""

    fichier = forms.FileField(
        label="Fichier", widget=AdminFileWidget(attrs={"accept": ".json,.csv,.gz"})
    )

    def clean_fichier(self):
        sent = self.cleaned_data["fichier"]
        if sent.size > LARGEST_SENT:
            most = LARGEST_SENT // 1_000_000
            raise forms.ValidationError(f"Ce fichier est trop gros : {most} Mo au plus.")
        return sent


def may_import(rights):
    """Tell whether an account may edit the entries that a file is about."""
    return any(
        NATIONAL in parts if issubclass(model, National) else parts
        for model in importing.MODELS.values()
        for parts in [rights.parts_where("change", model)]
    )


def import_file_page(site, request):
    """Ask for the file, then show what it would change, then take it; keep nothing in between."""
    rights = rights_of(request)
    need(may_import(rights))
    context = {"title": "Importer un fichier", "form": PublicFileForm()}
    if request.method == "POST":
        answer = (_confirmed if "paquet" in request.POST else _sent)(request, rights)
        if not isinstance(answer, dict):
            return answer
        context |= answer
    context["waiting"] = [
        {"entry": entry, "address": _address(entry), "since": mark.gone_since}
        for mark, entry in importing.waiting()
        if rights.may_view(entry.part, type(entry))
    ]
    return page(site, request, "admin/importing/page.html", context)


def _sent(request, rights):
    """Read the file that was sent, and show what it would change."""
    form = PublicFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return {"form": form}
    sent = form.cleaned_data["fichier"]
    try:
        file = importing.read_file(sent.name, sent.read())
    except InvalidCatalogue as error:
        return {"form": form, "problems": error.problems}
    return _shown(request, file, rights)


def _shown(request, file, rights):
    study = importing.study(file, rights.may_edit, timezone.localdate())
    confirmed = [study.mark, importing.stored_file(file)]
    packet = signing.dumps(confirmed, salt=_salt(request), compress=True)
    if len(packet) > LARGEST_PACKET:
        form = PublicFileForm()
        form.errors["fichier"] = ["Ce fichier a trop de lignes pour une fois : donnez-en moins."]
        return {"form": form}
    changes = sorted(words.listed(study), key=lambda one: ORDER.index(one.fate))
    return {
        "study": study,
        "packet": packet,
        "counts": words.counts_of(study),
        "notice": words.notice_of(study),
        "changes": [_change(one) for one in changes[:MOST_SHOWN]],
        "more": max(len(changes) - MOST_SHOWN, 0),
        "aside": study.file.aside[:MOST_SHOWN],
        "unknown": study.unknown[:MOST_SHOWN],
    }


def _change(one):
    return {
        "entry": one.entry,
        "address": _address(one.entry),
        "official_id": one.official_id,
        "title": words.TITLES[one.fate],
        "gone": words.gone_words(one),
        "differences": [marked_words(each) for each in one.differences],
        "kept": one.fate == RowFate.LEAVING and one.own,
        "asked": [marked_words(each) for each in one.asked],
    }


def _confirmed(request, rights):
    """Take what was shown; if something changed meanwhile, show it again."""
    try:
        packet = request.POST["paquet"]
        mark, stored = signing.loads(packet, salt=_salt(request), max_age=AN_HOUR)
    except signing.BadSignature:
        messages.error(request, "Cette page est trop ancienne : donnez le fichier de nouveau.")
        return redirect(request.path)
    file, today = importing.file_of(stored), timezone.localdate()
    try:
        done = importing.apply(
            file, rights.may_edit, today, request.user, request.POST.getlist("pris"), mark
        )
    except InvalidCatalogue as error:
        return {"problems": error.problems}
    if done.mark != mark:
        text = "Rien n'est enregistré : le contenu a changé. Voici ce que le fichier change."
        messages.error(request, text)
        return _shown(request, file, rights)
    text = "Le fichier est enregistré. Le public lira ces changements à la prochaine publication."
    messages.success(request, text)
    return redirect(request.path)


def _address(entry):
    if entry.pk is None:
        return ""
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])


def _salt(request):
    return f"procedures.admin.importing_page:{request.user.pk}"

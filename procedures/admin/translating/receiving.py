"""« Recevoir des traductions »: reads a file, shows it, and imports it once confirmed."""

from functools import partial
from hashlib import sha256

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from procedures.models import TranslationStatus
from procedures.publishing.content import content_now
from procedures.publishing.journal import recording
from procedures.publishing.progress import WorkStage, counting, say
from procedures.rights import rights_of
from procedures.translating.catalogue_texts import language_name, read_texts
from procedures.translating.reading import read_file
from procedures.translating.studying import TAKEN, Fate, Overtaken, TranslationReader, apply
from procedures.translating.workbook import FileLine, UnreadableFile

from ..desk_page import need, page
from ..unpublished_notice import NOT_PUBLIC, next_steps
from ..waiting import RECEIVED, begin, find, waiting_page
from . import forms
from .entries import entry_of, place_of
from .standing import direction_of

TITLE = "Recevoir des traductions"
# What a page on which one waits sends in place of the file: the work that has it.
READ = "lecture"
AN_HOUR = 3600
# In bytes. Django refuses a longer form.
LARGEST_PACKET = 2_000_000
MOST_SHOWN = 200
HOW = "traductions importées"


def import_page(site, request):
    """Ask for the file, then show what it would change, then import it; keep nothing in between."""
    rights = rights_of(request)
    need(rights.editable_parts)
    context = {"title": TITLE, "form": forms.ReceivingForm()}
    if request.method == "POST":
        step = _confirmed if "paquet" in request.POST else _sent
        answer = step(site, request, rights)
        if not isinstance(answer, dict):
            return answer
        context |= answer
    return page(site, request, "admin/translating/receiving.html", context)


def _sent(site, request, rights):
    """Read the file that was sent, and show what it would change."""
    form = forms.ReceivingForm(request.POST, request.FILES)
    if READ in request.POST:
        work = find(request.user.pk, request.POST[READ])
        if work is None or work.stages != RECEIVED:
            return _too_old(request)
    elif form.is_valid():
        work = _begun(request, form.cleaned_data["fichier"].read(), rights)
    else:
        return {"form": form}
    if not work.finished:
        return waiting_page(site, request, TITLE, work, field=READ)
    try:
        return _shown(request, work.result())
    except UnreadableFile as error:
        # Sent once and already read, it is not missing.
        form.errors.pop("fichier", None)
        form.add_error("fichier", str(error))
        return {"form": form}


def _begun(request, source, rights):
    """Return the work that reads a file and lays it beside the catalogue."""
    key = _key("translations", source, rights)
    study = partial(_read_and_studied, source, rights.may_edit)
    return begin(request.user.pk, key, study, RECEIVED)


def _read_and_studied(source, may_edit):
    return _studied(*read_file(source), may_edit)


def _key(kind, source, rights):
    """Return the key of a work: what was studied with other rights is another study."""
    parts = frozenset(rights.editable_parts)
    return (kind, sha256(source).hexdigest(), content_now().digest, parts)


def _studied(language, lines, may_edit):
    say(WorkStage.READING)
    reader = TranslationReader(read_texts(), language, may_edit)
    return reader.study(counting(WorkStage.FILE, lines))


def _confirmed(site, request, rights):
    """Import what was shown; if something changed meanwhile, show it again."""
    form = forms.ConfirmationForm(request.POST)
    try:
        language, lines = _opened(request)
    except signing.BadSignature:
        return _too_old(request)
    key = _key("confirmed translations", request.POST["paquet"].encode(), rights)
    study = partial(_studied, language, lines, rights.may_edit)
    work = begin(request.user.pk, key, study, RECEIVED)
    if not work.finished:
        return waiting_page(site, request, TITLE, work)
    study = work.result()
    if not form.is_valid():
        return {**_shown(request, study), "confirmation": form}
    if all(one.fate in TAKEN for one in study.lines):
        try:
            return _taken(request, study, TranslationStatus(form.cleaned_data["sorte"]))
        except Overtaken as error:
            messages.error(request, f"Quelqu'un vient de changer ce texte : {error}.")
            study = _studied(language, lines, rights.may_edit)
    messages.error(
        request, "Rien n'est enregistré : le catalogue a changé. Voici l'état du fichier."
    )
    return _shown(request, study)


def _too_old(request):
    messages.error(request, "Cette page est trop ancienne : envoyez le fichier de nouveau.")
    return redirect(request.path)


def _taken(request, study, status):
    with recording(request.user, how=HOW):
        count = apply(study, status)
    plural = "s" * (count > 1)
    kind = "relue" if status == TranslationStatus.REVIEWED else "automatique"
    text = f"{count} traduction{plural} ({language_name(study.language)}) enregistrée{plural}"
    parts = sorted({one.text.part for one in study.taken})
    asked = {"langue": study.language, "etat": status.value}
    asked |= {"partie": parts[0]} if len(parts) == 1 else {}
    read = f"{reverse('admin:desk_translating_texts')}?{urlencode(asked)}"
    words = f"{text} comme {kind}{plural}. {NOT_PUBLIC}"
    messages.success(request, next_steps(request, parts, words, (read, "Relire")))
    return redirect("admin:desk_translating")


def _shown(request, study):
    return {
        "study": study,
        "language": study.language,
        "language_name": language_name(study.language),
        "direction": direction_of(study.language),
        "counts": [(fate.value, len(study.of(fate))) for fate in Fate],
        "refused": _listed(study, (Fate.REFUSED, Fate.ASIDE)),
        "taken": _listed(study, TAKEN),
        "warned": sum(bool(one.warnings) for one in study.taken),
        "confirmation": forms.ConfirmationForm(initial={"paquet": _packet(request, study)}),
    }


def _listed(study, fates):
    """Return the first lines, those with warnings before the others."""
    found = sorted(study.of(*fates), key=lambda one: not one.warnings)
    rows = [
        {
            "studied": one,
            "place": place_of(one),
            "entry": entry_of(one.text, study.language) if one.text else None,
        }
        for one in found[:MOST_SHOWN]
    ]
    return {"rows": rows, "count": len(found), "more": max(len(found) - MOST_SHOWN, 0)}


def _packet(request, study):
    lines = [
        [one.line.place, one.line.reference, one.translation, one.text.mark] for one in study.taken
    ]
    packet = signing.dumps([study.language, lines], salt=_salt(request), compress=True)
    if len(packet) > LARGEST_PACKET:
        message = "Ce fichier a trop de textes pour une fois : envoyez-le en plusieurs morceaux."
        raise UnreadableFile(message)
    return packet


def _opened(request):
    packet = request.POST.get("paquet", "")
    language, lines = signing.loads(packet, salt=_salt(request), max_age=AN_HOUR)
    return language, [FileLine(*line) for line in lines]


def _salt(request):
    return f"procedures.admin.translating:{request.user.pk}"

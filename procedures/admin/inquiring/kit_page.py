"""The page on which a kit is written: its title, then its questions, without any identifier."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from procedures.drafting.measures.mending import language_names
from procedures.engine.codes import free_key
from procedures.engine.errors import InvalidCatalogue
from procedures.inquiring import compiled
from procedures.inquiring.results import (
    LEAST_FOR_SHARES,
    compared,
    result_of,
    same_kit,
    waves_for,
)
from procedures.inquiring.writing import LANGUAGES, content_of, whens_of, written_of
from procedures.models import NATIONAL, Kit
from procedures.models.base import is_key
from procedures.models.kits import Wave, new_token
from procedures.publishing.departments import department_names
from procedures.qr import picture_of
from procedures.rights import rights_of

from ..desk_page import need, page
from .forms import KitForm, KitQuestions, WaveForm, in_languages

NEW = 0


def inquiries_page(site, request):
    """Show the kits and the waves, the latest first."""
    rights = rights_of(request)
    need(rights.parts)
    context = {
        "title": "Enquêtes de terrain",
        "kits": [
            {"kit": kit, "part": part_name(kit.part), "mine": kit.part in rights.editable_parts}
            for kit in kits_for(rights)
        ],
        "waves": [
            {"wave": wave, "part": part_name(wave.part), "state": state_of(wave)}
            for wave in waves_for(rights.parts)
        ],
        "may_write": bool(rights.editable_parts),
        "may_open": bool(open_parts(rights)),
    }
    return page(site, request, "admin/inquiring/overview.html", context)


def kits_for(rights):
    """Return the kits that an account may fill: national ones, and those of its parts."""
    kits = Kit.objects.all()
    return kits if NATIONAL in rights.parts else kits.filter(part__in=[NATIONAL, *rights.parts])


def open_parts(rights):
    """Return the départements in which an account may open a wave."""
    return [part for part in rights.editable_parts if part != NATIONAL]


def part_name(part):
    return "toute la France" if part == NATIONAL else f"{department_names().get(part, '')} ({part})"


def state_of(wave):
    today = timezone.localdate()
    if today < wave.opens_on:
        return "à venir"
    return "ouverte" if today <= wave.closes_on else "finie"


def kit_page(site, request, pk=NEW):
    """Show a kit; POST saves it, for its writers. Waves keep the kit they began with.

    ``pk`` is 0 for a new kit.
    """
    rights = rights_of(request)
    need(rights.editable_parts)
    kit = get_object_or_404(kits_for(rights), pk=pk) if pk else _new(request, rights)
    need(not pk or kit.part in rights.editable_parts)
    parts = [kit.part] if pk else rights.editable_parts
    data = request.POST if request.method == "POST" else None
    form = KitForm(
        data,
        parts=[(part, part_name(part)) for part in parts],
        initial={"part": parts[0], **_initial_texts(kit)},
    )
    questions = KitQuestions(
        data,
        prefix="q",
        initial=[_initial_question(one) for one in kit.content.get("questions") or []],
        form_kwargs={"whens": whens_of(kit.content.get("questions") or [])},
    )
    if data is not None and form.is_valid() and questions.is_valid():
        problem = _save(kit, form, questions)
        if not problem:
            messages.success(request, "C'est enregistré.")
            return redirect("admin:desk_kit", kit.pk)
        form.add_error(None, problem)
    title = "Changer un questionnaire" if pk else "Écrire un questionnaire"
    context = {"title": title, "kit": kit, "form": form, "questions": questions}
    return page(site, request, "admin/inquiring/kit.html", context)


def _new(request, rights):
    """Return a kit that is not there yet, with the questions of the one that is copied, if any."""
    model = request.GET.get("modele", "")
    copied = kits_for(rights).filter(pk=model).first() if is_key(Kit, model) else None
    return Kit(content=copied.content if copied else {})


def _initial_texts(kit):
    return {
        f"{name}_{language}": (kit.content.get(name) or {}).get(language, "")
        for name in ("title", "intro")
        for language in LANGUAGES
    }


def _initial_question(question):
    written = written_of(question)
    found = {"key": written.key, "kind": written.kind, "when": written.when}
    found["allow_unknown"] = written.allow_unknown
    for language in LANGUAGES:
        found[f"text_{language}"] = written.text.get(language, "")
        found[f"help_{language}"] = written.help.get(language, "")
        lines = written.choices[language]
        found[f"choices_{language}"] = "\n".join(lines) if any(lines) else ""
    return found


def _save(kit, form, questions):
    """Save a kit; return why it is not, or an empty string. Nothing is saved without a change."""
    kept = [one for one in questions.ordered_forms if one.cleaned_data.get("text_fr")]
    content = content_of(
        in_languages(form, "title"),
        in_languages(form, "intro"),
        [one.written() for one in kept],
        kit.content,
    )
    try:
        compiled(content)
    except InvalidCatalogue as error:
        return " ".join(f"{one.message[:1].upper()}{one.message[1:]}." for one in error.problems)
    if kit.pk and content == kit.content:
        return ""
    kit.version += 1 if kit.pk else 0
    kit.content, kit.title = content, content["title"]["fr"]
    if not kit.pk:
        kit.part = form.cleaned_data["part"]
        taken = set(Kit.objects.filter(part=kit.part).values_list("key", flat=True))
        kit.key = free_key(kit.title, taken, otherwise="q")
    kit.save()
    return ""


def compare_page(site, request):
    """Show two waves side by side. What one may not read is not found."""
    rights = rights_of(request)
    need(rights.parts)
    waves = list(waves_for(rights.parts))
    before, after = (_asked(request, name, waves) for name in ("avant", "apres"))
    context = {
        "title": "Avant / après",
        "waves": [(wave, part_name(wave.part)) for wave in waves],
        "before": before,
        "after": after,
        "least": LEAST_FOR_SHARES,
    }
    if before and after and before.kit_id != after.kit_id:
        context["differ"] = True
    elif before and after:
        results = result_of(before), result_of(after)
        context |= {
            "numbers": [one.number for one in results],
            "questions": compared(*results),
            "changed": before.content != after.content,
            "elsewhere": before.part != after.part,
        }
    return page(site, request, "admin/inquiring/compare.html", context)


def _asked(request, name, waves):
    asked = request.GET.get(name, "")
    return next((wave for wave in waves if str(wave.pk) == asked), None)


def memo_page(site, request):
    need(rights_of(request).parts)
    return page(site, request, "admin/inquiring/memo.html", {"title": "Comment interroger"})


def new_wave_page(site, request):
    """Show the form of a wave; POST opens it in one of the account's départements."""
    rights = rights_of(request)
    parts = open_parts(rights)
    need(parts)
    form = _form(request, rights, Wave(), {"kit": request.GET.get("questionnaire")})
    if request.method == "POST" and form.is_valid():
        wave = form.save(commit=False)
        wave.token = new_token()
        wave.content, wave.version = wave.kit.content, wave.kit.version
        wave.save()
        messages.success(request, "L'enquête est prête. Imprimez l'affiche, ou donnez l'adresse.")
        return redirect("admin:desk_wave", wave.pk)
    context = {"title": "Préparer une enquête", "form": form}
    return page(site, request, "admin/inquiring/new_wave.html", context)


def wave_page(site, request, pk):
    """Show a wave with its numbers; POST changes its days, or deletes it with its answers."""
    rights = rights_of(request)
    need(rights.parts)
    waves = waves_for(rights.parts)
    wave = get_object_or_404(waves, pk=pk)
    mine = wave.part in rights.editable_parts
    form = _form(request, rights, wave) if mine else None
    if request.method == "POST":
        need(mine)
        if request.POST.get("effacer") == "oui":
            wave.delete()
            messages.success(request, "L'enquête et ses réponses sont effacées.")
            return redirect("admin:desk_inquiries")
        if form.is_valid():
            form.save()
            messages.success(request, "C'est enregistré.")
            return redirect("admin:desk_wave", pk)
    link = request.build_absolute_uri(f"/fr/enquete/{wave.token}/")
    result, names = result_of(wave), language_names()
    context = {
        "title": f"{wave.kit.title} : {wave.name}",
        "wave": wave,
        "part": part_name(wave.part),
        "state": state_of(wave),
        "form": form,
        "link": link,
        "picture": picture_of(link, error="m"),
        "result": result,
        "languages": [(names.get(one, one), number) for one, number in result.languages],
        "others": same_kit(waves, wave),
        "least": LEAST_FOR_SHARES,
        "compare_url": reverse("admin:desk_compare"),
    }
    return page(site, request, "admin/inquiring/wave.html", context)


def _form(request, rights, wave, initial=None):
    data = request.POST if request.method == "POST" and "effacer" not in request.POST else None
    parts = [(part, part_name(part)) for part in open_parts(rights)]
    return WaveForm(data, instance=wave, initial=initial, parts=parts, kits=kits_for(rights))

"""A wave: its address and its picture to print, its days, its numbers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from procedures.drafting.measures.mending import language_names
from procedures.inquiring.results import (
    LEAST_FOR_SHARES,
    result_of,
    same_kit,
    waves_for,
)
from procedures.models.kits import Wave, new_token
from procedures.qr import picture_of
from procedures.rights import rights_of

from ..desk_page import need, page
from .forms import WaveForm
from .overview import kits_for, open_parts, part_name, state_of


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

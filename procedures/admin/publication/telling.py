"""The messages after a publication: its outcome, and the editions that it suspends."""

from django.contrib import messages
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html


def tell(request, publication):
    """Tell the outcome of a publication, and the planned editions that it suspends."""
    edition = publication.edition
    if not publication.changed:
        text = f"Rien n'a changé : l'édition {edition.number} reste en vigueur."
        messages.info(request, text)
        return
    if edition.takes_effect_on:
        day = date_format(edition.takes_effect_on, "j F Y")
        text = f"L'édition {edition.label} est prévue : le public la verra le {day}."
    else:
        text = f"L'édition {edition.number} est publiée : {edition.label}."
    messages.success(request, text)
    for one in publication.suspended:
        tell_suspended(request, one)


def tell_suspended(request, edition):
    """Tell that a planned edition is now suspended, until somebody confirms it."""
    day = date_format(edition.takes_effect_on, "j F Y")
    text = "L'édition {}, prévue le {}, est maintenant suspendue."
    link = reverse("admin:desk_confirm", args=[edition.number])
    message = format_html(text + ' <a href="{}">La confirmer</a>', edition.label, day, link)
    messages.warning(request, message)

"""The messages after a publication: its outcome, and what is planned that waits for a choice."""

import math

from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

from procedures.drafting.comparing.restoring import may_restore
from procedures.models import NATIONAL
from procedures.publishing.editions import in_force
from procedures.publishing.editions import stored as editions
from procedures.rights import rights_of

MOST_NAMED = 6


def tell(request, publication):
    """Tell the outcome of a publication, and the planned editions that wait because of it."""
    edition = publication.edition
    if edition.cancels_id is not None:
        text = "C'est choisi : ce qui est publié reste, plus rien n'est prévu ce jour-là."
        messages.success(request, text)
        return
    if not publication.changed:
        text = f"Rien n'a changé : l'édition {edition.number} reste en vigueur."
        messages.info(request, text)
        return
    if edition.takes_effect_on:
        day = date_format(edition.takes_effect_on, "j F Y")
        text = f"L'édition {edition.label} est prévue : le public la verra le {day}."
        messages.success(request, text)
    else:
        text = f"C'est publié : l'édition {edition.label}. {visible_soon()}"
        links = format_html_join("", ' <a href="{}">{}</a>', _after(request, edition))
        messages.success(request, format_html("{}{}", text, links))
    for one in publication.suspended:
        _tell_suspended(request, one)


def visible_soon():
    """Return when the public sees what is published: browsers keep a page for some minutes."""
    minutes = math.ceil(settings.PUBLIC_PAGES_HELD / 60)
    return f"Visible du public dans {minutes} minute{'s' if minutes > 1 else ''} au plus."


def _after(request, edition):
    """Yield (address, words) of what one does after publishing: reads it, or goes back."""
    former = edition.based_on
    changed = editions.parts_that_differ(edition, former) - {NATIONAL} if former else set()
    if len(changed) == 1:
        (code,) = changed
        yield reverse("prefecture", args=[code]), f"Voir la page du {code}"
    if former and may_restore(rights_of(request), former, edition):
        yield reverse("admin:desk_restore", args=[former.number]), "Revenir en arrière"


def tell_left(request, names):
    """Tell which changes stay in the working copy, for somebody to correct or to publish later."""
    if names:
        shown = ", ".join(names[:MOST_NAMED]) + (" et d'autres" if names[MOST_NAMED:] else "")
        messages.info(request, f"Laissé dans votre travail, non publié : {shown}.")


def tell_waiting(request, editions_before):
    """Tell which of the editions planned before an act now wait for a choice."""
    states = editions.states()
    for one in editions_before:
        if states[one.number] == in_force.SUSPENDED:
            _tell_suspended(request, one)


def _tell_suspended(request, edition):
    """Tell that a planned edition now waits for somebody's choice."""
    day = date_format(edition.takes_effect_on, "j F Y")
    text = "Ce qui est prévu le {} attend un choix : vous avez changé la même chose."
    link = reverse("admin:desk_confirm", args=[edition.number])
    message = format_html(text + ' <a href="{}">Lire et choisir</a>', day, link)
    messages.warning(request, message)

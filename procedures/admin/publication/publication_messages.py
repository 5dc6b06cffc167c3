"""The messages after a publication: its outcome, and what one does next."""

import logging
import math

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from procedures.drafting.comparing.made_public import made_public
from procedures.drafting.comparing.restore import may_restore
from procedures.drafting.comparing.unpublished import unpublished
from procedures.drafting.problems.problem_text import never_read
from procedures.engine.conditions.words import day_in_full
from procedures.engine.shortening import ended, shortened
from procedures.models import NATIONAL
from procedures.publishing.editions import in_memory
from procedures.publishing.editions import stored as editions
from procedures.rights import rights_of

from ..addresses import ADDRESSES

logger = logging.getLogger(__name__)

MOST_NAMED = 6
VERBS = {"added": "Ajouté", "removed": "Retiré", "modified": "Changé"}
# What the public never reads, that is named.
MOST_UNREAD = 3
# The papers of an adaptation that are named.
MOST_PAPERS = 2
# The characters of a name in a message.
LONGEST = 70


def show_now():
    """Show the edition that was just written, in this process.

    It is in force whatever happens here: every process asks for it again within seconds.
    """
    try:
        in_memory.refresh()
    except DatabaseError:
        logger.exception("A new edition is shown later: the database did not answer.")


def tell(request, publication):
    """Tell the outcome of a publication."""
    edition = publication.edition
    if not publication.changed:
        text = f"Rien n'a changé : l'édition {edition.number} reste en vigueur."
        messages.info(request, text)
        return
    if edition.takes_effect_on:
        day = day_in_full(edition.takes_effect_on)
        text = f"L'édition {edition.label} est prévue : le public la verra le {day}."
        link = reverse("admin:desk_planned", args=[edition.number])
        seen = format_html('{} <a href="{}">Voir ce qui est prévu</a>', text, link)
        messages.success(request, seen)
    else:
        today = timezone.localdate()
        unread = never_read(publication.warnings, ADDRESSES)
        made = made_public(edition, edition.based_on, publication.changed, ADDRESSES, today, unread)
        told = (_published(made), *_unread(made), _left(rights_of(request)))
        text = " ".join(filter(None, told))
        links = format_html_join(" · ", '<a href="{}">{}</a>', _after(request, edition, made))
        messages.success(request, format_html("{} {}", text, links))


def visible_soon():
    """Return when the public sees what is published: browsers keep a page for some minutes."""
    minutes = math.ceil(settings.PUBLIC_PAGES_HELD / 60)
    return f"Visible du public dans {minutes} minute{'s' if minutes > 1 else ''} au plus."


def _published(made):
    """Return what is public now, in the words of « Ce qui change »."""
    named = list(map(_named, made.named))
    if made.rest and named:
        named.append(f"Et {made.rest} autre{'s' if made.rest > 1 else ''}")
    if named:
        return f"C'est publié. {' '.join(map(ended, named))} {_when(made)}"
    if made.unread:
        return "C'est publié, mais le public n'en lit rien."
    if made.people == 1:
        return "C'est publié : une personne d'essai. Le public ne la voit pas."
    if made.people:
        return f"C'est publié : {made.people} personnes d'essai. Le public ne les voit pas."
    return f"C'est publié. {visible_soon()}"


def _unread(made):
    """Yield what is published and never read, with the reason."""
    for label, why in made.unread[:MOST_UNREAD]:
        yield f"Le public ne lira pas « {shortened(label, LONGEST)} ». {why}"
    if made.unread[MOST_UNREAD:]:
        yield "Ni d'autres façons de déposer."


def _when(made):
    """Return when the public sees what was published: an announcement has its own days."""
    if made.at_once and not made.later:
        return visible_soon()
    if made.at_once:
        return f"{visible_soon()} {_apart(made)}"
    if not made.later:
        return "Le public ne voit aucun changement : ce n'est pas affiché."
    if made.unseen:
        return _apart(made)
    which = "les" if made.later[1:] else "la"
    return f"Le public {which} verra {_from_day(made.later)}."


def _apart(made):
    """Name the announcements that the public sees later than the rest."""
    named = [one for one in made.named if one.seen_on]
    told = [f"{shortened(one.label, LONGEST)}, le {day_in_full(one.seen_on)}" for one in named]
    others = len(made.later) - len(named)
    if others:
        plural = "s" if others > 1 else ""
        sort = f"autre{plural} annonce{plural}" if named else f"annonce{plural}"
        told.append(f"{others} {sort}, {_from_day(made.later)}")
    return f"Plus tard : {' ; '.join(told)}."


def _from_day(days):
    """Return one day to come in words, or the first of several."""
    return f"{'le' if len(set(days)) == 1 else 'à partir du'} {day_in_full(min(days))}"


def _named(one):
    """Return a change with what was done: the same entry may have come, or gone."""
    papers = [shortened(paper, LONGEST) for paper in one.papers[:MOST_PAPERS]]
    if one.papers[MOST_PAPERS:]:
        papers.append("et d'autres")
    more = f" ({', '.join(papers)})" if papers else ""
    return f"{VERBS[one.kind]} : {shortened(one.label, LONGEST)}{more}"


def _left(rights):
    """Say that nothing waits any more; what waits stands on the first page, below the message."""
    waits = any(unpublished(part) for part in rights.publishable_parts)
    return "" if waits else "Il ne vous reste rien à publier."


def _after(request, edition, made):
    """Yield (address, words) of what one does after publishing: reads it, or goes back."""
    former = edition.based_on
    changed = editions.parts_that_differ(edition, former) - {NATIONAL} if former else set()
    if len(changed) == 1 and made.is_read:
        (code,) = changed
        spot = "#en-plus" if _asks_otherwise(code, edition, former) else ""
        yield reverse("prefecture", args=[code]) + spot, f"Voir la page du {code}"
    for key, title in made.procedures:
        sheet = reverse("procedure_sheet", args=[key.replace("_", "-")])
        yield sheet, f"Voir la fiche « {shortened(title, LONGEST)} »"
    if former and may_restore(rights_of(request), former, edition):
        address = reverse("admin:desk_restore", args=[former.number])
        yield f"{address}?defaire={edition.number}", "Revenir en arrière"


def _asks_otherwise(code, edition, former):
    """Tell whether an edition changed what a département asks: it has its own spot on the page."""
    asked, before = (
        editions.contents_of(one).get(code, {}).get("department", {}).get("overrides")
        for one in (edition, former)
    )
    return bool(asked) and asked != before


def tell_left(request, names):
    """Tell which changes stay in the working copy, for somebody to correct or to publish later."""
    if names:
        shown = ", ".join(names[:MOST_NAMED]) + (" et d'autres" if names[MOST_NAMED:] else "")
        messages.info(request, f"Laissé dans votre travail, non publié : {shown}.")

"""The work that waits for an account: feedback, dead links, sources to read again, translations."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from procedures import models
from procedures.feedback.lines import parts_for, waiting
from procedures.models import NATIONAL, LinkCheck
from procedures.templatetags.days import short_day
from procedures.translating.catalogue_texts import LANGUAGES, language_name
from procedures.translating.progress import IN_FORCE
from procedures.translation import TEXTS
from procedures.watching import addresses, law
from procedures.watching.statements import statements

from ..watching.rows import named_rows

MOST_LINKS = 3
# The models of a département that have texts, and the path to its code: few rows are read.
LOCAL_TEXTS = {
    models.Department: "code",
    models.Site: "department__code",
    models.Channel: "department__code",
    models.Override: "department__code",
    models.Notice: "department__code",
    models.Helper: "department__code",
    models.WaitingTime: "department__code",
}


def upkeep(rights):
    """Return [(sentence, address, words of the link)] of what an account may keep up."""
    if not rights.editable_parts:
        return []
    every = statements(timezone.localdate())
    watched = [*_due(rights, every), *_law(rights, every)]
    return [*_reported(rights), *_dead_links(rights), *watched, *_untranslated(rights)]


def _dead_links(rights):
    """Yield the dead links of what the account may change, each with the page that holds it."""
    dead = {one.url for one in LinkCheck.objects.filter(state=LinkCheck.State.DEAD)}
    if not dead:
        return
    keys = {key for held in addresses.holders(dead).values() for key in held}
    mine = [one for one in named_rows(keys).values() if rights.may_edit(one.part)]
    for one in mine[:MOST_LINKS]:
        yield f"Un lien ne répond plus : {one.label}", one.url, "Changer ce lien"
    if len(mine) > MOST_LINKS:
        text = f"{len(mine) - MOST_LINKS} autres liens ne répondent plus."
        yield text, reverse("admin:desk_links"), "Voir les liens"


def _reported(rights):
    number = waiting(parts_for(rights.editable_parts)).count()
    if number:
        many = number > 1
        text = f"{number} retour{'s' if many else ''} du terrain attend{'ent' if many else ''}."
        yield text, reverse("admin:desk_feedback"), "Lire"


def _due(rights, every):
    today = timezone.localdate()
    due = [one for one in every if one.is_due(today) and rights.may_edit(one.part)]
    if due:
        many = len(due) > 1
        text = f"{len(due)} information{'s sont' if many else ' est'} à vérifier de nouveau."
        yield text, reverse("admin:desk_due"), "Revérifier"


def _law(rights, every):
    """Yield what cites a changed fiche; to the national team, that fiches are no longer read."""
    number = sum(rights.may_edit(one.part, one.entry[0]) for one in law.flags(every))
    if number:
        words = "contenus citent" if number > 1 else "contenu cite"
        text = f"{number} {words} une fiche officielle qui a changé."
        yield text, reverse("admin:desk_law"), "Lire le changement"
    last = law.last_reading()
    if rights.may_edit(NATIONAL) and (last is None or timezone.localdate() - last > law.HOLDS):
        since = (
            f"ne sont plus lues depuis le {short_day(last)}" if last else "n'ont jamais été lues"
        )
        text = f"Les fiches officielles que nous citons {since}."
        yield text, f"{reverse('admin:desk_law')}#lire", "Donner le fichier"


def _untranslated(rights):
    """Yield what départements have to translate; the national team has a card for it."""
    parts = [part for part in rights.editable_parts if part != NATIONAL]
    rows = [
        row
        for model, path in LOCAL_TEXTS.items()
        for row in (model.objects.filter(**{f"{path}__in": parts}) if parts else ())
    ]
    for language in LANGUAGES:
        left = sum(_is_left(row, name, language) for row in rows for name in TEXTS[type(row)])
        if left:
            words = "texte est" if left == 1 else "textes sont"
            text = f"{left} {words} à traduire en {language_name(language)}."
            yield text, reverse("admin:desk_translating"), "Traduire"


def _is_left(row, name, language):
    text = getattr(row, f"{name}_{settings.LANGUAGE_CODE}")
    return bool(text) and row.translation_status(name, language) not in IN_FORCE

"""The tasks of the first page, as one table: what an account may not do has no card."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from procedures import models
from procedures.feedback.lines import parts_for, waiting
from procedures.models import NATIONAL, LinkCheck
from procedures.rights import rights_of
from procedures.templatetags.days import short_day
from procedures.translating.catalogue_texts import LANGUAGES, language_name
from procedures.translating.progress import IN_FORCE
from procedures.translation import TEXTS
from procedures.watching import addresses, law
from procedures.watching.kinds import statements

from ..watching.rows import named_rows

LOCAL = "local"
CHANGE, ADD = "change", "add"
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


@dataclass(frozen=True, slots=True)
class Card:
    """A task: the page where it begins, and what the account needs to be shown it.

    ``scope`` is ``LOCAL`` for what a département says, ``NATIONAL`` for the rest. An icon is the
    name of a drawing of ``icons.svg``. ``asked`` is what the address asks of the page.
    """

    title: str
    words: str
    icon: str
    address: str
    scope: str
    model: type
    action: str = CHANGE
    asked: str = ""


CARDS = (
    Card(
        "Fermer un jour",
        "Prévenir le public, sans attendre le reste",
        "calendar",
        "procedures_notice_add",
        LOCAL,
        models.Notice,
        ADD,
        "?closed=jour",
    ),
    Card(
        "Changer des horaires",
        "ou une adresse, un téléphone",
        "clock",
        "procedures_site_changelist",
        LOCAL,
        models.Site,
    ),
    Card(
        "Changer un lien",
        "ou la façon de déposer, de prendre rendez-vous",
        "external",
        "procedures_channel_changelist",
        LOCAL,
        models.Channel,
    ),
    Card(
        "Demander une pièce",
        "de plus, ou ne plus la demander",
        "document",
        "desk_asking",
        LOCAL,
        models.Override,
    ),
    Card(
        "Adapter une démarche",
        "une précision qui ne vaut que chez vous",
        "pencil",
        "procedures_override_add",
        LOCAL,
        models.Override,
        ADD,
    ),
    Card(
        "Dire qui peut aider",
        "associations, permanences",
        "people",
        "procedures_helper_changelist",
        LOCAL,
        models.Helper,
    ),
    Card(
        "Changer un montant à une date",
        "taxes et timbres",
        "euro",
        "procedures_fee_changelist",
        NATIONAL,
        models.Fee,
    ),
    Card(
        "Écrire une démarche",
        "page par page, ou en corriger une",
        "form",
        "desk_writing_start",
        NATIONAL,
        models.Procedure,
        ADD,
    ),
    Card(
        "Changer une pièce",
        "son nom, ce que c'est, comment l'obtenir",
        "document",
        "procedures_document_changelist",
        NATIONAL,
        models.Document,
    ),
    Card(
        "Changer une question",
        "ses réponses, les mots des gens",
        "question",
        "procedures_question_changelist",
        NATIONAL,
        models.Question,
    ),
    Card(
        "Suivre le droit",
        "les textes qui ont changé",
        "court",
        "desk_law",
        NATIONAL,
        models.Procedure,
    ),
    Card(
        "Traduire",
        "dans les autres langues",
        "language",
        "desk_translating",
        NATIONAL,
        models.Procedure,
    ),
)


def cards_of(request):
    """Return [(title of a group, its cards with their pages)] of the tasks of an account."""
    rights = rights_of(request)
    groups = {}
    for card in CARDS:
        parts = rights.parts_where(card.action, card.model)
        if _is_for(card, parts):
            address = reverse(f"admin:{card.address}") + card.asked
            groups.setdefault(card.scope, []).append((card, address))
    titles = {LOCAL: "Dans un département", NATIONAL: "Dans le contenu national"}
    if len(groups) == 1:
        return [("Que voulez-vous faire ?", cards) for cards in groups.values()]
    return [(titles[scope], cards) for scope, cards in groups.items()]


def _is_for(card, parts):
    if card.scope == NATIONAL:
        return NATIONAL in parts
    return any(part != NATIONAL for part in parts)


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

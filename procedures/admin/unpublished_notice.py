"""Once an entry is saved or removed: what the public reads until it is published, and the way."""

from contextlib import contextmanager

from django.contrib import messages
from django.contrib.admin.options import BaseModelAdmin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from procedures import models
from procedures.drafting.comparing.unpublished import withdrawn, withdrawn_notices
from procedures.drafting.words.announced import days_shown
from procedures.engine.conditions.words import day_in_full
from procedures.rights import rights_of

from .hours_field import MONDAY, OTHER_WORKING_DAYS

# What the public never reads: no publication shows it.
UNREAD = (models.ApprovedHost, models.Case, models.Inquiry, models.Invariant)
NOT_PUBLIC = (
    "Pour l'instant, seul l'espace des agents le montre : le public le verra après publication."
)

STILL_READ = "Le public la voit encore. {} pour qu'elle disparaisse."
MORE_STILL_READ = "Le public voit encore ce que vous avez retiré. {} pour que cela disparaisse."
# Of announcements only, by their days: none is read today.
OVER = "Le public ne la voit plus."
AHEAD = "Le public ne l'a pas encore vue : sans publication, elle paraîtra le {}."
MORE_OVER = "Le public ne voit plus ce que vous avez retiré."
MORE_AHEAD = (
    "Le public n'a pas encore vu ce que vous avez retiré : sans publication, il le verra, "
    "à partir du {}."
)
# (on the page of a new entry, on the page of one that is there)
ACTS = {
    models.Authority: ("Écrire une autorité", "Changer une autorité"),
    models.ProofAsker: ("Écrire un organisme", "Changer un organisme"),
    models.Case: ("Écrire une personne d'essai", "Changer une personne d'essai"),
    models.Channel: ("Dire une façon de déposer", "Changer un lien ou la façon de déposer"),
    models.Choice: ("Écrire une réponse", "Changer une réponse"),
    models.Department: ("Écrire un département", "Changer ce que dit une préfecture"),
    models.Document: ("Écrire une pièce", "Changer une pièce"),
    models.DocumentEntry: ("Demander une pièce", "Changer une pièce demandée"),
    models.ExamplePerson: ("Écrire un exemple public", "Changer un exemple public"),
    models.Fee: ("Écrire un montant", "Changer un montant"),
    models.Helper: ("Dire qui peut aider", "Changer qui peut aider"),
    models.Letter: ("Écrire une lettre", "Changer une lettre"),
    models.Notice: ("Écrire une annonce", "Changer une annonce"),
    models.OnlineService: ("Décrire un site de dépôt", "Changer un site de dépôt"),
    models.Orientation: ("Écrire une orientation", "Changer une orientation"),
    models.Override: ("Adapter une démarche", "Changer une adaptation"),
    models.Procedure: ("Écrire une démarche", "Changer une démarche"),
    models.ProvisionalPaper: ("Écrire un papier provisoire", "Changer un papier provisoire"),
    models.Question: ("Écrire une question", "Changer une question"),
    models.Site: ("Écrire un lieu d'accueil", "Changer les horaires ou l'adresse"),
    models.Step: ("Écrire une étape", "Changer une étape"),
    models.SiteWording: ("Écrire un mot d'un site", "Changer un mot d'un site"),
    models.WaitingTime: ("Écrire un délai publié", "Changer un délai publié"),
}
SEE, COPY = "_voir", "_recopier"
SEEN = "Rien n'est encore enregistré : voici ce que le public lira. Relisez, puis enregistrez."


class TellsWaiting:
    """A page that says, once something is saved or removed, that it waits for a publication."""

    def save_related(self, request, form, formsets, change):
        removed = [one for lines in formsets for one in lines.deleted_forms]
        with _noting(request, {_part(form.instance)} if removed else set(), MORE_STILL_READ):
            super().save_related(request, form, formsets, change)
        if any(one.has_changed() for one in (form, *formsets)) and waits(form.instance):
            request.desk_waits = form.instance.part

    def delete_model(self, request, obj):
        with _noting(request, {_part(obj)}, STILL_READ):
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        rows = list(queryset)
        words = STILL_READ if len(rows) == 1 else MORE_STILL_READ
        with _noting(request, set(map(_part, rows)), words):
            super().delete_queryset(request, queryset)

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        next_words = _next_words(request) if level == messages.SUCCESS else ""
        if next_words:
            message = format_html("{} {}", message, next_words)
        super().message_user(request, message, level, *args, **kwargs)


def _part(obj):
    """Return the part of an entry; accounts and sites that are linked to have none."""
    return getattr(obj, "part", None)


@contextmanager
def _noting(request, parts, words):
    """Note of which of some parts the block removes what the public reads, and the words of it."""
    before = {part: withdrawn(part) for part in parts - {None}}
    yield
    gone = {part: withdrawn(part) - known for part, known in before.items()}
    still_read = sorted(part for part, marks in gone.items() if marks)
    if still_read:
        request.desk_still_read = still_read, _by_days(gone, words)


def _by_days(gone, words):
    """Return the words on what was removed, {part: marks}: announcements have their days."""
    today, days = timezone.localdate(), []
    for part, marks in gone.items():
        notices = withdrawn_notices(part) if marks else {}
        if not marks <= notices.keys():
            return words
        days += [days_shown(notices[mark]) for mark in marks]
    if any(one.hold(today) for one in days):
        return words
    ahead = [one.first for one in days if one.are_ahead(today)]
    if words == STILL_READ:
        return AHEAD.format(day_in_full(ahead[0])) if ahead else OVER
    return MORE_AHEAD.format(day_in_full(min(ahead))) if ahead else MORE_OVER


def _next_words(request):
    """Return what an act leaves to publish, in words, with the pages that come next, or nothing."""
    waiting = getattr(request, "desk_waits", None)
    still_read, words = getattr(request, "desk_still_read", ((), ""))
    parts = still_read or ([] if waiting is None else [waiting])
    if not parts:
        return ""
    sentences = [] if waiting is None else [NOT_PUBLIC]
    if still_read:
        publishes = all(map(rights_of(request).may_publish, still_read))
        sentences.append(words.format("Publiez" if publishes else "Proposez ce retrait"))
    return next_steps(request, parts, " ".join(sentences))


def waits(obj):
    """Tell whether the public reads an entry, once published."""
    if isinstance(obj, UNREAD) or getattr(obj, "inquiry_id", None) is not None:
        return False
    # What is in preparation has words of its own.
    return not getattr(obj, "draft", False)


def next_steps(request, parts, words, *before):
    """Return words about parts that are not published yet, and the pages that come next.

    ``before`` are (address, words) of those that come before the usual ones.
    """
    links = [*before, (reverse("admin:desk_tryout"), "Essayer")]
    rights = rights_of(request)
    for part in filter(rights.may_publish, parts):
        named = f"Publier ({part})" if len(parts) > 1 else "Publier"
        links.append((f"{reverse('admin:desk_publish')}?part={part}", named))
    if not all(map(rights.may_publish, parts)):
        links.append((reverse("admin:desk_own_changes"), "Mes changements"))
    shown = format_html_join(", ", '<a href="{}">{}</a>', links)
    return format_html("{} Ensuite : {}.", words, shown)


class PlainTitles(BaseModelAdmin):
    """Pages titled by what one does there; a list is called by its name alone."""

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        context = {"title": title, "desk_add": ACTS.get(self.model, ("",))[0]}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj")
        if self.model in ACTS and (obj is None or self.has_change_permission(request, obj)):
            context["title"] = context.get("desk_title") or ACTS[self.model][obj is not None]
        return super().render_change_form(request, context, *args, **kwargs)


class Previewed:
    """A page whose form may be sent only to see what it makes."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and not {SEE, COPY}.isdisjoint(request.POST):
            request.desk_held = SEEN
            if COPY in request.POST:
                request.POST = _copied(request.POST)
        return super().changeform_view(request, object_id, form_url, extra_context)


def _copied(sent):
    """Return what was sent, with the hours of Monday on each day until Friday."""
    data, name = sent.copy(), sent[COPY]
    for day in OTHER_WORKING_DAYS:
        if f"{name}_{day}" in data:
            data[f"{name}_{day}"] = sent.get(f"{name}_{MONDAY}", "")
    return data

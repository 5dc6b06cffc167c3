"""Once an entry is saved or removed: what the public reads until it is published, and the way."""

from contextlib import contextmanager

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from procedures import models
from procedures.drafting.comparing.unpublished import withdrawn, withdrawn_notices
from procedures.drafting.words.announced import days_shown
from procedures.engine.conditions.words import day_in_full
from procedures.rights import rights_of

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


def next_steps(request, parts, words):
    """Return words about parts that are not published yet, and the pages that come next."""
    links = [(reverse("admin:desk_tryout"), "Essayer")]
    rights = rights_of(request)
    for part in filter(rights.may_publish, parts):
        named = f"Publier ({part})" if len(parts) > 1 else "Publier"
        links.append((f"{reverse('admin:desk_publish')}?part={part}", named))
    if not all(map(rights.may_publish, parts)):
        links.append((reverse("admin:desk_own_changes"), "Mes changements"))
    shown = format_html_join(", ", '<a href="{}">{}</a>', links)
    return format_html("{} Ensuite : {}.", words, shown)

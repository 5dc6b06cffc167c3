"""The published editions: to read, restore or cancel. No row is ever changed."""

from django.contrib import admin
from django.db.models import OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from procedures.drafting.comparing.restore import may_restore
from procedures.engine.conditions.words import day_in_full
from procedures.models import NATIONAL, Edition, PublishedPart
from procedures.publishing.editions import in_force
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.planned import undoable_editions
from procedures.publishing.request_cache import once
from procedures.rights import rights_of

from .publication import planning
from .read_only import ReadOnly
from .unpublished_notice import PlainTitles


class PublishedAdmin(ReadOnly, PlainTitles, admin.ModelAdmin):
    list_select_related = ("author",)
    actions = None

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return rights_of(request).may_view(NATIONAL, self.model)


@admin.register(Edition)
class EditionAdmin(PublishedAdmin):
    fields = ("label", "created_at", "takes_effect_on", "based_on", "author", "note", "new_parts")
    list_filter = ("created_at",)
    search_fields = ("number", "note")
    search_help_text = "Numéro ou note."

    def get_queryset(self, request):
        through = Edition.parts.through.objects.filter(publishedpart=OuterRef("pk"))
        first = Subquery(through.order_by("edition_id").values("edition_id")[:1])
        parts = PublishedPart.objects.defer("content").annotate(first=first)
        return super().get_queryset(request).prefetch_related(Prefetch("parts", parts))

    def get_list_display(self, request):
        # Django asks twice for the columns of a list.
        state = once("states of editions", lambda: _state_column(rights_of(request)))
        return ("label", state, "created_at", "author", "new_parts", "note")

    @admin.display(description="édition", ordering="number")
    def label(self, obj):
        return obj.label

    @admin.display(description="parties publiées alors")
    def new_parts(self, obj):
        return ", ".join(sorted(one.code for one in _fresh(obj))) or "-"


def _fresh(edition):
    """Return the parts that an edition published: the others were in the one before."""
    return [one for one in edition.parts.all() if one.first == edition.number]


def _state_column(rights):
    """Return the column with the state of an edition, and links to what may be done about it."""
    states, held = editions.states(), editions.in_force_now()
    held_parts = {*held.parts.values_list("pk", flat=True)} if held else set()
    last = {one.edition.number: one for one in undoable_editions(rights.publishable_parts)}

    @admin.display(description="état")
    def state(obj):
        found = states.get(obj.number, "-")
        if found == in_force.IN_FORCE:
            found = format_html("<strong>{}</strong>", found)
        still = sorted(one.code for one in _fresh(obj) if one.pk in held_parts)
        if still and found == in_force.PAST:
            found = f"{found}, encore en vigueur : {', '.join(still)}"
        if obj.takes_effect_on:
            found = f"{found} ({day_in_full(obj.takes_effect_on)})"
        links = format_html_join(
            " ", '<a href="{}">{}</a>', _links(rights, obj, states, held, last)
        )
        return format_html("{} {}", found, links)

    return state


def _links(rights, edition, states, held, last):
    """Yield (address, words) of what an account may do about an edition.

    ``last`` are those that may be taken back alone, by number.
    """
    state, number = states.get(edition.number), edition.number
    if number in last:
        address = reverse("admin:desk_restore", args=[last[number].former.number])
        yield f"{address}?defaire={number}", "défaire cette publication"
    if state == in_force.PAST and may_restore(rights, edition, held):
        yield reverse("admin:desk_restore", args=[number]), "remettre en vigueur"
    if state == in_force.PLANNED:
        yield reverse("admin:desk_planned", args=[number]), "lire ce qui est prévu"
    if state in (in_force.PLANNED, in_force.SUSPENDED) and planning.may_cancel(rights, edition):
        yield reverse("admin:desk_cancel", args=[number]), "annuler"


@admin.register(PublishedPart)
class PublishedPartAdmin(PublishedAdmin):
    fields = ("code", "created_at", "author", "digest", "edition_labels")
    list_display = ("code", "created_at", "author", "short_digest")
    list_filter = ("code", "created_at")
    search_fields = ("code", "digest")

    def get_queryset(self, request):
        visible = rights_of(request).visible_parts
        rows = super().get_queryset(request).defer("content")
        return rows if request.user.is_superuser else rows.filter(code__in=visible)

    def has_view_permission(self, request, obj=None):
        return rights_of(request).may_view(NATIONAL if obj is None else obj.code, self.model)

    @admin.display(description="empreinte")
    def short_digest(self, obj):
        return obj.digest[:6]

    @admin.display(description="éditions qui l'ont")
    def edition_labels(self, obj):
        return ", ".join(edition.label for edition in obj.editions.all())

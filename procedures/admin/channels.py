"""The channels through which procedures are filed or booked."""

from django.contrib import admin, messages

from procedures.drafting.changing.plans import no_email
from procedures.models import Channel, ChannelProcedure
from procedures.publishing import hosts
from procedures.publishing.parts.channel_words import family_title

from .base import DeskInline, LocalAdmin
from .between import NamesOthers
from .columns import checked_on, excerpt, to_translate
from .copying.elsewhere import copy_elsewhere, copy_link
from .forms import FOR, Listed, with_lists
from .options import SOURCE

PROCEDURES = Listed(
    FOR,
    ChannelProcedure,
    "procedures",
    "procedure",
    "Ni famille ni démarche : toutes les démarches.",
)
CHANNEL = (
    ("position", "key", "kind", "consulate", "service"),
    "for_procedures",
    "families",
    "when",
    ("starts_on", "ends_on"),
    ("url", "address"),
    ("instructions", "no_slot_help"),
)


class ChannelInline(NamesOthers, DeskInline):
    model = Channel
    form = with_lists(PROCEDURES)
    for_procedures = PROCEDURES.shown()
    fieldsets = ((None, {"fields": CHANNEL}),)

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("department")
        return rows.prefetch_related("procedures")


@admin.register(Channel)
class ChannelAdmin(NamesOthers, LocalAdmin):
    form = with_lists(PROCEDURES)
    for_procedures = PROCEDURES.shown()
    fieldsets = ((None, {"fields": ("department", *CHANNEL)}), SOURCE)
    list_display = (
        "__str__",
        "purpose",
        excerpt(Channel, "instructions"),
        checked_on,
        to_translate,
    )
    list_filter = ("department", "kind")
    search_fields = ("instructions_fr", "address_fr", "url", "procedures__procedure__key")
    search_help_text = "Consignes, adresse, lien ou démarche."
    actions = (copy_elsewhere,)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("procedures__procedure")

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj")
        context["desk_copy"] = copy_link(request, "canaux", obj)
        context["desk_new_site"] = hosts.new_site(obj.url) if obj else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def warn(self, request, obj):
        super().warn(request, obj)
        host = hosts.new_site(obj.url) if obj else ""
        if host:
            messages.warning(
                request,
                f"Ce site n'est pas dans la liste : « {host} ». Une personne qui publie devra le "
                "confirmer.",
            )
        if obj and (words := no_email(obj)):
            messages.warning(request, words)

    @admin.display(description="pour")
    def purpose(self, obj):
        named = [*map(family_title, obj.families)]
        named += [str(row.procedure) for row in obj.procedures.all()]
        return ", ".join(named) or "toutes les démarches"

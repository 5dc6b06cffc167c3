"""The announcements, with the days on which they are shown."""

from django.contrib import admin
from django.utils import timezone

from procedures.drafting.comparing.made_public import may_be_prepared
from procedures.drafting.words.announced import DaysShown
from procedures.models import Notice
from procedures.rights import rights_of

from .base import DeskInline, LocalAdmin
from .columns import called, checked_on, to_translate
from .notice_forms import NoticeForm, closes
from .options import SOURCE
from .publishing_notices import PublishesNotices

NOTICE = (
    "position",
    "key",
    "text",
    ("starts_on", "ends_on"),
    ("shown_from", "shown_until"),
)
CLOSURE = (("starts_on", "ends_on"), "closed", "place", "reason")
FOR_SOME = "Pour certaines démarches seulement"


class NoticeInline(DeskInline):
    model = Notice
    form = NoticeForm
    fieldsets = ((None, {"fields": (*NOTICE, "families")}),)

    def get_queryset(self, request):
        """Leave out the closures, which have a page of their own."""
        return super().get_queryset(request).filter(closed="")


@admin.register(Notice)
class NoticeAdmin(PublishesNotices, LocalAdmin):
    fieldsets = (
        (None, {"fields": ("department", *NOTICE)}),
        (FOR_SOME, {"classes": ("collapse",), "fields": ("families",)}),
        SOURCE,
    )
    list_display = (
        called(Notice, "text"),
        "department",
        "state",
        "starts_on",
        "ends_on",
        checked_on,
        to_translate,
    )
    list_filter = ("department", "starts_on", "ends_on")
    search_fields = ("text_fr",)

    def get_fieldsets(self, request, obj=None):
        """Open the families if some are chosen: the reader must see its persons."""
        opened = bool(obj and obj.families)
        found = super().get_fieldsets(request, obj)
        if closes(request, obj):
            some = [(name, options) for name, options in found if name == FOR_SOME]
            found = [(None, {"fields": ("department", *CLOSURE)}), *some]
        return [
            (name, {**options, "classes": ()} if opened and name == FOR_SOME else options)
            for name, options in found
        ]

    def get_changeform_initial_data(self, request):
        """Show a new announcement at once: an agent who wants it later says so."""
        return {
            "shown_from": timezone.localdate(),
            **super().get_changeform_initial_data(request),
        }

    @admin.display(description="état")
    def state(self, obj):
        today, days = timezone.localdate(), _days_of(obj)
        if days.are_over(today):
            return "terminée"
        if may_be_prepared(obj):
            return "pas encore publiée"
        return "à venir" if days.are_ahead(today) else "en cours"

    def render_delete_form(self, request, context):
        """Say on which days the announcement is shown: whether anybody reads it rests on them."""
        row = context["object"]
        context |= {"desk_shown": _days_of(row).in_words()}
        if row.closed:
            closed = [one for one in self.closed_days(request) if one["day"].row == row]
            read = closed[0]["read"] if closed else ""
            context |= {"title": "Rouvrir un jour fermé" if read else "Retirer un jour fermé"}
            if read and rights_of(request).may_publish(row.part):
                context |= {"desk_reopens": read}
        return super().render_delete_form(request, context)


def _days_of(notice):
    """Return the days on which a row of the working copy is shown."""
    return DaysShown(notice.shown_from or notice.starts_on, notice.shown_until or notice.ends_on)

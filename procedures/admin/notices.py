"""The announcements, with the days on which they are shown."""

from django.contrib import admin
from django.utils import timezone

from procedures.drafting.words.announced import DaysShown
from procedures.models import Notice

from .base import DeskInline, LocalAdmin
from .columns import checked_on, excerpt, to_translate
from .options import SOURCE
from .publishing_notices import NoticeForm, PublishesNotices

NOTICE = (
    "position",
    "text",
    ("starts_on", "ends_on"),
    ("shown_from", "shown_until"),
)
FOR_SOME = "Pour certaines démarches seulement"


class NoticeInline(DeskInline):
    model = Notice
    form = NoticeForm
    fieldsets = ((None, {"fields": (*NOTICE, "families")}),)


@admin.register(Notice)
class NoticeAdmin(PublishesNotices, LocalAdmin):
    fieldsets = (
        (None, {"fields": ("department", *NOTICE)}),
        (FOR_SOME, {"classes": ("collapse",), "fields": ("families",)}),
        SOURCE,
    )
    list_display = (
        excerpt(Notice, "text"),
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
        """Open the families if some are chosen: whoever reads it must see for whom it is."""
        opened = bool(obj and obj.families)
        (name, options), *rest = [
            (name, {**options, "classes": ()} if opened and name == FOR_SOME else options)
            for name, options in super().get_fieldsets(request, obj)
        ]
        if obj is None:
            department, *fields = options["fields"]
            closing = ("closing", "place") if self.places(request).exists() else ("closing",)
            options = {**options, "fields": (department, *closing, *fields)}
        return [(name, options), *rest]

    def get_changeform_initial_data(self, request):
        """Show a new announcement at once: whoever wants it later says so."""
        return {
            "shown_from": timezone.localdate(),
            **super().get_changeform_initial_data(request),
        }

    @admin.display(description="état")
    def state(self, obj):
        today, days = timezone.localdate(), _days_of(obj)
        if days.are_ahead(today):
            return "à venir"
        return "terminée" if days.are_over(today) else "en cours"

    def render_delete_form(self, request, context):
        """Say on which days the announcement is shown: whether anybody reads it rests on them."""
        days = _days_of(context["object"]).in_words()
        return super().render_delete_form(request, context | {"desk_shown": days})


def _days_of(notice):
    """Return the days on which a row of the working copy is shown."""
    return DaysShown(notice.shown_from or notice.starts_on, notice.shown_until or notice.ends_on)

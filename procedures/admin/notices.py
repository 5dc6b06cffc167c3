"""The announcements, with the days on which they are shown."""

from django.contrib import admin
from django.utils import timezone

from procedures.models import Notice

from .base import DeskInline, LocalAdmin
from .columns import checked_on, excerpt, to_translate
from .options import SOURCE
from .publishing_notices import PublishesNotices

NOTICE = ("position", "text", ("starts_on", "ends_on"), "families")


class NoticeInline(DeskInline):
    model = Notice
    fieldsets = ((None, {"fields": NOTICE}),)


@admin.register(Notice)
class NoticeAdmin(PublishesNotices, LocalAdmin):
    fieldsets = ((None, {"fields": ("department", *NOTICE)}), SOURCE)
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

    @admin.display(description="état")
    def state(self, obj):
        today = timezone.localdate()
        if obj.starts_on and obj.starts_on > today:
            return "à venir"
        if obj.ends_on and obj.ends_on < today:
            return "terminée"
        return "en cours"

"""Records every change made on the pages of entries in the journal, with its author."""

from procedures.publishing.journal import recording

from .entry_page import history_page


class Recorded:
    """Pages whose every POST is one act of the journal, including the entries inside."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with recording(request.user, how="modification" if object_id else "ajout"):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        with recording(request.user, how="suppression"):
            return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request, extra_context=None):
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        with recording(request.user, how="plusieurs à la fois"):
            return super().changelist_view(request, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        found = history_page(self, request, object_id)
        return found or super().history_view(request, object_id, extra_context)

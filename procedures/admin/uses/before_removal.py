"""The page before a removal: where the entry is used, and what it contains.

The form of an entry says which editions to come change it.
"""

from django.urls import reverse

from procedures.drafting.changing import renaming
from procedures.drafting.comparing.planned import planned_for, planned_on
from procedures.drafting.history.rows import entry_row, is_recorded
from procedures.models import NATIONAL, Edition
from procedures.rights import rights_of

from ..waiting import waiting_page
from ..watching.rows import named
from .addresses import uses_url
from .finding import search


class TellsUses:
    """A page of removal that shows, in words, what uses the entry."""

    def render_change_form(self, request, context, *args, **kwargs):
        row = kwargs.get("obj")
        context["desk_planned"] = _with_pages(request, planned_on(row)) if row is not None else []
        return super().render_change_form(request, context, *args, **kwargs)

    def get_deleted_objects(self, objs, request):
        inside, counts, lacking, protected = super().get_deleted_objects(objs, request)
        own = str(self.opts.verbose_name_plural)
        request.desk_inside = [
            (name, number - (len(objs) if name == own else 0)) for name, number in counts.items()
        ]
        return inside, counts, lacking, protected

    def render_delete_form(self, request, context):
        held = getattr(request, "desk_inside", ())
        context["desk_inside"] = [(name, number) for name, number in held if number]
        context["desk_refusal"] = getattr(request, "desk_refusal", "")
        row = context["object"]
        context["desk_name"] = named(row).label if hasattr(row, "part") else str(row)
        context |= _planned(request, row)
        if uses_url(row):
            work = search(request, renaming.named(row).name)
            if not work.finished:
                return waiting_page(self.admin_site, request, "Retirer", work)
            found = work.result()
            context |= {
                "desk_uses_count": found["count"],
                "desk_uses": found["groups"],
                "desk_others": found["others"],
            }
        return super().render_delete_form(request, context)


def _planned(request, row):
    """Return what the editions to come do with an entry, with the pages that may be opened."""
    rows = _with_pages(request, planned_for(row))
    around = entry_row(row) if rows and is_recorded(row) else row
    return {"desk_planned": rows, "desk_around": str(around) if around != row else ""}


def _with_pages(request, planned):
    readable = rights_of(request).may_view(NATIONAL, Edition)
    return [{"told": one, "url": _page_of(one.edition, readable)} for one in planned]


def _page_of(edition, readable):
    return reverse("admin:procedures_edition_change", args=[edition.pk]) if readable else ""

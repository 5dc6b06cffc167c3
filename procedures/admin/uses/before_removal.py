"""What the page that removes an entry says first: where it is used, and what it contains."""

from collections import Counter

from procedures.drafting.changing import naming
from procedures.drafting.changing.uses import UseWords
from procedures.exchange.parts import part_of_file
from procedures.exchange.uses import all_uses
from procedures.publishing.content import content_now
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..watching.rows import named
from .addresses import uses_url


class TellsUses:
    """A page of removal that shows, in words, what uses the entry."""

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
        return super().render_delete_form(
            request, {**context, **told_before_removal(request, context["object"])}
        )


def told_before_removal(request, row):
    """Return what names an entry in the catalogue, in words, with the pages of what uses it."""
    told = {"desk_name": named(row).label if hasattr(row, "part") else str(row)}
    if not uses_url(row):
        return told
    rights, plain = rights_of(request), content_now().plain
    uses = all_uses(plain, naming.named(row).name)
    mine = [one for one in uses if rights.may_view(part_of_file(one.file))]
    parts = Counter(part_of_file(one.file) for one in uses if one not in mine)
    return {
        **told,
        "desk_uses_count": len(uses),
        "desk_uses": UseWords(plain, ADDRESSES).groups(mine),
        "desk_others": sorted(parts.items()),
    }

"""The page « Liens »: dead, doubtful and moved links, with the entries that contain them."""

from procedures.models import LinkCheck
from procedures.rights import rights_of
from procedures.watching import addresses

from ..desk_page import need, page
from .rows import named_rows

State = LinkCheck.State
# (state, title, what to do)
PANELS = (
    (
        State.DEAD,
        "Liens morts",
        "La page n'existe plus, ou deux contrôles de suite ont échoué : cherchez la nouvelle.",
    ),
    (
        State.BY_HAND,
        "À vérifier à la main",
        "Le contrôle n'a pas pu conclure : ouvrez le lien vous-même.",
    ),
    (
        State.MOVED,
        "Changements d'adresse",
        "Le site dit lui-même la nouvelle adresse : ouvrez-la, puis copiez-la.",
    ),
)


def links_page(site, request):
    """Show each link that does not simply answer, with the pages on which to correct it."""
    rights = rights_of(request)
    need(rights.parts)
    bad = list(LinkCheck.objects.exclude(state=State.OK).order_by("-failures", "url"))
    held = addresses.holders({row.url for row in bad})
    rows = named_rows({key for keys in held.values() for key in keys})
    visible = {key: one for key, one in rows.items() if rights.may_view(one.part)}
    panels = [(title, advice, _lines(bad, state, held, visible)) for state, title, advice in PANELS]
    newest = LinkCheck.objects.order_by("-checked_at").first()
    context = {
        "title": "Liens",
        "panels": [panel for panel in panels if panel[2]],
        "checked": LinkCheck.objects.count(),
        "newest": newest and newest.checked_at,
    }
    return page(site, request, "admin/watching/links.html", context)


def _lines(bad, state, held, visible):
    """Return [(check, rows that contain the link)] of a state, limited to visible rows."""
    lines = []
    for row in bad:
        holders = [visible[key] for key in held.get(row.url, []) if key in visible]
        if row.state == state and holders:
            lines.append((row, holders))
    return lines

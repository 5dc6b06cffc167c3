"""The page « Ce qui dépend de quoi »: one family or one entry, as a tree in text."""

from django.utils.html import format_html

from procedures.drafting import versions as drafts
from procedures.drafting.dependencies import FAMILY, KINDS, Dependencies
from procedures.rights import rights_of

from .addresses import ADDRESSES
from .desk_page import by_entry, need, page, visible_problems

LINE = (
    '<a href="{}">{}</a> <span class="desk-quiet">{} · <a href="?noeud={}">dépendances'
    '<span class="visually-hidden">&nbsp;: {}</span></a></span>'
)


def dependencies_page(site, request):
    """Show what a family of the working copy depends on, or the ``noeud``, or a search ``q``."""
    rights = rights_of(request)
    need(rights.parts)
    version = drafts.draft(rights)
    context = {"title": "Ce qui dépend de quoi"}
    if version.rule_set is None:
        context |= by_entry(visible_problems(version.problems, rights))
    else:
        context |= _asked(request.GET, Dependencies(version.rule_set, ADDRESSES))
    return page(site, request, "admin/desk/dependencies.html", context)


def _asked(asked, graph):
    families, words = graph.families(), asked.get("q", "").strip()
    first = families[0].id if families else ""
    node = graph.nodes.get(asked.get("noeud", "")) or graph.nodes.get(first)
    context = {"families": families, "node": node, "words": words}
    if words:
        context["found"] = [_line(one) for one in graph.matching(words)]
    elif node:
        context["kind"] = KINDS[node.kind][0]
        context["reads"] = graph.read_by(node.id, _line)
        context["readers"] = graph.reading(node.id, _line) if node.kind != FAMILY else None
    return context


def _line(node):
    return format_html(LINE, node.url, node.label, KINDS[node.kind][0], node.id, node.label)

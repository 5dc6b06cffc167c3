"""The page « Dessin du catalogue »: the picture, its text, a search, the path of a case."""

from django.utils import timezone
from django.utils.text import slugify

from procedures.drafting import versions as drafts
from procedures.drafting.picture.drawing import draw
from procedures.drafting.picture.graph import Graph
from procedures.drafting.picture.path import path_of
from procedures.drafting.places import part_of
from procedures.models import Case
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..framing import by_entry, need, page

WHOLE = "tout"


def picture_page(site, request):
    """Draw the working copy, one family at first.

    ``famille`` is another one, or « tout » for the whole; ``noeud`` shows what surrounds a node,
    ``cas`` and ``q`` bring out a case or a search on the whole.
    """
    rights = rights_of(request)
    need(rights.parts)
    version = drafts.draft(rights)
    context = {"title": "Dessin du catalogue", "cases": _cases()}
    if version.rule_set is None:
        visible = [one for one in version.problems if rights.may_view(part_of(one))]
        return page(site, request, "admin/picture/page.html", context | by_entry(visible))
    graph = Graph(version.rule_set, ADDRESSES)
    context |= _asked(request.GET, graph, version.rule_set)
    return page(site, request, "admin/picture/page.html", context)


def _asked(asked, graph, rule_set):
    words = asked.get("q", "").strip()
    node = graph.nodes.get(asked.get("noeud", ""))
    case = Case.objects.filter(key=asked.get("cas", "")).first()
    lit, marks, met, only, family = None, {}, [], None, None
    found = graph.in_order({*_matching(graph, words)}) if words else []
    if case:
        met = path_of(rule_set, case, timezone.localdate())
        lit, marks = {one.id for one in met}, {one.id: one.mark for one in met}
    elif node:
        lit = only = graph.around(node.id)
    elif words:
        lit = {one.id for one in found}
    elif asked.get("famille") != WHOLE:
        family = _family(graph, asked.get("famille"))
        only = graph.before(family.id) if family else None
    return {
        "drawing": draw(graph, lit, marks, only),
        "family": family,
        "families": graph.families(),
        "words": words,
        "found": found,
        "node": node,
        "case": case,
        "met": [(graph.nodes[one.id], one) for one in met if one.id in graph.nodes],
        "lines": list(_lines(graph, lit if words else only)),
    }


def _family(graph, key):
    """Return the family that is asked for, else the first one; ``None`` if there is none."""
    listed = graph.families()
    return next((one for one in listed if one.key == key), listed[0] if listed else None)


def _matching(graph, words):
    """Yield the ids of the nodes that a search names, whatever the accents and capitals."""
    wanted = slugify(words).split("-")
    for node in graph.nodes.values():
        text = slugify(f"{node.label} {node.section} {node.key}")
        if all(word in text for word in wanted):
            yield node.id


def _lines(graph, shown):
    """Yield (node, nodes that it reads, nodes that read it): the picture as text."""
    for node in graph.nodes.values():
        if shown is None or node.id in shown:
            yield node, graph.in_order(node.needs), graph.in_order(graph.serves[node.id])


def _cases():
    return Case.objects.order_by("file", "position", "pk").values_list("key", "persona", "file")

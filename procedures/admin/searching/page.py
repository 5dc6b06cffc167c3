"""The page « Chercher »: what says a word, by kind, and near words if nothing does."""

from dataclasses import dataclass

from procedures.drafting.searching.matching import Folded, excerpt, ranges_of, wanted
from procedures.drafting.searching.texts import near_words, search
from procedures.models import NATIONAL
from procedures.rights import rights_of

from ..framing import need, page
from ..help.guide import pages
from ..watching.rows import named

# The places of each kind that are shown before « Voir les … autres ».
FIRST = 8
LONGEST_QUERY = 100
GUIDE = "Dans le guide"


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place as the page shows it: its name, its words, and the page to change or read it."""

    title: str
    words: list
    url: str
    verb: str


def search_page(site, request):
    """Show every place of the account's parts that says the words of ``q``."""
    rights = rights_of(request)
    need(rights.parts)
    query = " ".join(request.GET.get("q", "").split())[:LONGEST_QUERY]
    mine = [part for part in rights.parts if part != NATIONAL]
    here = bool(mine and request.GET.get("ici"))
    groups = _groups(query, rights, mine if here else rights.visible_parts) if query else {}
    count = sum(map(len, groups.values()))
    everything = request.GET.get("tout")
    context = {
        "title": _title(query, count),
        "query": query,
        "groups": [
            (kind, len(places), places if everything == kind else places[:FIRST])
            for kind, places in groups.items()
        ],
        "count": count,
        "here": here,
        "mine": mine,
        "near": near_words(query, rights.may_view) if query and not count else [],
    }
    return page(site, request, "admin/searching/page.html", context)


def _title(query, count):
    if not query:
        return "Chercher"
    if not count:
        return f"Aucun texte ne dit « {query} »."
    return f"« {query} » : {count} endroit{'s' if count > 1 else ''}"


def _groups(query, rights, parts):
    def is_asked(part):
        return part in parts and rights.may_view(part)

    groups = {}
    for one in search(query, is_asked):
        shown = named(one.row)
        verb = "Changer" if rights.may_edit(one.part, type(shown.row)) else "Lire"
        title = one.where or shown.label
        groups.setdefault(one.kind, []).append(FoundPlace(title, one.words, shown.url, verb))
    told = list(_of_the_guide(query)) if NATIONAL in parts else []
    return groups | ({GUIDE: told} if told else {})


def _of_the_guide(query):
    words = wanted(query)
    for one in pages().values():
        ranges = ranges_of(words, Folded.of(one.words)) if words else []
        if ranges:
            yield FoundPlace(one.title, excerpt(one.words, ranges), one.url, "Lire")

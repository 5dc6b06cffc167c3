"""The page « Chercher »: what says a word, by kind, and near words if nothing does."""

from dataclasses import dataclass
from functools import cache

from procedures.drafting.searching.amounts import saying_number
from procedures.drafting.searching.matching import (
    MENU,
    Folded,
    excerpt,
    of_the_menu,
    ranges_of,
    wanted,
)
from procedures.drafting.searching.texts import near_words, search
from procedures.models import NATIONAL
from procedures.rights import rights_of

from ..desk_page import need, page
from ..help.guide import pages
from ..watching.rows import named

# The places of each kind that are shown, and after « Voir les … endroits ».
FIRST, MOST = 8, 100
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
    if listed := [] if here else _of_the_menu(query, site.get_app_list(request)):
        groups = {MENU: listed} | groups
    count = sum(map(len, groups.values()))
    everything = request.GET.get("tout")
    elsewhere = _elsewhere(query, rights) if here and not count else 0
    context = {
        "title": _title(query, count, mine if here else ()),
        "query": query,
        "groups": [
            (kind, len(found), _shown(rights, found[: MOST if everything == kind else FIRST]))
            for kind, found in groups.items()
        ],
        "count": count,
        "replaces": bool(rights.editable_parts),
        "most": MOST,
        "everything": everything,
        "others": max(len(groups.get(everything, ())) - MOST, 0),
        "here": here,
        "mine": mine,
        "elsewhere": elsewhere,
        "near": near_words(query, rights.may_view) if query and not count + elsewhere else [],
    }
    return page(site, request, "admin/searching/page.html", context)


def _elsewhere(query, rights):
    """Return how many places say a query that no département of the account says."""
    return sum(map(len, _groups(query, rights, rights.visible_parts).values())) if query else 0


def _title(query, count, only):
    if not query:
        return "Chercher"
    if not count:
        where = f"dans le {', le '.join(only)}, " if only else ""
        words = f"{where}aucun texte ne dit « {query} »."
        return words[0].upper() + words[1:]
    return f"« {query} » : {count} endroit{'s' if count > 1 else ''}"


def _groups(query, rights, parts):
    def is_asked(part):
        return part in parts and rights.may_view(part)

    groups = {}
    # A telephone number is one whole, however its digits are grouped.
    for one in saying_number(query, is_asked) or search(query, is_asked):
        groups.setdefault(one.kind, []).append(one)
    of_the_guide = list(_of_the_guide(query)) if NATIONAL in parts else []
    return groups | ({GUIDE: of_the_guide} if of_the_guide else {})


def _shown(rights, places):
    return [one if isinstance(one, FoundPlace) else place_of(rights, one) for one in places]


def place_of(rights, one):
    """Return a place that was found as pages show it, with what the account may do there."""
    shown = named(one.row)
    verb = "Changer" if rights.may_edit(one.part, type(shown.row)) else "Lire"
    return FoundPlace(one.where or shown.label, one.words, shown.url, verb)


def _of_the_menu(query, sections):
    return [
        FoundPlace(where, words, url, "Ouvrir")
        for where, words, url in of_the_menu(query, sections)
    ]


def _of_the_guide(query):
    words = wanted(query)
    for one, folded in _guide():
        ranges = ranges_of(words, folded) if words else []
        if ranges:
            yield FoundPlace(one.title, excerpt(folded.text, ranges), one.url, "Lire")


@cache
def _guide():
    return [(one, Folded.of(one.words)) for one in pages().values()]

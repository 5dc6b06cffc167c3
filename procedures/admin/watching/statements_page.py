"""The pages « À revérifier » and « Incertains »: lists of statements, and their buttons."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from procedures.drafting.narrowing import Filters, choices_of
from procedures.models import LinkCheck
from procedures.rights import rights_of
from procedures.watching import addresses
from procedures.watching.checking import people_in_charge, prefectures, waiting
from procedures.watching.kinds import statements

from ..desk_page import is_small_number, need, page
from .acts import confirm, give, read_again, verify
from .grouping import by_entry, groups_of
from .rows import named_rows

ENTRIES_A_PAGE = 25
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


@dataclass(frozen=True, slots=True)
class List:
    """What differs between the two pages."""

    name: str
    title: str
    template: str
    listed: object
    order: object
    acts: dict


def due_page(site, request):
    """Show the statements due for a check today, the longest overdue first."""
    today = timezone.localdate()
    return _page(
        site,
        request,
        List(
            "desk_due",
            "À revérifier",
            "admin/watching/due.html",
            lambda one: one.is_due(today),
            lambda one: (one.due_on or date.min, one.kind.model._meta.model_name, one.pk),
            {"relire": read_again, "verifier": verify, "confier": give},
        ),
    )


def uncertain_page(site, request):
    """Show the uncertain statements, the least certain first."""
    return _page(
        site,
        request,
        List(
            "desk_uncertain",
            "Informations incertaines",
            "admin/watching/uncertain.html",
            lambda one: one.is_uncertain,
            lambda one: (one.confidence != "low", one.checked_on or date.min, one.pk),
            {"confirmer": confirm, "verifier": verify, "confier": give},
        ),
    )


def _page(site, request, listing):
    rights = rights_of(request)
    need(rights.parts)
    every = statements(timezone.localdate())
    choices = choices_of(rights)
    filters = Filters.of(request.GET, choices)
    if request.method == "POST":
        done = _posted(request, listing, every, filters)
        if done is not None:
            return done
    people = people_in_charge()
    kept = [one for one in every if listing.listed(one) and filters.keep(one, rights, people)]
    lists = Paginator(by_entry(kept, listing.order), ENTRIES_A_PAGE).get_page(
        request.GET.get("page")
    )
    groups = groups_of(lists, rights, people, prefectures())
    _keep_typed(request, groups)
    left = {part: count for part, count in waiting(every).items() if rights.may_view(part)}
    context = {
        "title": listing.title,
        "groups": groups,
        "pages": lists,
        "count": len(kept),
        "filters": filters,
        "choices": choices,
        "today": timezone.localdate(),
        "old": _old_parts(kept, choices, timezone.localdate()),
        "waiting_count": sum(left.values()),
        "may_publish": any(rights.may_publish(part) for part in left),
        "may_edit": bool(rights.editable_parts),
    }
    return page(site, request, listing.template, context)


def _old_parts(kept, choices, today):
    """Return [(words for a part, its code, the number of its old facts)], the part with most first.

    Only the words of a part that the account may see are in the choices.
    """
    counts = Counter(one.part for one in kept if one.is_old(today))
    names = dict(choices["partie"])
    return [(names[code], code, count) for code, count in counts.most_common()]


def _keep_typed(request, groups):
    """Show the service that was refused as it was typed."""
    for line in (line for group in groups for line in group.lines):
        if line.key == request.POST.get("verifier"):
            line.service, line.refused = request.POST.get("service", ""), True


def _posted(request, listing, every, filters):
    """Do what a button asks for, and lead back to the list; ``None`` if it is refused."""
    for name, act in listing.acts.items():
        if name in request.POST:
            level, text = act(request, [one for one in every if listing.listed(one)])
            messages.add_message(request, level, text)
            if level == messages.ERROR:
                return None
            break
    number = request.GET.get("page", "")
    asked = {"page": number} if is_small_number(number) else {}
    query = "&".join(filter(None, (filters.query, urlencode(asked))))
    return redirect(f"{reverse(f'admin:{listing.name}')}?{query}")


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

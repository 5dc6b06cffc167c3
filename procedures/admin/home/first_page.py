"""The first page of the desk: unpublished changes, tasks, waiting work, lists."""

from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from procedures.drafting.comparing.labels import Labels
from procedures.drafting.comparing.planned import left_to_publish
from procedures.drafting.comparing.unpublished import counted, read_by_public
from procedures.drafting.history.history_text import title_of, titles
from procedures.drafting.history.rows import model_of
from procedures.drafting.team import national_team
from procedures.models import NATIONAL, Case, EntryChange
from procedures.publishing.content import content_now
from procedures.publishing.departments import department_names
from procedures.publishing.editions.planned import undoable_editions
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..publication import waiting
from ..publication.proposals import offered
from ..watching import next_days, next_plans
from .cards import cards_of, upkeep

# The changes that a strip names, and the parts that have one each.
MOST_NAMED, MOST_STRIPS = 3, 3
MOST_ACTS = 8
# What the program has written is listed for so long, and so much of it at most.
LISTED_FOR, MOST_LISTED = timedelta(days=30), 200


def home_of(request):
    """Return the context of the first page, for the account of a request."""
    rights = rights_of(request)
    names = department_names()
    parts = [{"name": _name(part, names), "code": part} for part in rights.parts]
    asked, kept_up = waiting(rights), upkeep(rights)
    coming, plans = (next_days(), next_plans()) if rights.parts else ([], [])
    return {
        "title": _title(request.user, parts),
        "desk_parts": parts,
        "desk_writes": bool(rights.editable_parts),
        "desk_strips": _strips(rights, names),
        "desk_cards": cards_of(request),
        "desk_new_person": ADDRESSES.new_entry(Case) if rights.parts_where("add", Case) else "",
        "desk_waiting": asked,
        "desk_upkeep": kept_up,
        "desk_count": len(asked) + len(kept_up),
        # What is planned, and what changes by itself, stand in the list too.
        "desk_rows": len(asked) + len(kept_up) + len(plans) + bool(coming),
        "desk_coming": coming,
        "desk_plans": plans,
        "desk_team": national_team(),
        "desk_is_local": NATIONAL not in rights.editable_parts and bool(rights.editable_parts),
        "desk_acts": _acts(request.user),
        "desk_program": _by_the_program(rights),
        "desk_undo": undoable_editions(rights.publishable_parts)[:MOST_STRIPS],
    }


def _title(user, parts):
    if len(parts) == 1:
        return parts[0]["name"]
    return "Accueil" if parts or user.is_superuser else "Espace des agents"


def _name(part, names):
    return "Contenu national" if part == NATIONAL else f"{names.get(part, part)} ({part})"


def _strips(rights, names):
    """Return what the account may publish or propose of its parts, one strip a part."""
    strips = []
    for part in rights.editable_parts:
        changes, name_of = _to_publish(part) if rights.may_publish(part) else _own(rights, part)
        if changes:
            seen = read_by_public(changes, content_now().plain)
            strips.append(
                {
                    "part": part,
                    "name": _name(part, names) if len(rights.editable_parts) > 1 else "",
                    "count": len(seen),
                    "people": len(changes) - len(seen),
                    "named": [name_of(one) for one in seen[:MOST_NAMED]],
                    "rest": max(0, len(seen) - MOST_NAMED),
                    "url": f"{reverse('admin:desk_publish')}?part={part}"
                    if rights.may_publish(part)
                    else "",
                    "own": reverse("admin:desk_own_changes"),
                }
            )
    return strips[:MOST_STRIPS]


def _to_publish(part):
    """Return (what is left to publish of a part, what names each change)."""
    changes = left_to_publish(part)
    return changes, Labels(content_now().plain).of if changes else str


def _own(rights, part):
    """Return (what « Mes changements » lists of a part, what names each change)."""
    found = offered(rights.user, part) if part in counted() else []
    names = {one.diff.key: one.label for one in found}
    return [one.diff for one in found], lambda one: names[one.key]


def _by_the_program(rights):
    """Return what an upgrade or a command changed of late: [(moment, how, name, its history)]."""
    since = timezone.now() - LISTED_FOR
    rows = (
        EntryChange.objects.filter(author=None, at__gte=since)[:MOST_LISTED] if rights.parts else ()
    )
    seen = [row for row in rows if rights.may_view(row.part, model_of(row.section))]
    named = titles() if seen else {}
    return [
        (
            row.at,
            row.how,
            title_of(row, named),
            reverse("admin:desk_version", args=[row.pk, "apres" if row.after else "avant"]),
        )
        for row in seen
    ]


def _acts(user):
    """Return the last acts of an account: [(day, verb, name, address or "")]."""
    rows = LogEntry.objects.filter(user_id=user.pk).select_related("content_type")[:MOST_ACTS]
    return [
        (
            row.action_time,
            {1: "Écrit", 2: "Changé", 3: "Retiré"}.get(row.action_flag, ""),
            row.object_repr,
            "" if row.is_deletion() else row.get_admin_url() or "",
        )
        for row in rows
    ]

"""The page « Ce qui change bientôt »: what begins and ends on the days to come."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from procedures.drafting import versions as drafts
from procedures.drafting.background import COMING, begin
from procedures.drafting.comparing.planned import months_from, named_briefly, plan_of, planned_days
from procedures.drafting.comparing.unpublished import still_coming, unpublished
from procedures.drafting.links import Links
from procedures.drafting.measures.coming import coming
from procedures.exchange.labels import entry_label
from procedures.exchange.limits import part_of_file
from procedures.publishing.content import content_now
from procedures.publishing.departments import part_name
from procedures.publishing.editions import in_force, publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.in_memory import NoEdition, edition_in_force
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..desk_page import by_entry, need, page, visible_problems
from ..publication.planning import may_cancel, planned_context
from ..waiting import waiting_page

TEMPLATE, TITLE = "admin/watching/coming.html", "Ce qui change bientôt"
# Where a line is read, if it is not in one's work.
PUBLISHED, WITHDRAWN = "publié", "fiche retirée de votre travail, à publier"


@dataclass(frozen=True, slots=True)
class ComingDay:
    """A day to come: the lines (turn, words, page, where it is read), and the rows of plans."""

    day: date
    turns: list = field(default_factory=list)
    plans: list = field(default_factory=list)


def coming_page(site, request):
    """Show what the calendar and the planned editions change, day by day.

    The working copy that an account sees, and the other parts as they are published.
    """
    rights = rights_of(request)
    need(rights.parts)
    planned = editions.of_state(in_force.PLANNED)
    key = ("coming", content_now().digest, editions.in_force_now(), timezone.localdate(), *planned)
    work = begin(request.user.pk, key, lambda: _rows_of(planned, rights), COMING)
    if not work.finished:
        return waiting_page(site, request, TITLE, work)
    rows = work.result()
    version = drafts.draft(rights)
    context = {"title": TITLE, "planned": rows}
    if version.rule_set is None:
        context |= by_entry(visible_problems(version.problems, rights))
        return page(site, request, TEMPLATE, context)
    found = _days(version, rights)
    for row in rows:
        day = row["plan"].edition.takes_effect_on
        found.setdefault(day, ComingDay(day)).plans.append(row)
    days = [found[day] for day in sorted(found)]
    context["days"] = days
    context |= {"today": timezone.localdate(), "months": _months(timezone.localdate(), found)}
    context["others"] = any(one[3] == PUBLISHED for listed in days for one in listed.turns)
    return page(site, request, TEMPLATE, context)


def _days(version, rights):
    """Return {day: ``ComingDay``} of what the calendar alone changes."""
    today, found = timezone.localdate(), {}
    links = Links(version.rule_set, ADDRESSES)
    for day, turns in coming(version.rule_set, today):
        found[day] = ComingDay(day, [_listed(turn, links, rights) for turn in turns])
    for day, turns in still_coming(rights.visible_parts, today):
        withdrawn = [(turn, _sort(turn), "", WITHDRAWN) for turn in turns]
        found.setdefault(day, ComingDay(day)).turns.extend(withdrawn)
    return found


def _rows_of(planned, rights):
    """Return what the page says of each planned edition, and of what may be done about it."""
    held, rows = editions.in_force_now(), []
    public = editions.contents_of(held)
    met = {}
    for part in rights.publishable_parts:
        excluded = set(planned_days(part, left)) if (left := unpublished(part)) and planned else ()
        if len(left) > len(excluded):
            candidate = publisher.candidate_of(public, part, excluded)
            for row in planned_context(candidate, held)["planned"]:
                met.setdefault(row["edition"].number, []).append((part_name(part), row))
    for one in planned:
        row = {"plan": plan_of(one, ADDRESSES), "meets": met.get(one.number, [])}
        row["may_cancel"] = may_cancel(rights, one)
        if row["may_cancel"]:
            others = planned_context(public, held, cancels=one.number)["planned"]
            row["lose"] = [other for other in others if other["lost"]]
        rows.append(row)
    return rows


def _months(today, found):
    """Return [(name of a month, weeks of [(day, what happens on it)])] of the calendar."""
    return [
        (month.name, [[(day, found.get(day)) for day in week] for week in month.weeks])
        for month in months_from(today, found)
    ]


def _listed(turn, links, rights):
    """Return (turn, its words, its page or nothing, where it is read if not in one's work).

    The rows of the working copy are not those of what is published: no page is given then.
    """
    part = part_of_file(turn.place.file)
    if part in rights.visible_parts:
        return turn, *links.place(turn.place), ""
    return turn, f"{_sort(turn)} ({part})", "", PUBLISHED


def _sort(turn):
    """Return what sort of entry a turn is about, whichever version has it."""
    folder, path = turn.place.file.split("/")[0].removesuffix(".yaml"), turn.place.path.split(".")
    return entry_label(path[0] if folder == "departements" else folder)


def next_days():
    """Return [(day, number of changes)] of the three next days of the edition in force."""
    try:
        edition = edition_in_force()
    except NoEdition:
        return []
    found = coming(edition.rule_set, timezone.localdate())
    return [(day, len(turns)) for day, turns in found[:3]]


def next_plans():
    """Return [(planned edition, what it brings in few words)] of the three next ones."""
    return [(one, named_briefly(one)) for one in editions.of_state(in_force.PLANNED)[:3]]

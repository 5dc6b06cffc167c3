"""What an edition would change: in words, for whom, and with which problems."""

from django.utils import timezone

from procedures.drafting import versions as drafts
from procedures.drafting.comparing import effects
from procedures.drafting.comparing.grouping import Grouping
from procedures.drafting.places import part_of
from procedures.publishing.content import content_now
from procedures.publishing.editions import freezing
from procedures.publishing.parts import preparing
from procedures.publishing.parts.changes import changed_lines
from procedures.publishing.parts.preparing import worded

from ..addresses import ADDRESSES
from ..desk_page import by_entry

MOST_SHOWN = 200


def comparison(
    request, codes, edition, contents, candidate, *, writers=None, day=None, asked=(), check=True
):
    """Return the context of templates/admin/publication/comparison.html.

    ``codes`` are the parts that differ between the contents of an edition and those of the
    candidate. ``day`` is the day on which the candidate would take effect, today by default.
    ``writers`` tell who wrote each change. ``asked`` are the cases that the page asks about: they
    are no problems to correct. Without ``check``, no problem is looked for.
    """
    contents = preparing.in_names_of(candidate, contents)
    before = drafts.version_of(contents) if edition else None
    after = drafts.version_of(candidate)
    differs = before is None or after.digest != before.digest
    changes, groups, room = [], [], MOST_SHOWN
    for code in codes:
        was = contents.get(code) or {}
        found = changed_lines(was, candidate[code])
        grouping = Grouping(code, before, after, addresses=ADDRESSES, writers=writers)
        groups += grouping.groups(found[: max(room, 0)])
        room -= len(found)
        changes += found
    today = timezone.localdate()
    days = [today, day] if day else [today]
    own = frozenset(codes)
    problems = freezing.problems_of(candidate, days, edition, own) if differs and check else []
    problems = worded(problems, content_now().whole.values())
    problems = [one for one in problems if not (one.blocking and one.path in asked)]
    return {
        "edition": edition,
        "changes": changes[:MOST_SHOWN],
        "groups": groups,
        "change_count": len(changes),
        "more_changes": max(len(changes) - MOST_SHOWN, 0),
        "first_time": any(code not in contents for code in codes),
        "faults": [one for one in problems if one.blocking],
        # What fails in the edition in force already does not block.
        "people_fail": edition and {one.path for one in problems if _is_of_a_person(one)},
        **by_entry(_shown(problems, codes)),
        **_effects(request, before, after, days[-1]),
    }


def _shown(problems, codes):
    """Return the problems that block, and the warnings of these parts only.

    The warnings of other parts do not concern their publisher.
    """
    return [one for one in problems if one.blocking or part_of(one) in codes]


def _is_of_a_person(problem):
    return problem.blocking and problem.file.startswith("cases/")


def _effects(request, before, after, day):
    """Return the study of what changes for people, if it is asked for or already known."""
    if before is None or before.rule_set is None or after.rule_set is None:
        return {}
    if before.digest == after.digest:
        return {}
    if request.GET.get("etude") or effects.is_known(before, after, day):
        return {"effects": effects.effects(before, after, day, ADDRESSES)}
    return {"may_study": True}

"""What the desk's own pages share: access, frame, problems by entry."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from procedures.drafting.places import Places

from .addresses import ADDRESSES


def need(condition):
    """Raise ``PermissionDenied`` unless the condition holds."""
    if not condition:
        raise PermissionDenied


def page(site, request, template, context):
    """Return a page in the frame of the desk."""
    context = {**site.each_context(request), **context}
    return TemplateResponse(request, template, context)


def by_entry(problems):
    """Return problems for a template: by kind, then by entry, with the page of the entry.

    The kind ``known`` holds remarks, which are no faults.
    """
    places = Places(ADDRESSES)
    kinds = {"blocking": {}, "warnings": {}, "known": {}}
    for problem in problems:
        kind = "blocking" if problem.blocking else "warnings" if problem.fault else "known"
        kinds[kind].setdefault(places.of(problem), []).append(problem)
    counts = {kind: sum(map(len, groups.values())) for kind, groups in kinds.items()}
    return {
        **{kind: list(groups.items()) for kind, groups in kinds.items()},
        "blocking_count": counts["blocking"],
        "warning_count": counts["warnings"],
        "known_count": counts["known"],
    }

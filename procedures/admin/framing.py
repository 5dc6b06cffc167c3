"""What the admin's own pages share: who may open them, their frame, problems by entry."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from .places import Places


def need(condition):
    """Refuse the page unless the account has what it takes."""
    if not condition:
        raise PermissionDenied


def page(site, request, template, context):
    """Return a page in the admin's frame."""
    context = {**site.each_context(request), **context}
    return TemplateResponse(request, template, context)


def by_entry(problems):
    """Return the problems for a template: by kind, then by entry, with the entry's page."""
    places = Places()
    kinds = {True: {}, False: {}}
    for problem in problems:
        kinds[problem.blocking].setdefault(places.of(problem), []).append(problem)
    return {
        "blocking": list(kinds[True].items()),
        "warnings": list(kinds[False].items()),
        "blocking_count": sum(map(len, kinds[True].values())),
        "warning_count": sum(map(len, kinds[False].values())),
    }

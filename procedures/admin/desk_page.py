"""The base of the desk's own pages: access, frame, problems by entry."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from procedures.drafting.places import part_of
from procedures.drafting.problems.problem_text import problem_context

from .addresses import ADDRESSES


def need(condition):
    """Raise ``PermissionDenied`` unless the condition holds."""
    if not condition:
        raise PermissionDenied


def page(site, request, template, context):
    """Return a page in the frame of the desk."""
    context = {**site.each_context(request), **context}
    return TemplateResponse(request, template, context)


def visible_problems(problems, rights):
    """Return the problems of the parts that the reader may see."""
    return [one for one in problems if rights.may_view(part_of(one))]


def by_entry(problems, rights=None, causes=None):
    """Return problems for a template: by kind, then by entry, with the page of the entry.

    The kind ``known`` holds remarks, which are no faults. With the reader's rights, each names who
    else may mend what the reader may not.
    """
    if rights is None:
        return problem_context(problems, ADDRESSES, causes=causes)
    return problem_context(problems, ADDRESSES, set(rights.editable_parts))


def is_small_number(text):
    """Tell whether a text is the number of a row or a line, which a database holds."""
    return text.isascii() and text.isdecimal() and len(text) < 18

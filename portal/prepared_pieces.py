"""Pieces of pages that are drawn once: a paper, a helper, a source, in one language.

Two people who need the same paper read the same lines about it. A template of ``PREPARED`` shows
nothing but the values that it is given, so that what it gave for them once it gives again.
"""

import re
import threading
from collections import OrderedDict
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter

from django.template.base import Node
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.empty_lines import without_empty_lines

# What shows the same to many people, and costs more to draw than to find.
PREPARED = frozenset(
    f"{name}.html"
    for name in (
        "components/contact_card",
        "components/document_row",
        "components/footer",
        "components/line",
        "components/notice",
        "components/page_nav",
        "components/skip_link",
        "components/source_list",
        "questionnaire/result/advice",
        "questionnaire/result/filing",
        "questionnaire/result/household",
        "questionnaire/result/meanwhile",
        "questionnaire/result/steps",
    )
)
# The address of a run, or the token of a form: a piece with one is drawn for nobody else.
OWN = re.compile(r"/demarche/\w|csrfmiddlewaretoken")
# Some 2 kB each: the papers and helpers of an edition in three languages are about as many.
PIECES_HELD = 4_000


class NotPlain(TypeError):
    """A value that has no key: the piece is drawn each time."""


class Pieces:
    """The pieces drawn last, by what they show.

    >>> pieces = Pieces(most=1)
    >>> [pieces.drawn(key, lambda: key.upper()) for key in ("a", "b", "b")]
    ['A', 'B', 'B']
    >>> list(pieces.held)
    ['b']
    """

    def __init__(self, most=PIECES_HELD):
        self.most, self.held, self.lock = most, OrderedDict(), threading.Lock()

    def drawn(self, key, draw):
        """Return the piece of a key; ``draw`` is called if it is not held.

        What has the address of a run in it is returned, and not held.
        """
        with self.lock:
            found = self.held.get(key)
            if found is not None:
                self.held.move_to_end(key)
                return found
        found = draw()
        if OWN.search(found):
            return found
        with self.lock:
            self.held[key] = found
            if len(self.held) > self.most:
                self.held.popitem(last=False)
        return found


pieces = Pieces()


class PreparedInclude(Node):
    """An ``{% include … only %}`` of a template of ``PREPARED``."""

    def __init__(self, node):
        self.node, self.name = node, str(node.template.var)
        self.token, self.origin = node.token, node.origin

    def render(self, context):
        given = self.node.extra_context
        values = [value.resolve(context) for value in given.values()]
        try:
            key = (self.name, get_language(), *given, *map(key_of, values))
        except NotPlain:
            return self.node.render(context)
        return pieces.drawn(key, lambda: mark_safe(without_empty_lines(self.node.render(context))))  # noqa: S308 - as it was


def key_of(value):
    """Return what stands for a value in a key: equal for two values that show the same.

    Raises ``NotPlain`` for a value that is neither plain data nor a dataclass of it.

    >>> key_of({"text": "Bail", "lang": "fr"})
    (('text', 'Bail'), ('lang', 'fr'))
    """
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return value
    if kind is SafeString or kind is int or kind is date:
        # Text that is not escaped is not the same text; 1 is not True.
        return kind, str(value)
    if kind is list or kind is tuple:
        return tuple([key_of(one) for one in value])
    if kind is dict:
        return tuple([(name, key_of(one)) for name, one in value.items()])
    if is_dataclass(kind):
        return kind, tuple([key_of(one) for one in values_of(kind)(value)])
    raise NotPlain(kind)


@cache
def values_of(kind):
    """Return the function that gives the values of a dataclass, as a tuple."""
    names = [field.name for field in fields(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


def is_prepared(node):
    """Tell whether an include shows a template of ``PREPARED``, and nothing of its page."""
    name = node.template.var
    return node.isolated_context and isinstance(name, str) and str(name) in PREPARED

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
from sys import getsizeof

from django.template import Context
from django.template.base import Node
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.empty_lines import without_empty_lines
from questionnaire.runs.frames import address, address_hole

# What shows the same to many people, and costs more to draw than to find.
PREPARED = frozenset(
    f"{name}.html"
    for name in (
        "components/answer_card",
        "components/back_link",
        "components/contact_card",
        "components/document_row",
        "components/footer",
        "components/header",
        "components/line",
        "components/notice",
        "components/page_nav",
        "components/quick_exit",
        "components/skip_link",
        "components/source_list",
        "questionnaire/result/actions",
        "questionnaire/result/advice",
        "questionnaire/result/documents",
        "questionnaire/result/filing",
        "questionnaire/result/household",
        "questionnaire/result/made",
        "questionnaire/result/meanwhile",
        "questionnaire/result/near",
        "questionnaire/result/sources",
        "questionnaire/result/steps",
        "questionnaire/result/visit",
    )
)
# A run in an address becomes a hole, as in frames. The address of another run, or the token of a
# form: such a piece is drawn for nobody else.
HOLE = address_hole().decode()
OWN = re.compile(r"/demarche/\w|csrfmiddlewaretoken")
# Ten times as long as a line, and those of fewer people: they push out each other, and no line.
SECTIONS = frozenset({"questionnaire/result/documents.html"})
# In bytes, of all pieces: a paper takes some 4 kB, the papers of an answer 30.
PIECES_HELD, SECTIONS_HELD = 8_000_000, 4_000_000
# About what a piece takes beside its text: its key, and its place.
BESIDE = 600


class NotPlain(TypeError):
    """A value that has no key: the piece is drawn each time."""


class Pieces:
    """The pieces drawn last, by what they show.

    >>> pieces = Pieces(most=700)
    >>> [pieces.drawn(key, lambda: key.upper()) for key in ("a", "b", "b")]
    ['A', 'B', 'B']
    >>> list(pieces.held)
    ['b']
    """

    def __init__(self, most=PIECES_HELD):
        self.most, self.size = most, 0
        self.held, self.lock = OrderedDict(), threading.Lock()

    def drawn(self, key, draw, run=""):
        """Return the piece of a key; ``draw`` is called if it is not held.

        ``run`` begins the addresses of the run that the page is of: what is held has a hole there.
        What has the address of a run in it all the same is returned, and not held.
        """
        with self.lock:
            found = self.held.get(key)
            if found is not None:
                self.held.move_to_end(key)
        if found is not None:
            return found.replace(HOLE, run)
        found = draw()
        piece = found.replace(run, HOLE) if run else found
        if OWN.search(piece) or (run and run.split("/")[-2] in piece):
            return found
        with self.lock:
            if key not in self.held:
                self.held[key] = piece
                self.size += getsizeof(piece) + BESIDE
            while self.size > self.most:
                self.size -= getsizeof(self.held.popitem(last=False)[1]) + BESIDE
        return found


pieces, sections = Pieces(), Pieces(SECTIONS_HELD)


def page_of(context):
    """Return the language of the page that is drawn, and how the addresses of its run begin.

    It is found once for a page: its pieces ask for it a hundred times.
    """
    drawing = context.render_context
    page = getattr(drawing, "page", None)
    if page is None:
        run = getattr(getattr(context, "request", None), "run", None)
        page = drawing.page = get_language(), address(run.id).decode() if run else ""
    return page


class PreparedInclude(Node):
    """An ``{% include … only %}`` of a template of ``PREPARED``."""

    def __init__(self, node):
        self.node, self.given = node, tuple(node.extra_context.values())
        self.shows = str(node.template.var), *node.extra_context
        self.own = OwnInclude(node)
        self.is_section = self.shows[0] in SECTIONS
        self.token, self.origin = node.token, node.origin

    def render(self, context):
        language, run = page_of(context)
        values = [value.resolve(context) for value in self.given]
        try:
            key = self.shows, language, *[key_of(value, run) for value in values]
        except NotPlain:
            return self.own.render(context)
        room = sections if self.is_section else pieces
        return room.drawn(key, lambda: self.draw(context), run)

    def draw(self, context):
        # What a node gives is not escaped again: it needs no mark.
        return without_empty_lines(self.own.render(context))


class OwnInclude(Node):
    """An ``{% include … only %}`` whose template is named by a text.

    Django's own looks the template up and copies the context of the page, of which nothing is
    shown: a tenth of what an answer costs, which includes some thirty.
    """

    def __init__(self, node):
        self.node, self.template = node, None
        self.token, self.origin = node.token, node.origin

    def render(self, context):
        if self.template is None:
            self.template = context.template.engine.get_template(self.node.template.var)
        given = {name: value.resolve(context) for name, value in self.node.extra_context.items()}
        own = Context(given, autoescape=context.autoescape)
        own.template, own.render_context = context.template, context.render_context
        with own.render_context.push_state(self.template):
            return self.template.nodelist.render(own)


def key_of(value, run=""):
    """Return what stands for a value in a key: equal for two values that show the same.

    The addresses of a run have a hole: two people go to the same page, each of their own run.
    Raises ``NotPlain`` for a value that is neither plain data nor a dataclass of it.

    >>> key_of({"text": "Bail", "lang": "fr"})
    (('text', 'Bail'), ('lang', 'fr'))
    """
    kind = type(value)
    if kind is str:
        return value.replace(run, HOLE) if run and run in value else value
    if kind is bool or value is None:
        return value
    if kind is SafeString or kind is int or kind is date:
        # Text that is not escaped is not the same text; 1 is not True.
        text = str(value)
        return kind, text.replace(run, HOLE) if run and run in text else text
    if kind is list or kind is tuple:
        return tuple([key_of(one, run) for one in value])
    if kind is dict:
        return tuple([(name, key_of(one, run)) for name, one in value.items()])
    if is_dataclass(kind):
        return getattr(value, "known", None) or (
            kind,
            tuple([key_of(one, run) for one in values_of(kind)(value)]),
        )
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

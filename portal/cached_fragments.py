"""Fragments of pages that are rendered once: a paper, a helper, a source, in one language."""

import re
import threading
from collections import OrderedDict
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from sys import getsizeof

from django import template
from django.template.base import Node, TemplateSyntaxError
from django.template.loader_tags import do_include
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from questionnaire.runs.prepared import address, address_hole

# A run in an address becomes a hole, as in frames. The address of another run, or the token of a
# form: such a fragment serves this visitor only.
HOLE = address_hole().decode()
OWN = re.compile(r"/demarche/\w|csrfmiddlewaretoken")
# In bytes: a paper takes some 4 kB, the papers of an answer 30.
MOST_BYTES = 12_000_000
# About what a fragment takes beside its text: its key, and its place.
BESIDE = 600


class NotPlain(TypeError):
    """A value that has no key: the fragment is rendered each time."""


class Fragments:
    """The fragments rendered last, by what they show.

    >>> fragments = Fragments(most=700)
    >>> [fragments.find(key, lambda: key.upper()) for key in ("a", "b", "b")]
    ['A', 'B', 'B']
    >>> list(fragments.held)
    ['b']
    """

    def __init__(self, most=MOST_BYTES):
        self.most, self.size = most, 0
        self.held, self.lock = OrderedDict(), threading.Lock()

    def find(self, key, render, run=""):
        """Return the fragment of a key; ``render`` is called if it is not held.

        ``run`` begins the addresses of the run that the page is of: what is held has a hole there.
        What has the address of a run in it all the same is returned, and not held.
        """
        with self.lock:
            found = self.held.get(key)
            if found is not None:
                self.held.move_to_end(key)
        if found is not None:
            return found.replace(HOLE, run)
        found = render()
        fragment = str(found.replace(run, HOLE) if run else found)
        if OWN.search(fragment) or (run and run.split("/")[-2] in fragment):
            return found
        with self.lock:
            if key not in self.held:
                self.held[key] = fragment
                self.size += getsizeof(fragment) + BESIDE
            while self.size > self.most:
                self.size -= getsizeof(self.held.popitem(last=False)[1]) + BESIDE
        return found


fragments = Fragments()


class CachedInclude(Node):
    """An ``{% include … only %}`` of a template that is named by a text."""

    def __init__(self, include):
        self.include, self.values = include, tuple(include.extra_context.values())
        self.shows = str(include.template.var), *include.extra_context

    def render(self, context):
        run = getattr(getattr(context, "request", None), "run", None)
        run = address(run.id).decode() if run else ""
        values = [value.resolve(context) for value in self.values]
        try:
            key = self.shows, get_language(), *[key_of(value, run) for value in values]
        except NotPlain:
            return self.include.render(context)
        return fragments.find(key, lambda: self.include.render(context), run)


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
        return getattr(value, "identity", None) or (
            kind,
            tuple([key_of(one, run) for one in values_of(kind)(value)]),
        )
    raise NotPlain(kind)


@cache
def values_of(kind):
    """Return the function that gives the values of a dataclass, as a tuple."""
    names = [field.name for field in fields(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


register = template.Library()


@register.tag
def cached_include(parser, token):
    """Return the node of ``{% cached_include "name.html" with key=value only %}``."""
    include = do_include(parser, token)
    if not include.isolated_context or not isinstance(include.template.var, str):
        raise TemplateSyntaxError(
            "cached_include names its template by a text, and ends in « only »"
        )
    include.origin = parser.origin  # The parser gives it to the node that it gets, below.
    return CachedInclude(include)

"""Loads templates once, and prepares in each what never changes between two pages.

A literal ``{% static %}`` is the same everywhere, the indentation of a template is nothing that
anybody reads, and some pieces look the same to many people (``prepared_pieces``).
"""

from html import escape
from threading import RLock

from django.template import Context
from django.template.base import Node, TextNode, VariableNode, render_value_in_context
from django.template.defaulttags import CommentNode, IfNode, LoadNode
from django.template.loader_tags import IncludeNode
from django.template.loaders import cached
from django.templatetags.i18n import LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString

from portal.empty_lines import needs_no_line, without_empty_lines
from portal.prepared_pieces import OwnInclude, PreparedInclude, is_prepared, page_of

# In these the spaces of a template are read.
WITH_ITS_SPACES = ("<pre", "<textarea")


class Loader(cached.Loader):
    """Django's cached loader, whose templates are prepared when they are first asked for.

    One thread prepares a template, and the others wait: two at once would each walk through a list
    that the other one replaces, and lose what it held, for as long as the process lives.
    """

    def __init__(self, engine, loaders):
        super().__init__(engine, loaders)
        self.turn = RLock()

    def get_template(self, template_name, skip=None):
        template = super().get_template(template_name, skip)
        if not getattr(template, "is_prepared", False):
            with self.turn:
                # Another thread may have done it meanwhile.
                if not getattr(template, "is_prepared", False):
                    squeezes = not any(one in template.source for one in WITH_ITS_SPACES)
                    prepare(template.nodelist, squeezes=squeezes)
                    template.is_prepared = True
        return template


def prepare(nodes, *, squeezes):
    """Replace, in a list of nodes and all that is inside, what never changes.

    ``squeezes`` tells whether the indentation of the template goes too.
    """
    found = []
    for node in nodes:
        new = prepared(node, squeezes=squeezes)
        if isinstance(new, TextNode) and found and isinstance(found[-1], TextNode):
            joined = TextNode(found[-1].s + new.s)
            joined.token, joined.origin = found[-1].token, found[-1].origin
            found[-1] = joined
        elif new is not None:
            found.append(new)
    if squeezes:
        squeeze(found)
    nodes[:] = found


def squeeze(nodes):
    """Take the indentation out of the texts of a list, and lines that would stay empty."""
    before = None
    for node in nodes:
        if isinstance(node, TextNode):
            node.s = without_empty_lines(node.s)
        elif isinstance(node, IfNode) and ends_a_line(before):
            for inside in lists_in(node):
                if inside and isinstance(inside[0], TextNode):
                    inside[0].s = inside[0].s.removeprefix("\n")
        before = node


def ends_a_line(node):
    return isinstance(node, TextNode) and needs_no_line(node.s)


def prepared(node, *, squeezes):
    """Return what stands for a node from now on: itself, another one, or nothing."""
    if isinstance(node, CommentNode | LoadNode):
        return None
    if isinstance(node, StaticNode):
        return text_of(node) if node.varname is None and is_literal(node.path) else node
    if isinstance(node, IncludeNode):
        if is_prepared(node):
            return PreparedInclude(node)
        return OwnInclude(node) if shows_its_own(node) else node
    if isinstance(node, TranslateNode) and is_literal(node.filter_expression):
        return TranslatedText(node)
    if type(node) is VariableNode:
        return TextVariable(node)
    if not isinstance(node, TextNode):
        for nodes in lists_in(node):
            prepare(nodes, squeezes=squeezes)
    return OwnLanguage(node) if isinstance(node, LanguageNode) else node


class TranslatedText(Node):
    """A ``{% translate %}`` of a text between quotes, which is translated once in each language."""

    def __init__(self, node):
        self.node, self.texts = node, {}
        self.token, self.origin = node.token, node.origin

    def render(self, context):
        language, name = page_of(context)[0], self.node.asvar
        if language not in self.texts:
            said = self.node.render(context)
            self.texts[language] = context[name] if name else said
        if not name:
            return self.texts[language]
        context[name] = self.texts[language]
        return ""


class TextVariable(Node):
    """A variable. Most are texts, of which Django would ask whether they are a day or a number."""

    def __init__(self, node):
        self.expression = node.filter_expression
        self.token, self.origin = node.token, node.origin

    def render(self, context):
        value = self.expression.resolve(context)
        kind = type(value)
        if kind is SafeString:
            return value
        if kind is str and context.autoescape:
            return escape(value)
        return render_value_in_context(value, context)


class OwnLanguage(Node):
    """A ``{% language %}``: what is inside is of another language than its page."""

    def __init__(self, node):
        self.node = node
        self.token, self.origin = node.token, node.origin

    def render(self, context):
        drawing = context.render_context
        page, drawing.page = page_of(context), None
        try:
            return self.node.render(context)
        finally:
            drawing.page = page


def shows_its_own(node):
    """Tell whether an include shows nothing of its page, and always the same template."""
    return node.isolated_context and isinstance(node.template.var, str)


def text_of(node):
    """Return the text of a literal ``{% static %}``; the node itself if the file is not there."""
    try:
        text = TextNode(node.render(Context()))
    except ValueError:
        return node
    text.token, text.origin = node.token, node.origin
    return text


def is_literal(expression):
    """Tell whether an expression of a template is text between quotes, without a filter."""
    literal = isinstance(expression.var, str) or expression.var.literal is not None
    return literal and not expression.filters


def lists_in(node):
    """Return the lists of nodes that a node holds."""
    if isinstance(node, IfNode):
        return [nodes for _condition, nodes in node.conditions_nodelists]
    held = (getattr(node, name, None) for name in node.child_nodelists)
    return [nodes for nodes in held if isinstance(nodes, list)]

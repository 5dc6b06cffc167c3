"""``{% cached_include %}``: an ``{% include … only %}`` that is rendered once for equal values."""

from django import template
from django.template.base import TemplateSyntaxError
from django.template.loader_tags import do_include

from portal.cached_fragments import CachedInclude

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

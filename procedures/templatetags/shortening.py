"""Filters that shorten a text for a place without room, and end a sentence, as the desk does."""

from django import template
from django.template.defaultfilters import stringfilter

from procedures.engine import shortening

register = template.Library()


@register.filter(is_safe=True)
@stringfilter
def shortened(text: str, most: int) -> str:
    return shortening.shortened(text, most)


@register.filter(is_safe=True)
@stringfilter
def ended(text: str) -> str:
    return shortening.ended(text)

"""The number of a form, which tells two submissions of one page apart."""

from uuid import uuid4

from django import template
from django.utils.html import format_html

register = template.Library()
# The name of the field: no form of the desk reads it.
FIELD = "envoi"


@register.simple_tag
def form_number():
    """Return a field with a number that no other form has, this page shown again included.

    What a form does behind the page is known by all that it sends: without the number, the same
    words sent another day would get the result of the first ones.
    """
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4().hex)

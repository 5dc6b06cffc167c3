"""Filters that write days and moments in French, as the desk and associations read them."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from procedures.engine.conditions.words import day_in_full, day_words

register = template.Library()


@register.filter
def full_day(value: date | None) -> str:
    """Return « 1er janvier 2027 », for a moment its day in the time of the site, or nothing."""
    return day_in_full(_local(value)) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """Return « 01/01/2027 », for a moment its day in the time of the site, or nothing."""
    return day_words(_local(value)) if value else ""


@register.filter
def full_moment(value: datetime | None) -> str:
    """Return « 1er janvier 2027 à 09:05 », in the time of the site, or nothing."""
    return f"{full_day(value)} à {_local(value):%H:%M}" if value else ""


def _local(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) else value

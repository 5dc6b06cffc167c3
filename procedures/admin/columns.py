"""The columns and filters of lists: excerpts, sources, translations to do."""

from collections import Counter

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Q
from django.forms.renderers import get_default_renderer
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from procedures.engine.conditions.words import day_words
from procedures.engine.shortening import shortened
from procedures.engine.values.facts import add_months
from procedures.models import TranslationStatus
from procedures.rights import rights_of
from procedures.translation import TEXTS
from procedures.watching.kinds import row_is_due

LANGUAGES = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
OLD_AFTER_MONTHS = 6
WITHDRAWN = "retirée pour l'instant"


def excerpt(model, name):
    """Return a column with the beginning of a text, under the verbose name of its field."""

    def column(obj):
        return shortened(getattr(obj, name) or "", 90)

    column.__name__ = f"{name}_excerpt"
    column.short_description = model._meta.get_field(name).verbose_name
    column.admin_order_field = name
    return column


def called(model, name):
    """Return a column that names entries by a text, or by ``str()`` if the text is empty.

    It says of an entry that it is withdrawn.
    """

    def column(obj):
        words = shortened(getattr(obj, name) or str(obj), 90)
        if getattr(obj, "withdrawn", False):
            return format_html('{} <strong class="desk-late">{}</strong>', words, WITHDRAWN)
        return words

    column.__name__ = f"{name}_called"
    column.short_description = model._meta.get_field(name).verbose_name
    column.admin_order_field = name
    return column


@admin.display(description="source lue le", ordering="source_checked_on")
def checked_on(obj):
    """Return the day on which the source was read, and whether it is due again."""
    day = obj.source_checked_on
    if day is None:
        return "-"
    shown = day_words(day)
    if row_is_due(obj, timezone.localdate()):
        return format_html('{} <strong class="desk-late">à revérifier</strong>', shown)
    return shown


@admin.display(description="à traduire")
def to_translate(obj):
    """Return how many texts of the entry lack an up-to-date translation, by language."""
    unfinished = (TranslationStatus.MISSING, TranslationStatus.STALE)
    left = Counter(
        code
        for name in TEXTS[type(obj)]
        if getattr(obj, f"{name}_{settings.LANGUAGE_CODE}")
        for code, _ in LANGUAGES
        if obj.translation_status(name, code) in unfinished
    )
    return ", ".join(f"{code} : {left[code]}" for code, _ in LANGUAGES if left[code]) or "-"


class SourceFilter(admin.SimpleListFilter):
    title = "source"
    parameter_name = "source"

    def lookups(self, request, model_admin):
        return [
            ("jamais", "jamais lue"),
            ("ancienne", "lue il y a plus de six mois"),
            ("non_verifiee", "jamais vérifiée par un service"),
        ]

    def queryset(self, request, queryset):
        if self.value() == "jamais":
            return queryset.filter(source_checked_on__isnull=True)
        if self.value() == "ancienne":
            limit = add_months(timezone.localdate(), -OLD_AFTER_MONTHS)
            return queryset.filter(source_checked_on__lt=limit)
        if self.value() == "non_verifiee":
            return queryset.filter(source_verified_on__isnull=True)
        return queryset


class TranslationFilter(admin.SimpleListFilter):
    title = "traductions"
    parameter_name = "a_traduire"

    def lookups(self, request, model_admin):
        return [(code, f"à traduire : {name}") for code, name in LANGUAGES]

    def queryset(self, request, queryset):
        code = self.value()
        if code not in dict(LANGUAGES):
            return queryset
        missing = Q()
        for name in TEXTS[queryset.model]:
            french = f"{name}_{settings.LANGUAGE_CODE}"
            empty = Q(**{f"{name}_{code}__isnull": True}) | Q(**{f"{name}_{code}": ""})
            missing |= ~Q(**{french: ""}) & Q(**{f"{french}__isnull": False}) & empty
        return queryset.filter(missing)


class OwnRows(admin.SimpleListFilter):
    """A filter that keeps, until one asks for more, to the parts where the account may write.

    Who may change everything of the list, or nothing of it, has no such filter.
    """

    title = "ce que vous lisez"
    parameter_name = "lire"
    EVERYTHING = "tout"

    def __init__(self, request, params, model, model_admin):
        rights = rights_of(request)
        self.own = rights.parts_where("change", model)
        self.lookup = f"{model_admin.part_lookup}__in"
        self.narrows = not request.user.is_superuser and bool(self.own)
        self.narrows = self.narrows and bool(rights.visible_parts - set(self.own))
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(self.EVERYTHING, "tout ce que vous pouvez lire")] if self.narrows else []

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield {**first, "display": "ce que vous changez"}
        yield from others

    def queryset(self, request, queryset):
        if not self.narrows or self.value() == self.EVERYTHING:
            return queryset
        return queryset.filter(**{self.lookup: self.own})


class SeveralInputs(forms.MultiWidget):
    """Each subwidget has its ``html`` in the template, made by Django's own templates."""

    def render(self, name, value, attrs=None, renderer=None):
        renderer = renderer or get_default_renderer()
        context = self.get_context(name, value, attrs)
        for one in context["widget"]["subwidgets"]:
            html = renderer.render(one["template_name"], {"widget": one})
            one["html"] = mark_safe(html)  # noqa: S308  Django's own template made it
        return render_to_string(self.template_name, context)

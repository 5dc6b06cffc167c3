"""After an address, a telephone number or hours change: where the old ones are still written."""

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode

from procedures import models
from procedures.drafting.searching.former import address_finders, hours_finders, phone_finders
from procedures.drafting.searching.phones import beside, having
from procedures.drafting.searching.texts import saying
from procedures.publishing.spelling import bare
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..watching.rows import name_of, named

MOST_SHOWN = 8
# The columns to follow: what finds the old value, and how it is called.
FOLLOWED = {
    models.Site: {
        "address_fr": (address_finders, "L'ancienne adresse"),
        "phone": (phone_finders, "L'ancien numéro"),
        "weekly_hours": (hours_finders, "Un ancien horaire"),
    },
    models.Department: {
        "prefecture_address_fr": (address_finders, "L'ancienne adresse"),
        "prefecture_phone": (phone_finders, "L'ancien numéro"),
    },
    models.Channel: {"address_fr": (address_finders, "L'ancienne adresse")},
    models.Helper: {
        "address_fr": (address_finders, "L'ancienne adresse"),
        "phone": (phone_finders, "L'ancien numéro"),
        "weekly_hours": (hours_finders, "Un ancien horaire"),
    },
}


class TellsElsewhere:
    """A page that says, once saved, what else still says what it has changed."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for one in (form, *(line for lines in formsets for line in lines.initial_forms)):
            if one.instance.pk and one.has_changed():
                _warn_of_old_values(request, one)

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj")
        if obj is not None and self.has_change_permission(request, obj):
            context["desk_beside"] = [
                (name_of(row), number, ADDRESSES.of(row)) for row, number in beside(obj)
            ]
        return super().render_change_form(request, context, *args, **kwargs)


def _warn_of_old_values(request, form):
    row, rights = form.instance, rights_of(request)
    for name, (finders_of, called) in FOLLOWED.get(type(row), {}).items():
        if name not in form.changed_data:
            continue
        before, after = form.initial.get(name), form.cleaned_data.get(name)
        empty = {} if finders_of is hours_finders else ""
        finders = finders_of(before or empty, after or empty)
        found = saying(finders, row, _readable(rights, row, name))
        if finders_of is phone_finders and finders:
            found = having(before, row, rights.may_view) + found
        if found:
            messages.warning(request, _words(called, found, rights))


def _readable(rights, row, name):
    """Hours are those of one département: elsewhere, the same time is another counter's."""
    if name == "weekly_hours":
        return lambda part: part == row.part
    return rights.may_view


def _words(called, found, rights):
    many = "un autre endroit" if len(found) == 1 else f"{len(found)} autres endroits"
    lines = format_html_join("", "<li>{} : {} {}</li>", map(_line(rights), found[:MOST_SHOWN]))
    others = _searches(found[MOST_SHOWN:])
    return format_html("{} est encore à {}. Relisez :<ul>{}{}</ul>", called, many, lines, others)


def _searches(rest):
    """Return a link to « Chercher » for each way in which the places not shown say the old value.

    What differs by its accents or its punctuation only is one way.
    """
    found_words = {
        bare(one.text[start:end]): one.text[start:end] for one in rest for start, end in one.ranges
    }
    search = reverse("admin:desk_search")
    links = ((f"{search}?{urlencode({'q': words})}", words) for words in found_words.values())
    return format_html_join("", '<li><a href="{}">Voir tout ce qui dit « {} »</a></li>', links)


def _line(rights):
    def line(one):
        shown = named(one.row)
        verb = "Changer" if rights.may_edit(one.part, type(shown.row)) else "Lire"
        link = format_html('<a href="{}">{}</a>', shown.url, verb) if shown.url else ""
        return one.where, "".join(words for words, _ in one.words), link

    return line

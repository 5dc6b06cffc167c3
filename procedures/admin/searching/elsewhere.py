"""Where texts still say what a change makes untrue, in the words of the desk."""

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode

from procedures.drafting.comparing.before_publishing import made_untrue_by
from procedures.drafting.searching.amounts import beside
from procedures.drafting.searching.former import FOLLOWED
from procedures.models import Fee
from procedures.publishing.spelling import bare
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..watching.rows import name_of, named

MOST_SHOWN = 8
COLUMNS = dict(FOLLOWED.values())


class TellsElsewhere:
    """A page that says, once saved, what else still says what it has changed."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for one in (form, *(line for lines in formsets for line in lines.initial_forms)):
            if one.instance.pk and one.has_changed():
                _warn_of_old_values(request, one)
        if isinstance(form.instance, Fee) and any(one.has_changed() for one in formsets):
            may_view = rights_of(request).may_view
            _warn(request, made_untrue_by(form.instance, timezone.localdate(), may_view))

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj")
        if obj is not None and self.has_change_permission(request, obj):
            context["desk_beside"] = [
                (name_of(row), number, ADDRESSES.of(row)) for row, number in beside(obj)
            ]
        return super().render_change_form(request, context, *args, **kwargs)


def _warn_of_old_values(request, form):
    row, rights = form.instance, rights_of(request)
    for name, followed in COLUMNS.get(type(row), {}).items():
        if name in form.changed_data:
            values = form.initial.get(name), form.cleaned_data.get(name)
            _warn(request, followed.left(*values, row, rights.may_view))


def _warn(request, untrue):
    for called, found in untrue:
        if found:
            messages.warning(request, left_words(called, found, rights_of(request)))


def left_words(called, found, rights):
    """Return the sentence that says where something is still written, with its links."""
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

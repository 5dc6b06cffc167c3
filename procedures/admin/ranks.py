"""The place of an entry among its rivals: chosen in words on its form, kept as a rank."""

from functools import cached_property
from itertools import groupby

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html

from procedures.drafting.changing.ranks import last_rank, place_of, places_of, put_after, rivals_of
from procedures.drafting.words.conditions import in_words
from procedures.models import Orientation, Procedure
from procedures.publishing.parts.families import family_title
from procedures.rights import rights_of

from .codes_fields import CodeInWords
from .searched import SearchedSelect

FIRST, LAST, AFTER = "premier", "", "apres-"
HELP = {
    Procedure: "Choisissez entre quelles autres de la série elle passe.",
    Orientation: "Sur la réponse, les urgentes viennent d'abord ; puis dans cet ordre.",
}
FOR_ALL = (
    "Changer son rang peut changer la réponse de beaucoup de personnes : enregistrez, puis "
    "lisez pour qui, dans « Publier »."
)
ELSEWHERE = "Choisissez une fiche de la même série, ou « devant toutes les autres »."
NOW = 'Son rang : {}. Avant de publier, lisez pour qui la réponse change : <a href="{}">{}</a>.'


class RankField(CodeInWords):
    """Where an entry passes: where it is now, whose value is its rank, or beside another one."""

    widget = SearchedSelect

    def __init__(self, **options):
        super().__init__(**options | {"required": False})

    @classmethod
    def offered(cls):
        return []

    @staticmethod
    def shown_in(row):
        """Return where a row passes, for accounts that may only read it."""
        return place_of(row)

    def offer(self, stored, instance):
        model = type(instance)
        self.help_text = f"{HELP[model]} {FOR_ALL}"
        known = []
        if instance.pk is not None:
            known = [(str(instance.rank), f"à sa place d'aujourd'hui : {place_of(instance)}")]
        rows = list(model.objects.exclude(pk=instance.pk).order_by("rank", "position", "pk"))
        places, named = _places(rows), _Groups(instance, rows)
        groups = [
            (name, [(f"{AFTER}{one.pk}", places[one.pk]) for one in listed])
            for (_, name), listed in groupby(sorted(rows, key=named.of), key=named.of)
        ]
        self.choices = [*known, *_ends(instance, rows), *groups]

    def has_changed(self, initial, data):
        return str("" if initial is None else initial) != (data or "")


class _Groups:
    """The groups of rivals: those of its own list first, and of those, its own family.

    An entry of another list is there for who changes that list too.
    """

    def __init__(self, instance, rows):
        self.instance = instance
        self.many = len({one.track for one in rows if isinstance(one, Procedure)}) > 1

    def of(self, row):
        """Return (the order of a group, its words)."""
        own = self.instance
        if isinstance(row, Procedure):
            other = row.track != own.track
            words = family_title(row.family)
            if self.many:
                words = f"{in_words(row.track).capitalize()} : {words}"
            return (other, row.track, row.family != own.family, words), words
        return (row.urgent != own.urgent,), "Les urgentes" if row.urgent else "Les autres"


def _places(rows):
    """Return {row: the place just after it}, by both that it lies between: each has it once.

    Who searches one of them finds the place before it and the place after it.
    """
    found, later = {}, {}
    for one in reversed(rows):
        among = _list_of(one)
        after = f", avant {_name(later[among])}" if among in later else ""
        found[one.pk] = f"après {_name(one)}{after}"
        later[among] = one
    return found


def _ends(instance, rows):
    """Return the choices of both ends of its list, with who is there."""
    own = [_name(one) for one in rows if _list_of(one) == _list_of(instance)]
    first, last = (f", avant {own[0]}", f", après {own[-1]}") if own else ("", "")
    ends = (FIRST, f"devant toutes les autres{first}"), (LAST, f"derrière toutes les autres{last}")
    return list(ends)


def _list_of(row):
    return row.track if isinstance(row, Procedure) else row.urgent


def _name(row):
    return f"« {row.title_fr or row} »"


class PlaceColumn:
    """The column of a list that says the place of each row; a page reads the places once."""

    admin_order_field = "rank"
    __name__ = short_description = "rang"

    def __init__(self, model):
        self.model = model

    @cached_property
    def places(self):
        return places_of(self.model)

    def __call__(self, obj):
        return self.places.get(obj.pk, "-")


class RankedForm:
    """A form whose ``rank`` is chosen in words; ``take_place`` gives it, once all is valid."""

    moved = False
    before = None

    def clean(self):
        cleaned = super().clean()
        row, chosen = self.instance, cleaned.get("rank")
        if "rank" not in self.fields or "rank" in self.errors:
            return cleaned
        same = row.pk is not None and chosen == str(row.rank)
        elsewhere = {"track", "urgent"} & set(self.changed_data)
        if same and not elsewhere:
            cleaned["rank"] = row.rank
            return cleaned
        # Its rank is asked from what is written, and must be nobody else's until it is given.
        self.moved, self.chosen = True, LAST if same else chosen
        cleaned["rank"] = last_rank(row)
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if self.moved and not self.errors:
            rivals = rivals_of(self.instance)
            found = {f"{AFTER}{one.pk}": one for one in rivals}
            found |= {FIRST: None, LAST: rivals[-1] if rivals else None}
            if self.chosen in found:
                self.before = found[self.chosen]
            else:
                self.add_error("rank", ELSEWHERE)

    def take_place(self):
        """Set the rank of the instance, and store those of the entries that make room."""
        if self.moved:
            put_after(self.instance, self.before)


class TakesPlace:
    """A page that gives the place chosen, once the form and its lines are valid."""

    def get_list_display(self, request):
        listed = super().get_list_display(request)
        return [PlaceColumn(self.model) if _is_rank(one) else one for one in listed]

    def save_model(self, request, obj, form, change):
        was = place_of(self.model.objects.get(pk=obj.pk)) if change else None
        form.take_place()
        super().save_model(request, obj, form, change)
        now = place_of(obj)
        request.desk_place = now if now != was else None

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        return _told(request, obj, response)

    def response_change(self, request, obj):
        return _told(request, obj, super().response_change(request, obj))


def _is_rank(column):
    return getattr(column, "admin_order_field", column) == "rank"


def _told(request, obj, response):
    """Say where the entry passes now, if it is not where it was, and what computes for whom."""
    place = getattr(request, "desk_place", None)
    if place and rights_of(request).may_publish(obj.part):
        address = f"{reverse('admin:desk_publish')}?part={obj.part}&etude=oui#effets"
        messages.success(request, format_html(NOW, place, address, "Calculer, dans « Publier »"))
    elif place:
        messages.success(request, format_html(NOW, place, reverse("admin:desk_tryout"), "Essayer"))
    return response

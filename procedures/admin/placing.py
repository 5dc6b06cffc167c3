"""The place of an entry in a list: chosen in words on its form, kept as a number."""

from functools import cached_property

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html

from procedures.drafting.changing.positions import (
    LISTED_BY,
    POSITION,
    RANK,
    last_rank,
    list_of,
    others_of,
    place_of,
    places_of,
    put,
    rivals_of,
    shown_as,
)
from procedures.drafting.words.conditions import in_words
from procedures.models import ExamplePerson, Orientation, Procedure, Question
from procedures.publishing.parts.channel_words import family_title
from procedures.rights import rights_of

from .codes_fields import CodeInWords
from .link_field import SearchedSelect

FIRST, AFTER = "premier", "apres-"
GONE = (
    "La fiche que vous aviez choisie pour sa place n'est plus là. Choisissez de nouveau sa place."
)
FOR_ALL = (
    "Changer son rang peut changer la réponse de beaucoup de personnes : enregistrez, puis "
    "lisez pour qui, dans « Publier »."
)
HELP = {
    (ExamplePerson, POSITION): "La page « Exemples » montre les personnes dans cet ordre.",
    (Procedure, POSITION): "Sa place dans sa famille. Ce n'est pas son rang.",
    (Question, POSITION): "Entre quelles autres questions de sa partie elle est posée.",
    (Procedure, RANK): f"Choisissez entre quelles autres de la série elle passe. {FOR_ALL}",
    (Orientation, RANK): "Sur la réponse, les urgentes viennent d'abord ; puis dans cet ordre. "
    + FOR_ALL,
}
NOW = 'Son rang : {}. Avant de publier, lisez pour qui la réponse change : <a href="{}">{}</a>.'
ELSEWHERE = (
    "La fiche que vous avez choisie est dans une autre liste. Choisissez une fiche de la même "
    "{}, ou « derrière toutes les autres »."
)
LISTS = {"family": "famille", "section": "partie"}
HERE, LAST = "ici", "dernier"


class PlaceField(CodeInWords):
    """Where an entry passes: where it is now, at an end of its list, or beside another entry.

    The present place is a word and no number: left there, it moves nothing, wherever somebody else
    has put it meanwhile.
    """

    widget = SearchedSelect
    order, called = POSITION, "place"
    is_stored = False
    # The other columns of the entry that say in which list it has its place.
    decided_by = ()
    # The error where the chosen entry stands in another list.
    elsewhere = ""

    def __init__(self, *, min_value=None, max_value=None, **options):
        super().__init__(**options | {"required": False, "label": self.called.capitalize()})
        self.error_messages["invalid_choice"] = GONE

    @classmethod
    def offered(cls):
        return []

    @classmethod
    def shown_in(cls, row):
        """Return where a row passes, for accounts that may only read it."""
        return place_of(row, cls.order)

    def waiting(self, row):
        """Return the number that a row has until its place is given."""
        return row.position

    def message_of_move(self, request, row, place):
        """Return the message once a row passes elsewhere."""
        return f"Sa place : {place}."

    def group_of(self, row, instance, rows):
        """Return (the order of the group of choices of a row, its words).

        The list of the entry comes first: those of other lists are there for a change of it too.
        """
        among, own = list_of(row, self.order), list_of(instance, self.order)
        if isinstance(row, Procedure):
            words = family_title(among)
            return (among != own, words), words
        if isinstance(row, Question):
            order = ["", *Question.Section.values].index(among)
            return (among != own, order), row.get_section_display().capitalize()
        return (), ""

    def offer(self, stored, instance):
        self.help_text = HELP[type(instance), self.order]
        column = LISTED_BY.get((type(instance), self.order))
        self.decided_by = (column, "inquiry")
        self.elsewhere = ELSEWHERE.format(LISTS.get(column, "série"))
        self.is_stored = instance.pk is not None
        known = []
        if self.is_stored:
            known = [(HERE, f"à sa place d'aujourd'hui : {self.shown_in(instance)}")]
        rows = others_of(instance, self.order)
        places, groups = self._places(rows), {}
        for one in rows:
            group = self.group_of(one, instance, rows)
            groups.setdefault(group, []).append((f"{AFTER}{one.pk}", places[one.pk]))
        choices = [(group[1], groups[group]) for group in sorted(groups)]
        if len(choices) == 1 and not choices[0][0]:  # The only group needs no name.
            choices = choices[0][1]
        self.choices = [*known, *self._ends(instance, rows, LISTS.get(column)), *choices]

    def prepare_value(self, value):
        """Return the choice to show: that of today, or the end for what is new.

        A form that makes a removed entry anew sends the place that it had.
        """
        chosen = isinstance(value, str) and (value in (FIRST, LAST) or value.startswith(AFTER))
        return value if chosen else HERE if self.is_stored else LAST

    def clean(self, value):
        return super().clean(self.prepare_value(value))

    def has_changed(self, initial, data):
        return self.prepare_value(data) != self.prepare_value(initial)

    def _places(self, rows):
        """Return {row: the place just after it}, by both that it lies between: each has it once.

        Who searches one of them finds the place before it and the place after it.
        """
        found, later = {}, {}
        for one in reversed(rows):
            among = list_of(one, self.order)
            after = f", avant {shown_as(later[among])}" if among in later else ""
            found[one.pk] = f"après {shown_as(one)}{after}"
            later[among] = one
        return found

    def _ends(self, instance, rows, named):
        """Return the choices of both ends of its list, with who is there."""
        whole = f" de sa {named}" if named and not getattr(instance, "inquiry_id", None) else ""
        among = list_of(instance, self.order)
        own = [shown_as(one) for one in rows if list_of(one, self.order) == among]
        first, last = (f", avant {own[0]}", f", après {own[-1]}") if own else ("", "")
        others = f"toutes les autres{whole}"
        return [(FIRST, f"devant {others}{first}"), (LAST, f"derrière {others}{last}")]


class RankField(PlaceField):
    """The place of a procedure in its track, or of an orientation among those of its kind."""

    order, called = RANK, "rang"

    def waiting(self, row):
        # It is asked from what is written, and must be free.
        return last_rank(row)

    def group_of(self, row, instance, rows):
        if isinstance(row, Orientation):
            return (row.urgent != instance.urgent,), "Les urgentes" if row.urgent else "Les autres"
        words = family_title(row.family)
        if len({one.track for one in rows}) > 1:
            words = f"{in_words(row.track).capitalize()} : {words}"
        other = (row.track != instance.track, row.track)
        return (*other, row.family != instance.family, words), words

    def message_of_move(self, request, row, place):
        """Return where a row passes, and the page of the persons with another answer."""
        if rights_of(request).may_publish(row.part):
            address = f"{reverse('admin:desk_publish')}?part={row.part}&etude=oui#effets"
            return format_html(NOW, place, address, "Calculer, dans « Publier »")
        return format_html(NOW, place, reverse("admin:desk_tryout"), "Essayer")


class PlacedForm:
    """A form with places chosen in words; ``take_place`` gives them, once all is valid."""

    def clean(self):
        cleaned = super().clean()
        row = self.instance
        # {column: the place chosen}, and {column: the row before it}
        self.chosen, self.moved = {}, {}
        for name, field in self._places():
            if name in self.errors:
                continue
            same = cleaned.get(name) == HERE
            if same and not set(field.decided_by) & set(self.changed_data):
                cleaned[name] = getattr(row, name)
                continue
            self.chosen[name] = LAST if same else cleaned.get(name)
            cleaned[name] = field.waiting(row)
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        # An entry that changes its list is looked for among those of the new one.
        for name, value in self.chosen.items():
            field = self.fields[name]
            rivals = rivals_of(self.instance, field.order)
            found = {f"{AFTER}{one.pk}": one for one in rivals}
            found |= {FIRST: None, LAST: rivals[-1] if rivals else None}
            if value in found:
                self.moved[name] = found[value]
            else:
                self.add_error(name, field.elsewhere)

    def take_place(self):
        """Set the numbers of the instance, and store those of the entries that make room."""
        for name, before in self.moved.items():
            put(self.instance, self.fields[name].order, before)

    def places_in_words(self, row):
        """Return {column: the place of a stored row in words} for the places of the form."""
        return {name: field.shown_in(row) for name, field in self._places()}

    def _places(self):
        return [(name, one) for name, one in self.fields.items() if isinstance(one, PlaceField)]


class RankColumn:
    """The column of a list that says the place of each row; a page reads the places once."""

    admin_order_field = RANK
    __name__ = short_description = "rang"

    def __init__(self, model):
        self.model = model

    @cached_property
    def places(self):
        return places_of(self.model)

    def __call__(self, obj):
        return self.places.get(obj.pk, "-")


class TakesPlace:
    """A page that gives the places chosen, once all is valid, and lists the ranks in words."""

    def get_list_display(self, request):
        listed = super().get_list_display(request)
        return [
            RankColumn(self.model) if getattr(one, "admin_order_field", one) == RANK else one
            for one in listed
        ]

    def save_model(self, request, obj, form, change):
        was = form.places_in_words(self.model.objects.get(pk=obj.pk)) if change else {}
        form.take_place()
        super().save_model(request, obj, form, change)
        request.desk_places = [
            (form.fields[name], place)
            for name, place in form.places_in_words(obj).items()
            if place != was.get(name)
        ]

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        return _report_moves(request, obj, response)

    def response_change(self, request, obj):
        return _report_moves(request, obj, super().response_change(request, obj))


def _report_moves(request, obj, response):
    """Say where the entry passes now, if it is not where it was."""
    for field, place in getattr(request, "desk_places", ()):
        messages.success(request, field.message_of_move(request, obj, place))
    return response

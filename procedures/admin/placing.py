"""The place of an entry in a list: chosen in words on its form, kept as a number."""

from itertools import groupby

from django.contrib import messages

from .codes_fields import CodeInWords
from .searched import SearchedSelect

FIRST, AFTER = "premier", "apres-"
GONE = (
    "La fiche que vous aviez choisie pour sa place n'est plus là. Choisissez de nouveau sa place."
)


class PlaceField(CodeInWords):
    """Where an entry passes: where it is now, at an end of its list, or beside another entry.

    ``here`` is the value of the place that it has now, ``last`` that of the end of its list.
    """

    widget = SearchedSelect
    last = ""
    here = None
    # The other columns of the entry that say in which list it has its place.
    decided_by = ()
    # The error where the chosen entry stands in another list.
    elsewhere = ""

    def __init__(self, **options):
        super().__init__(**options | {"required": False})
        self.error_messages["invalid_choice"] = GONE

    @classmethod
    def offered(cls):
        return []

    @classmethod
    def shown_in(cls, row):
        """Return where a row passes, for accounts that may only read it."""
        return cls.place_of(row)

    @staticmethod
    def place_of(row):
        """Return the place of a row in words."""
        raise NotImplementedError

    @staticmethod
    def rivals_of(row):
        """Return the other rows of the list of a row, in order."""
        raise NotImplementedError

    @staticmethod
    def put(row, before):
        """Give a row the place behind another one, or at the beginning of its list."""
        raise NotImplementedError

    def waiting(self, row):
        """Return the number that a row has until its place is given."""
        raise NotImplementedError

    def message_of_move(self, request, row, place):
        """Return the message once a row passes elsewhere."""
        raise NotImplementedError

    def rows_for(self, instance):
        """Return the rows beside which an entry may be put, in order."""
        raise NotImplementedError

    def list_of(self, row):
        """Return what the rows of one list share."""
        raise NotImplementedError

    def name_of(self, row):
        """Return what a row is called in the choices."""
        raise NotImplementedError

    def grouping(self, instance, rows):
        """Return a function of a row: (the order of its group of choices, its words)."""
        raise NotImplementedError

    def whole(self, instance):
        """Return the words of the list in which an entry is the first or the last."""
        return ""

    def offer(self, stored, instance):
        known = []
        if instance.pk is not None:
            self.here = self.value_of(instance)
            known = [(self.here, f"à sa place d'aujourd'hui : {self.place_of(instance)}")]
        rows = self.rows_for(instance)
        places, group_of = self._places(rows), self.grouping(instance, rows)
        groups = [
            (name, [(f"{AFTER}{one.pk}", places[one.pk]) for one in listed])
            for (_, name), listed in groupby(sorted(rows, key=group_of), key=group_of)
        ]
        # The only group needs no name.
        choices = groups[0][1] if len(groups) == 1 and not groups[0][0] else groups
        self.choices = [*known, *self._ends(instance, rows), *choices]

    def value_of(self, row):
        """Return the value of the place that a row has now."""
        raise NotImplementedError

    def prepare_value(self, value):
        """Return the choice to show: that of today, or the end for what is new.

        A form that makes a removed entry anew sends the place that it had.
        """
        chosen = isinstance(value, str) and (value in (FIRST, self.last) or value.startswith(AFTER))
        return value if chosen else self.last if self.here is None else self.here

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
            among = self.list_of(one)
            after = f", avant {self.name_of(later[among])}" if among in later else ""
            found[one.pk] = f"après {self.name_of(one)}{after}"
            later[among] = one
        return found

    def _ends(self, instance, rows):
        """Return the choices of both ends of its list, with who is there."""
        own = [self.name_of(one) for one in rows if self.list_of(one) == self.list_of(instance)]
        first, last = (f", avant {own[0]}", f", après {own[-1]}") if own else ("", "")
        others = f"toutes les autres{self.whole(instance)}"
        return [(FIRST, f"devant {others}{first}"), (self.last, f"derrière {others}{last}")]


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
            same = row.pk is not None and cleaned.get(name) == field.here
            if same and not set(field.decided_by) & set(self.changed_data):
                cleaned[name] = getattr(row, name)
                continue
            self.chosen[name] = field.last if same else cleaned.get(name)
            cleaned[name] = field.waiting(row)
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        # An entry that changes its list is looked for among those of the new one.
        for name, value in self.chosen.items():
            field = self.fields[name]
            rivals = field.rivals_of(self.instance)
            found = {f"{AFTER}{one.pk}": one for one in rivals}
            found |= {FIRST: None, field.last: rivals[-1] if rivals else None}
            if value in found:
                self.moved[name] = found[value]
            else:
                self.add_error(name, field.elsewhere)

    def take_place(self):
        """Set the numbers of the instance, and store those of the entries that make room."""
        for name, before in self.moved.items():
            self.fields[name].put(self.instance, before)

    def places_in_words(self, row):
        """Return {column: the place of a stored row in words} for the places of the form."""
        return {name: field.place_of(row) for name, field in self._places()}

    def _places(self):
        return [(name, one) for name, one in self.fields.items() if isinstance(one, PlaceField)]


class TakesPlace:
    """A page that gives the places chosen, once the form and its lines are valid."""

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
        message = field.message_of_move(request, obj, place)
        if message:
            messages.success(request, message)
    return response

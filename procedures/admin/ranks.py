"""The place of an entry among its rivals: chosen in words on its form, kept as a rank."""

from functools import cached_property

from django.urls import reverse
from django.utils.html import format_html

from procedures.drafting.changing.positions import (
    last_rank,
    place_of,
    places_of,
    put_after,
    rivals_of,
)
from procedures.drafting.words.conditions import in_words
from procedures.models import Orientation, Procedure
from procedures.publishing.parts.channel_words import family_title
from procedures.rights import rights_of

from .placing import PlaceField, TakesPlace

HELP = {
    Procedure: "Choisissez entre quelles autres de la série elle passe.",
    Orientation: "Sur la réponse, les urgentes viennent d'abord ; puis dans cet ordre.",
}
FOR_ALL = (
    "Changer son rang peut changer la réponse de beaucoup de personnes : enregistrez, puis "
    "lisez pour qui, dans « Publier »."
)
NOW = 'Son rang : {}. Avant de publier, lisez pour qui la réponse change : <a href="{}">{}</a>.'


class RankField(PlaceField):
    """The place of a procedure in its track, or of an orientation among those of its kind."""

    decided_by = ("track", "urgent")
    elsewhere = "Choisissez une fiche de la même série, ou « devant toutes les autres »."
    place_of = staticmethod(place_of)
    rivals_of = staticmethod(rivals_of)
    put = staticmethod(put_after)

    def waiting(self, row):
        # It is asked from what is written, and must be free.
        return last_rank(row)

    def value_of(self, row):
        return f"{row.rank:.15g}"

    def rows_for(self, instance):
        rows = type(instance).objects.exclude(pk=instance.pk)
        return list(rows.order_by("rank", "position", "pk"))

    def list_of(self, row):
        return row.track if isinstance(row, Procedure) else row.urgent

    def name_of(self, row):
        return f"« {row.title_fr or row} »"

    def grouping(self, instance, rows):
        return _Groups(instance, rows).of

    def offer(self, stored, instance):
        self.help_text = f"{HELP[type(instance)]} {FOR_ALL}"
        super().offer(stored, instance)

    def message_of_move(self, request, row, place):
        """Return where a row passes, and the page of the persons with another answer."""
        if rights_of(request).may_publish(row.part):
            address = f"{reverse('admin:desk_publish')}?part={row.part}&etude=oui#effets"
            return format_html(NOW, place, address, "Calculer, dans « Publier »")
        return format_html(NOW, place, reverse("admin:desk_tryout"), "Essayer")


class _Groups:
    """The groups of rivals: those of its own list first, and of those, its own family.

    An entry of another list is there for a change of that list too.
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


class RankColumn:
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


class TakesRank(TakesPlace):
    """A page that gives the rank chosen, and lists the ranks in words."""

    def get_list_display(self, request):
        listed = super().get_list_display(request)
        return [RankColumn(self.model) if _is_rank(one) else one for one in listed]


def _is_rank(column):
    return getattr(column, "admin_order_field", column) == "rank"

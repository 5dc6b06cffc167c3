"""The place of an entry in the lists of the public: chosen in words, kept as a position."""

from procedures.drafting.changing.positions import (
    listed_with,
    position_of,
    put_behind,
    shown_as,
    siblings_of,
)
from procedures.models import ExamplePerson, Procedure, Question
from procedures.publishing.parts.channel_words import family_title

from .placing import PlaceField

HERE, LAST = "ici", "dernier"
HELP = {
    ExamplePerson: "La page « Exemples » montre les personnes dans cet ordre.",
    Procedure: "Sa place dans sa famille. Ce n'est pas son rang.",
    Question: "Entre quelles autres questions de sa partie elle est posée.",
}
ELSEWHERE = (
    "La fiche que vous avez choisie est dans une autre liste. Choisissez une fiche de la même "
    "{}, ou « derrière toutes les autres »."
)
LISTED_BY = {Procedure: ("famille", "family"), Question: ("partie", "section")}
NOW = "Sa place : {}."


class PositionField(PlaceField):
    """The place of a question in its section, of a procedure in its family, or of an example.

    The present place is a word and no number: left there, it moves nothing, wherever somebody
    else has put it meanwhile.
    """

    called = "place"
    last = LAST
    place_of = staticmethod(position_of)
    rivals_of = staticmethod(listed_with)
    put = staticmethod(put_behind)

    def __init__(self, *, min_value=None, max_value=None, **options):
        super().__init__(**options | {"label": self.called.capitalize()})

    def waiting(self, row):
        return row.position

    def value_of(self, row):
        return HERE

    def rows_for(self, instance):
        if isinstance(instance, Procedure):
            # Those of other families are there for a change of the family too.
            rows = Procedure.objects.order_by("family", "position", "pk")
        else:
            rows = siblings_of(instance)
        return list(rows.exclude(pk=instance.pk))

    def list_of(self, row):
        return getattr(row, LISTED_BY[type(row)][1]) if type(row) in LISTED_BY else ""

    def name_of(self, row):
        return shown_as(row)

    def grouping(self, instance, rows):
        own, order = self.list_of(instance), [*Question.Section.values]

        def group_of(row):
            listed = self.list_of(row)
            if isinstance(row, Procedure):
                words = family_title(listed)
                return (listed != own, words), words
            words = row.get_section_display().capitalize() if isinstance(row, Question) else ""
            return (listed != own, order.index(listed) if listed else -1), words

        return group_of

    def whole(self, instance):
        if type(instance) not in LISTED_BY or getattr(instance, "inquiry_id", None):
            return ""
        return f" de sa {LISTED_BY[type(instance)][0]}"

    def offer(self, stored, instance):
        kind = type(instance)
        self.help_text = HELP[kind]
        if kind in LISTED_BY:
            self.decided_by = (LISTED_BY[kind][1], "inquiry")
            self.elsewhere = ELSEWHERE.format(LISTED_BY[kind][0])
        super().offer(stored, instance)

    def message_of_move(self, request, row, place):
        return NOW.format(place)

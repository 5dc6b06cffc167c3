"""The base of the forms of the desk: order among siblings, and lists of other entries."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from procedures.drafting.changing.positions import next_position
from procedures.drafting.conditions.vocabulary import sentence_of
from procedures.engine.codes import free_key
from procedures.engine.shortening import shortened
from procedures.models.base import Identified, Ordered, is_key
from procedures.translation import TEXTS

from .fields import ConditionField, TextField
from .uses.addresses import uses_url

MOST_LETTERS = 90
# The list of the procedures that a channel is for.
FOR = "for_procedures"
# The columns that may say what an entry is, the first of them that is filled.
NAMING = ("title_fr", "label_fr", "name_fr", "text_fr", "title")


class OfKeys:
    """A list that is searched, and ignores what is no key, on which Django would fail.

    It may come from an address, or from a form that is shown again with the data sent.
    """

    def optgroups(self, name, value, attr=None):
        model = self.field.remote_field.model
        return super().optgroups(name, [one for one in value if is_key(model, str(one))], attr)


class SeveralSuggested(OfKeys, AutocompleteSelectMultiple):
    """Several entries of a list that is searched while one types."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of entries chosen in one field, and stored as ordered rows of ``through``."""

    name: str
    through: type
    relation: str
    column: str
    help_text: str = ""

    @property
    def label(self):
        return capfirst(self.through._meta.verbose_name_plural)

    def chosen(self, instance):
        if instance.pk is None:
            return []
        return [getattr(row, f"{self.column}_id") for row in getattr(instance, self.relation).all()]

    def shown(self):
        """Return the column that shows the list to accounts that may not change it."""

        @admin.display(description=self.label)
        def column(instance):
            rows = getattr(instance, self.relation).select_related(self.column)
            return ", ".join(str(getattr(row, self.column)) for row in rows) or "-"

        return staticmethod(column)

    def field(self):
        target = self.through._meta.get_field(self.column)
        return ListedField(
            target.related_model.objects.all(),
            widget=SeveralSuggested(target, admin.site),
            label=self.label,
            help_text=self.help_text,
            required=False,
        )

    def save(self, instance, chosen):
        """Store the rows of ``chosen``, or leave the rows alone if they are the same.

        Pages send entries in an order of their own: existing entries keep their order, new ones
        follow.
        """
        rows = getattr(instance, self.relation)
        former = self.chosen(instance)
        places = {pk: place for place, pk in enumerate(former)}
        chosen = sorted(chosen, key=lambda one: places.get(one.pk, len(places)))
        if former == [one.pk for one in chosen]:
            return
        rows.all().delete()
        for position, one in enumerate(chosen):
            rows.create(position=position, **{self.column: one})


class ListedField(forms.ModelMultipleChoiceField):
    """Several entries, in the order in which they are sent."""

    def clean(self, value):
        found = {one.pk: one for one in super().clean(value)}
        return [found[int(pk)] for pk in dict.fromkeys(value or []) if int(pk) in found]

    def _check_values(self, value):
        for pk in value:
            if not is_key(self.queryset.model, pk):
                message = self.error_messages["invalid_pk_value"]
                raise ValidationError(message, code="invalid_pk_value", params={"pk": pk})
        return super()._check_values(value)

    def prepare_value(self, value):
        value = super().prepare_value(value)
        return [one for one in value if one is not None] if isinstance(value, list) else value


class LinesField(TextField):
    """Several short texts, one per line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def to_python(self, value):
        lines = [line.strip() for line in super().to_python(value).split("\n")]
        return [line for line in lines if line]

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])


class DeskForm(forms.ModelForm):
    """A form that puts a new entry last among its siblings, and saves its lists."""

    listed = ()
    # The column of the inner name, and the words where it need not be written.
    inner = "key"
    made = "Vide : il est fait d'après le titre."
    # What a line that is not saved yet is called, if it is known already.
    new_name = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.inner in self.fields and self.instance.pk is None:
            self.fields[self.inner].required = False
            self.fields[self.inner].help_text = self.made
        if "position" in self.fields:
            self.fields["position"].required = False
            if self.instance.pk is None:
                self.initial["position"] = None
        for one in self.listed:
            if one.name in self.fields:
                self.initial[one.name] = one.chosen(self.instance)
        for name, field in self.fields.items():
            if hasattr(field, "offer"):
                field.offer(self.initial.get(name), self.instance)
            if self.is_bound and hasattr(field, "offer_sent"):
                field.offer_sent(self.data.get(self.add_prefix(name)))

    def clean(self):
        """Make the inner name of a new entry from its title, if none is written.

        What a département adds to the rules is named as it is saved.
        """
        cleaned = super().clean()
        if isinstance(self.instance, Identified):
            self.instance.first_for = next((one.key for one in cleaned.get(FOR) or ()), "")
            return cleaned
        is_new = self.inner in self.fields and self.instance.pk is None
        if is_new and self.inner not in self.errors and not cleaned.get(self.inner):
            title = next(filter(None, map(cleaned.get, NAMING)), "")
            taken = self.beside(cleaned).values_list(self.inner, flat=True)
            cleaned[self.inner] = free_key(title, taken)
        return cleaned

    def beside(self, cleaned):
        """Return the entries of which none may have the inner name of this one."""
        return type(self.instance).objects.all()

    @property
    def heading(self):
        """The name of a folded line in words, without the name of its parent."""
        named = hasattr(self.instance, "key") or hasattr(self.instance, "value")
        return (self._french if named else "") or str(self.instance)

    @property
    def _french(self):
        """The first French text of a line."""
        texts = TEXTS.get(type(self.instance), ())
        return next(filter(None, (getattr(self.instance, f"{name}_fr") for name in texts)), "")

    @property
    def uses_url(self):
        """The page of the uses of a folded line, or an empty string."""
        return uses_url(self.instance)

    @property
    def summary(self):
        """The beginning of a folded line's text, and the people it is for."""
        french = self._french
        condition = getattr(self.instance, "when", None)
        parts = [] if french == self.heading else [shortened(french, MOST_LETTERS)]
        if condition:
            written = ConditionField().prepare_value(condition).replace("\n", " ; ")
            parts.append(sentence_of(condition) or written)
        return " · ".join(filter(None, parts))

    def save(self, commit=True):
        row = self.instance
        if isinstance(row, Ordered) and (
            row.position is None or (row.pk is None and "position" not in self.fields)
        ):
            row.position = next_position(row)
        return super().save(commit)

    def _save_m2m(self):
        super()._save_m2m()
        for one in self.listed:
            if one.name in self.cleaned_data:
                one.save(self.instance, self.cleaned_data[one.name])


class NamedForm(DeskForm):
    """A form that is not saved without a name, where the format has entries without one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "name_fr" in self.fields:
            self.fields["name_fr"].required = True


def counted(field):
    """Return a field whose limit a script counts and the server refuses.

    A browser would cut what is pasted in silence.
    """
    limit = field.widget.attrs.pop("maxlength", None)
    if limit is not None:
        field.widget.attrs["data-limit"] = limit
    return field


def with_lists(*listed, base=DeskForm):
    """Return a form class with a field for each list."""
    attributes = {one.name: one.field() for one in listed}
    return type(base.__name__, (base,), {**attributes, "listed": listed})

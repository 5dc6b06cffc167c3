"""Options of the model admins: texts in French only, structured columns as words."""

from itertools import zip_longest

from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models as db
from django.utils.html import format_html
from django.utils.text import capfirst
from modeltranslation.fields import TranslationField

from procedures import models
from procedures.drafting.conditions.vocabulary import sentence_of, window_end_of
from procedures.drafting.words.names import Names
from procedures.rights import rights_of
from procedures.translation import TEXTS

from . import codes_fields, fields
from .forms import DeskForm, OfKeys, counted
from .hours_field import PartialDateField, WeeklyHoursField
from .link_field import LinkField, PhoneField, PhrasesField
from .placing import PlaceField, RankField
from .values_field import FactField, NewValuesField, ValuesField
from .window_field import WindowEndField

FIELDS = {
    models.ConditionField: fields.ConditionField,
    models.DurationField: fields.DurationField,
    models.WindowEndField: WindowEndField,
    models.WeeklyHoursField: WeeklyHoursField,
    models.CodesField: fields.CodesField,
    models.PhrasesField: PhrasesField,
    models.SynonymsField: PhrasesField,
}
# JSON columns whose form field depends on their content.
FIELDS_BY_NAME = {
    ("channel", "families"): codes_fields.FamiliesField,
    ("notice", "families"): codes_fields.FamiliesField,
    ("orientation", "filed_first"): codes_fields.FamiliesField,
    ("procedure", "family"): codes_fields.FamilyField,
    ("procedure", "track"): codes_fields.TrackField,
    ("procedure", "rank"): RankField,
    ("procedure", "position"): PlaceField,
    ("question", "position"): PlaceField,
    ("exampleperson", "position"): PlaceField,
    ("orientation", "rank"): RankField,
    ("authority", "departments"): codes_fields.DepartmentsField,
    ("authority", "arrondissement"): codes_fields.ArrondissementField,
    ("authority", "phone"): PhoneField,
    ("site", "phone"): PhoneField,
    ("helper", "phone"): PhoneField,
    ("department", "prefecture_phone"): PhoneField,
    ("orientationcall", "number"): PhoneField,
    ("site", "handles"): codes_fields.HandlesField,
    ("onlineservice", "kinds"): codes_fields.ChannelKindsField,
    ("waitingtime", "handles"): codes_fields.HandlesField,
    ("site", "arrondissements"): codes_fields.ArrondissementsField,
    ("helper", "languages"): codes_fields.LanguagesField,
    ("helper", "kind"): codes_fields.HelperKindField,
    ("document", "icon"): codes_fields.DrawingField,
    **dict.fromkeys((("proofasker", "icon"), ("serviceneed", "icon")), codes_fields.DrawingField),
    ("orientation", "places"): codes_fields.HelperKindsField,
    ("group", "fact"): FactField,
    ("group", "values"): ValuesField,
    ("case", "answers"): fields.MappingField,
    ("case", "expect"): fields.MappingField,
    ("derivedfact", "values"): NewValuesField,
    ("derivedrule", "value"): fields.RuleValueField,
}
# Columns that mean the same in every model.
FIELDS_EVERYWHERE = {
    "owner": codes_fields.OwnerField,
    "prefecture_owner": codes_fields.OwnerField,
}
# What a column means to an agent, shown where it is typed: {column: words}.
EXPLAINED = {
    "source_reference": "L'article, l'arrêté, la note ou la page, par exemple « CESEDA L. 422-1 » "
    "ou « Arrêté préfectoral du 3 mars 2026, article 2 ».",
    "confidence": "Êtes-vous sûr de ce qui est écrit ici ? « Incertaine » : le public lit que "
    "c'est à vérifier.",
    "group_fr": "Le public le lit au-dessus des pièces au choix, par exemple « Un justificatif de "
    "domicile ». Vide s'il n'y a pas de choix.",
    "shown_until": "Ce jour compris. Vide : jusqu'au dernier jour concerné. Sans dernier jour non "
    "plus, elle reste affichée : il faudra la retirer.",
}
# The number of characters from which a line of text takes the width of the page.
LONG = 254
SOURCE = (
    "D'où vient cette information",
    {
        "classes": ("collapse",),
        "fields": (
            ("source_reference", "source_url"),
            ("source_dated", "source_checked_on", "confidence"),
            ("source_verified_on", "source_verified_by"),
            ("recheck_after", "owner"),
        ),
    },
)


class Suggested(OfKeys, AutocompleteSelect):
    """A list that is searched while one types."""


class DeskOptions:
    """What pages and the lines inside them share; each says in ``_may_write`` who may write."""

    form = DeskForm
    every_text = True
    # What stands folded at the end of the form. The value of a rule is no inner name.
    inner = ("key", "position")
    formfield_overrides = {
        db.TextField: {"form_class": fields.TextField},
        db.URLField: {"form_class": LinkField},
        models.DocumentDateField: {"form_class": PartialDateField},
    }

    def has_view_permission(self, request, obj=None):
        """Tell whether the account may read an entry, or the lines inside it."""
        part = models.NATIONAL if obj is None else obj.part
        return rights_of(request).may_view(part, self.model)

    def has_change_permission(self, request, obj=None):
        return self._may_write(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self._may_write(request, "delete", obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        form_class = field_class(db_field)
        if form_class is not None:
            kwargs |= {
                "form_class": form_class,
                "names": lambda: _names_of(request),
                "initial": None,
                "show_hidden_initial": False,
            }
            return counted(db_field.formfield(**kwargs))
        if isinstance(db_field, TranslationField):
            kwargs.setdefault("label", capfirst(db_field.translated_field.verbose_name))
        if db_field.name in EXPLAINED:
            kwargs.setdefault("help_text", EXPLAINED[db_field.name])
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if formfield is None:
            return None
        counted(formfield)
        if isinstance(db_field, db.TextField):
            formfield.widget.attrs["rows"] = 3
        elif isinstance(db_field, db.CharField) and db_field.max_length >= LONG:
            formfield.widget.attrs["class"] = "vLargeTextField"
        elif isinstance(db_field, db.ForeignKey):
            # An entry that others use is deleted on its own page, which lists its uses.
            formfield.widget.can_delete_related = False
            if db_field.remote_field.model is models.Department:
                # A part is chosen here, and changed elsewhere.
                formfield.widget.can_change_related = formfield.widget.can_view_related = False
                formfield.widget.can_add_related = False
        return formfield

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Suggested(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """Return the fieldsets of the class, which name texts as the model does.

        A text that no fieldset names goes to the end of the first one, unless ``every_text`` is
        false: a text that is new in a model is never left out.
        """
        name = french_column if self._may_change(request, obj) else readable
        fieldsets = super().get_fieldsets(request, obj)
        placed = flatten_fieldsets(fieldsets)
        texts = TEXTS.get(self.model, ()) if self.every_text else ()
        rest = [one for one in texts if one not in placed]
        return [
            (title, {**options, "fields": self._renamed((*options["fields"], *more), name)})
            for (title, options), more in zip_longest(fieldsets, [rest], fillvalue=())
        ]

    def get_readonly_fields(self, request, obj=None):
        if not self._may_change(request, obj):
            return flatten_fieldsets(self.get_fieldsets(request, obj))
        return super().get_readonly_fields(request, obj)

    def _may_change(self, request, obj):
        return obj is None or self.has_change_permission(request, obj)

    def _renamed(self, names, rename):
        return [
            self._renamed(one, rename) if isinstance(one, tuple | list) else rename(self.model, one)
            for one in names
        ]


class ShownColumn:
    """A column shown as words: a text in French, or a condition as a sentence."""

    def __init__(self, field):
        self.field = field
        self.admin_order_field = field.name
        label = getattr(field_class(field), "called", field.verbose_name)
        self.__name__ = self.short_description = str(label)

    def __call__(self, obj):
        value = getattr(obj, self.field.name)
        if isinstance(self.field, db.BooleanField):
            return {True: "oui", False: "non"}.get(value, "-")
        form_class = field_class(self.field)
        if hasattr(form_class, "shown_in"):
            return form_class.shown_in(obj)
        if form_class is not None and value not in (None, [], {}, ""):
            if hasattr(form_class, "shown"):
                return form_class.shown(value)
            if form_class is WindowEndField:
                return window_end_of(value)
            words = form_class().prepare_value(value)
            spoken = sentence_of(value) if form_class is fields.ConditionField else None
            if spoken:
                return format_html("<p>{}</p>", spoken)
            return format_html('<div class="desk-code desk-code--read">{}</div>', words)
        return value or "-"

    def __eq__(self, other):
        return isinstance(other, ShownColumn) and self.field == other.field

    def __hash__(self):
        return hash(self.field)


def field_class(db_field):
    """Return the form field of a structured column, or ``None``."""
    owner = getattr(db_field, "model", None)
    name = (owner._meta.model_name, db_field.name) if owner else None
    shared = FIELDS_EVERYWHERE.get(db_field.name)
    return FIELDS_BY_NAME.get(name) or shared or FIELDS.get(type(db_field))


def french_column(model, name):
    return f"{name}_fr" if name in TEXTS.get(model, ()) else name


def readable(model, name):
    """Return what shows a column in words to accounts that may only read it."""
    columns = {field.name: field for field in model._meta.fields}
    field = columns.get(name)
    has_words = field and (
        name in TEXTS.get(model, ()) or field_class(field) or isinstance(field, db.BooleanField)
    )
    return ShownColumn(field) if has_words else name


def in_words(model, names):
    """Return the columns of a list, with « oui » and « non » and the words of codes."""
    columns = {field.name: field for field in model._meta.fields}
    return [ShownColumn(columns[name]) if _has_words(columns.get(name)) else name for name in names]


def _has_words(field):
    return isinstance(field, db.BooleanField) or hasattr(field and field_class(field), "shown")


def _names_of(request):
    """Return the Names, read once for all the fields of a request's form."""
    if not hasattr(request, "_names"):
        request._names = Names()
    return request._names

"""The JSON columns whose value is structured exactly as in the catalogue's files."""

from django.core.exceptions import ValidationError
from django.db import models

from procedures.engine.schema.declared import document_date, service
from procedures.engine.values.facts import DURATION_UNITS


def validate_duration(value):
    """Raise ``ValidationError`` unless ``value`` gives whole numbers of years, months or days.

    For example, ``{"months": 6}`` is valid.
    """
    valid = isinstance(value, dict) and all(
        unit in DURATION_UNITS and type(count) is int for unit, count in value.items()
    )
    if not valid:
        raise ValidationError(
            "« %(value)s » n'est pas une durée : donnez un nombre d'années (years), de mois "
            "(months) ou de jours (days).",
            params={"value": value},
        )


def validate_document_date(value):
    """Raise ``ValidationError`` unless ``value`` is the date of a document, as files write it."""
    if document_date(value):
        raise ValidationError("« %(value)s » n'est pas une date.", params={"value": value})


def validate_service(value):
    """Raise ``ValidationError`` if ``value`` names a person rather than a service."""
    problem = service(value)
    if problem:
        raise ValidationError(problem[0].upper() + problem[1:])


class _CheckedTextField(models.CharField):
    """A short text that may be missing, whose class decides which texts are accepted."""

    def __init__(self, verbose_name, **kwargs):
        super().__init__(verbose_name, **{"blank": True, "default": ""} | kwargs)

    def deconstruct(self):
        # Migrations never import application code, and for the database this is plain text.
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class DocumentDateField(_CheckedTextField):
    """The day, month or year of a document, such as « 2019-09 », or that it bears none."""

    default_validators = (validate_document_date,)

    def __init__(self, verbose_name="date du document", **kwargs):
        help_text = (
            "Le jour, le mois ou l'année que porte la page : 21/09/2019, 09/2019 ou 2019. "
            "Si elle n'en porte pas : « sans date »."
        )
        super().__init__(verbose_name, **{"max_length": 10, "help_text": help_text} | kwargs)


class ServiceField(_CheckedTextField):
    """The service that verified a statement, as a sentence names it. It never names a person."""

    default_validators = (validate_service,)

    def __init__(self, verbose_name="vérifié par", **kwargs):
        help_text = (
            "Le service qui a confirmé l'information, avec son article : "
            "« la préfecture du Gard ». Jamais le nom d'une personne."
        )
        super().__init__(verbose_name, **{"max_length": 200, "help_text": help_text} | kwargs)


class StructuredField(models.JSONField):
    """A JSON column whose class decides which form the administration shows."""

    def deconstruct(self):
        # Migrations never import application code, and for the database this is a plain JSON
        # column.
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class OptionalField(StructuredField):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"null": True, "blank": True, "default": None} | kwargs)


class ConditionField(OptionalField):
    """A condition. ``None`` means that there is none: the entry is for everybody."""

    def __init__(self, verbose_name="condition", **kwargs):
        help_text = "Vide : pour tout le monde."
        super().__init__(verbose_name, **{"help_text": help_text} | kwargs)


class DurationField(OptionalField):
    """A duration, such as ``{"months": 6}``."""

    default_validators = (validate_duration,)


class WindowEndField(OptionalField):
    """A day, or a distance from the date of a fact: ``{"fact": "expiry_date", "days": -120}``."""


class WeeklyHoursField(StructuredField):
    """Opening hours by weekday: ``{"mon": ["09:00-11:30"], "tue": [...]}``."""

    def __init__(self, verbose_name="horaires", **kwargs):
        help_text = "Écrivez comme vous le diriez : « 9h-12h », « 9h30-12h, 14h-16h », « fermé »."
        defaults = {"default": dict, "blank": True, "help_text": help_text}
        super().__init__(verbose_name, **defaults | kwargs)


class CodesField(StructuredField):
    """A list of codes, such as values, families, arrondissements or languages."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": list, "blank": True} | kwargs)


class PhrasesField(CodesField):
    """A list of words and phrases as people read them, where a code has no spaces."""


class SynonymsField(PhrasesField):
    """The everyday words by which agents find a question, an answer or a group."""

    def __init__(self, verbose_name="mots des gens", **kwargs):
        help_text = "Un mot par ligne, comme on le dit au guichet : « locataire », « loyer »."
        super().__init__(verbose_name, **{"help_text": help_text} | kwargs)

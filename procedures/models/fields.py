"""The columns whose value is structured exactly as in the catalogue's files."""

from django.core.exceptions import ValidationError
from django.db import models

from procedures.engine.values.facts import DURATION_UNITS


def validate_duration(value):
    """Refuse all but whole numbers of years, months and days: ``{"months": 6}``."""
    valid = isinstance(value, dict) and all(
        unit in DURATION_UNITS and type(count) is int for unit, count in value.items()
    )
    if not valid:
        raise ValidationError(
            "« %(value)s » n'est pas une durée : donnez un nombre d'années (years), de mois "
            "(months) ou de jours (days).",
            params={"value": value},
        )


class StructuredField(models.JSONField):
    """A JSON column; its class tells the admin which form to show."""

    def deconstruct(self):
        # A migration never imports application code, and the column is a plain JSON one.
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class OptionalField(StructuredField):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"null": True, "blank": True, "default": None} | kwargs)


class ConditionField(OptionalField):
    """A condition; ``None`` where none is said, which always holds."""

    def __init__(self, verbose_name="condition", **kwargs):
        help_text = "Vide : pour tout le monde."
        super().__init__(verbose_name, **{"help_text": help_text} | kwargs)


class DurationField(OptionalField):
    """``{"months": 6}``"""

    default_validators = (validate_duration,)


class WindowEndField(OptionalField):
    """A day, or a distance from a fact's date: ``{"fact": "expiry_date", "days": -120}``."""


class WeeklyHoursField(StructuredField):
    """``{"mon": ["09:00-11:30"], "tue": [...]}``"""

    def __init__(self, verbose_name="horaires, jour par jour", **kwargs):
        super().__init__(verbose_name, **{"default": dict, "blank": True} | kwargs)


class CodesField(StructuredField):
    """A list of codes: values, families, arrondissements, languages."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": list, "blank": True} | kwargs)

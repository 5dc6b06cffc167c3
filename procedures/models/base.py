"""What models share: identifiers, order, conditions, sources, and the part that an entry is of."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

NATIONAL = "national"
DURATION_UNITS = ("years", "months", "days")

validate_key = RegexValidator(
    r"^[a-z][a-z0-9_]*\Z",
    "Un identifiant commence par une lettre minuscule et n'a que des minuscules sans accent, "
    "des chiffres et « _ ».",
)


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


def key_field(**options):
    """The name of an entry in the catalogue: other entries, cases and links use it."""
    help_text = "Nom court et stable : ne le changez plus une fois publié."
    return models.CharField(
        "identifiant", max_length=100, validators=[validate_key], help_text=help_text, **options
    )


def condition_field(help_text="Vide : pour tout le monde."):
    """A condition, in exactly the structure of the catalogue's files (``None``: none is said)."""
    return models.JSONField("condition", null=True, blank=True, default=None, help_text=help_text)


def duration_field(label, **options):
    return models.JSONField(
        label, null=True, blank=True, default=None, validators=[validate_duration], **options
    )


def weekly_hours_field():
    return models.JSONField(
        "horaires, jour par jour",
        default=dict,
        blank=True,
        help_text='Par exemple {"mon": ["09:00-11:30"], "tue": […]}.',
    )


class Ordered(models.Model):
    """An entry whose place among its siblings matters."""

    position = models.PositiveIntegerField("position", default=0)

    class Meta:
        abstract = True
        ordering = ("position", "pk")


class Confidence(models.TextChoices):
    HIGH = "high", "sûre"
    MEDIUM = "medium", "assez sûre"
    LOW = "low", "incertaine"


class Sourced(models.Model):
    """An entry that states the law or a local fact: where that comes from, and until when."""

    source_reference = models.TextField(
        "source", blank=True, help_text="L'article ou la page, par exemple « CESEDA L. 422-1 »."
    )
    source_url = models.URLField("lien de la source", max_length=1000, blank=True)
    source_checked_on = models.DateField("vérifié le", null=True, blank=True)
    confidence = models.CharField(
        "confiance", max_length=10, choices=Confidence, blank=True, default=""
    )
    recheck_after = duration_field(
        "à revérifier après", help_text="Depuis la date de vérification."
    )
    owner = models.CharField(
        "responsable", max_length=10, blank=True, help_text="Code du département, ou « national »."
    )

    class Meta:
        abstract = True


class National(models.Model):
    """An entry of the national part, the one that editors of the law maintain."""

    part = NATIONAL

    class Meta:
        abstract = True


class Local(models.Model):
    """An entry of one département's part."""

    department = models.ForeignKey(
        "procedures.Department",
        verbose_name="département",
        on_delete=models.CASCADE,
        related_name="%(class)ss",
    )

    class Meta:
        abstract = True

    @property
    def part(self):
        return self.department.code

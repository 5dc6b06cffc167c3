"""The base classes of the catalogue's models: name, order, source, part."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from procedures.engine.codes import entry_of_columns, key_of

from .fields import CodesField, DocumentDateField, DurationField, ServiceField

NATIONAL = "national"

validate_key = RegexValidator(
    r"^[a-z][a-z0-9_]*\Z",
    "Un identifiant commence par une lettre minuscule et n'a que des minuscules sans accent, "
    "des chiffres et « _ ».",
)


def key_field(**options):
    """Return the field for the name of an entry, which other entries, cases and links use."""
    help_text = "Nom court et stable : ne le changez plus une fois publié."
    return models.CharField(
        "identifiant", max_length=100, validators=[validate_key], help_text=help_text, **options
    )


def is_key(model: type[models.Model], text: str) -> bool:
    """Tell whether a text may be the key of a row; on another, a database fails.

    Python takes « ² » for a digit, and numbers longer than any column's for numbers.
    """
    column = model._meta.pk
    try:
        column.run_validators(column.to_python(text))
    except ValidationError:
        return False
    return True


class Ordered(models.Model):
    """An entry whose position among its siblings matters."""

    position = models.PositiveIntegerField("position", default=0)

    class Meta:
        abstract = True
        ordering = ("position", "pk")


class Confidence(models.TextChoices):
    HIGH = "high", "sûre"
    MEDIUM = "medium", "assez sûre"
    LOW = "low", "incertaine"


READ_ON = "Le jour où quelqu'un a lu la page ou l'article."


class Sourced(models.Model):
    """An entry that states a rule of law or a local fact.

    It records where the statement comes from, the date of that document, the day on which somebody
    read it, the service that verified the statement, and when to check it again.
    """

    source_reference = models.TextField(
        "source", blank=True, help_text="L'article ou la page, par exemple « CESEDA L. 422-1 »."
    )
    source_url = models.URLField("lien de la source", max_length=1000, blank=True)
    source_dated = DocumentDateField()
    source_checked_on = models.DateField("lu le", null=True, blank=True, help_text=READ_ON)
    source_verified_on = models.DateField("vérifié le", null=True, blank=True)
    source_verified_by = ServiceField()
    confidence = models.CharField(
        "confiance", max_length=10, choices=Confidence, blank=True, default=""
    )
    recheck_after = DurationField(
        "à revérifier après", help_text="Depuis le jour de la lecture ou de la vérification."
    )
    owner = models.CharField(
        "responsable", max_length=10, blank=True, help_text="Code du département, ou « national »."
    )

    class Meta:
        abstract = True


class Dated(models.Model):
    """A rule that holds from a day on, or until a day."""

    starts_on = models.DateField(
        "en vigueur à partir du", null=True, blank=True, help_text="Vide : déjà en vigueur."
    )
    ends_on = models.DateField(
        "en vigueur jusqu'au",
        null=True,
        blank=True,
        help_text="Ce jour compris. Vide : sans fin connue.",
    )

    class Meta:
        abstract = True


class Preparable(models.Model):
    """An entry that may be in preparation: its authors try it, it is never published."""

    draft = models.BooleanField(
        "en préparation",
        default=False,
        db_default=False,
        help_text=(
            "Visible de vous seulement, dans « Essayer » et « Vérifier ». Rien n'en est publié. "
            "Décochez quand c'est prêt."
        ),
    )

    class Meta:
        abstract = True


class Renamable(models.Model):
    """An entry whose former names still lead to it. Only « Renommer » writes them.

    Visitors' answers and links hold names, as do the parts of départements already published.
    """

    formerly = CodesField("anciens identifiants", editable=False)

    class Meta:
        abstract = True


class National(models.Model):
    """An entry of the national part, which the editors of the law maintain."""

    part = NATIONAL

    class Meta:
        abstract = True


class Local(models.Model):
    """An entry of a département's part."""

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


class Identified(Ordered, Local):
    """An entry of a list of a département. An empty key is made from its content as it is saved.

    Only a row that the version before wrote, while both served, has none until it is saved again.
    ``first_for`` is the procedure that a new channel is for, while its lines are not saved yet.
    """

    key = key_field(blank=True, default="", db_default="")
    first_for = ""

    class Meta(Ordered.Meta):
        abstract = True
        constraints: ClassVar = (
            models.UniqueConstraint(
                fields=["department", "key"],
                condition=~models.Q(key=""),
                name="%(class)s_key_is_unique_in_its_department",
                violation_error_message="Une autre fiche du département a déjà cet identifiant.",
            ),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.key:
            beside = type(self)._default_manager.filter(department=self.department_id)
            entry = entry_of_columns(vars(self), list(filter(None, [self.first_for])))
            taken = set(beside.values_list("key", flat=True))
            self.key = key_of(f"{self._meta.model_name}s", entry, taken)
        super().save(*args, **kwargs)

"""The editions of the parts, which are never changed or deleted, and what was saved."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from procedures.engine.codes import with_ids

MESSAGE = "Une publication ne se modifie pas et ne s'efface pas."
_Row = TypeVar("_Row", bound=models.Model)


class Frozen(Exception):
    """Code tried to change or delete a publication."""


class FrozenQuerySet(models.QuerySet[_Row]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise Frozen(MESSAGE)

    def delete(self) -> NoReturn:
        raise Frozen(MESSAGE)


class FrozenModel(models.Model):
    """A row that is written once, then neither changed nor deleted."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Frozen(MESSAGE)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Frozen(MESSAGE)


class PartField(models.JSONField):
    """The content of a part. What was published before its entries had an id is read with one."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return with_ids(super().from_db_value(value, expression, connection))

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class PublishedPart(FrozenModel):
    """The national content, or a département's content, as it was published."""

    code = models.CharField("partie", max_length=10)
    digest = models.CharField("empreinte", max_length=64)
    content = PartField("contenu")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="auteur",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="published_parts",
    )
    created_at = models.DateTimeField("publiée le", auto_now_add=True)

    class Meta:
        verbose_name = "partie publiée"
        verbose_name_plural = "parties publiées"
        ordering = ("-created_at", "code")
        permissions = (("publish", "peut publier une partie"),)

    def __str__(self):
        return f"{self.code} ({self.digest[:6]})"


class Edition(FrozenModel):
    """A published catalogue: the national part and one part per département.

    Which edition is in force is not stored: ``publishing.editions.in_force`` computes it from these
    rows and the present moment.
    """

    number = models.PositiveIntegerField("numéro", primary_key=True)
    digest = models.CharField("empreinte", max_length=64)
    parts = models.ManyToManyField(PublishedPart, verbose_name="parties", related_name="editions")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="auteur",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="editions",
    )
    note = models.TextField("ce qui change", blank=True)
    # Not auto_now_add: the publisher keeps these moments in the order of the numbers, even if
    # another machine's clock is ahead.
    created_at = models.DateTimeField("publiée le", default=timezone.now, editable=False)
    takes_effect_on = models.DateField(
        "prend effet le", null=True, blank=True, help_text="Vide : tout de suite."
    )
    based_on = models.ForeignKey(
        "self",
        verbose_name="faite sur",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # The planned edition whose place this one takes: code reads ``successor_of``. The column keeps
    # its name, for a replica of the version before writes it.
    confirms = models.ForeignKey(
        "self",
        verbose_name="confirme",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="confirmations",
    )
    cancels = models.ForeignKey(
        "self",
        verbose_name="annule",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cancellations",
    )

    class Meta:
        verbose_name = "édition"
        verbose_name_plural = "éditions"
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                condition=Q(confirms__isnull=True) | Q(cancels__isnull=True),
                name="edition_confirms_or_cancels",
            ),
            models.CheckConstraint(
                condition=Q(cancels__isnull=True) | Q(takes_effect_on__isnull=True),
                name="edition_cancels_at_once",
            ),
        )

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The name of the edition on every page: its number and the start of its digest."""
        return f"{self.number}-{self.digest[:6]}"

    @property
    def successor_of(self) -> Edition | None:
        """The planned edition whose place this one takes."""
        return self.confirms


class EntryChange(FrozenModel):
    """A change of one entry by one act. The rows of an act share their author and their moment.

    ``before`` and ``after`` hold the entry as plain data, with its lines, its translations and its
    place: ``{"entry": {…}, "translations": {"ar": {…}}, "place": 3}``.
    """

    class Kind(models.TextChoices):
        ADDED = "added", "ajout"
        MODIFIED = "modified", "modification"
        REMOVED = "removed", "retrait"

    part = models.CharField("partie", max_length=10)
    section = models.CharField("rubrique", max_length=30)
    name = models.CharField("nom", max_length=100)
    kind = models.CharField("sorte", max_length=10, choices=Kind)
    before = models.JSONField("avant", null=True)
    after = models.JSONField("après", null=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="auteur",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entry_changes",
    )
    at = models.DateTimeField("le", db_index=True)
    how = models.CharField("comment", max_length=100)

    class Meta:
        verbose_name = "changement"
        verbose_name_plural = "changements"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("part", "section", "name"), name="entrychange_entry"),)

    def __str__(self):
        return f"{self.get_kind_display()} : {self.section} {self.name} ({self.part})"

"""The derived facts: decision tables in which the first rule that holds gives the value."""

from django.db import models

from .base import Dated, National, Ordered, Preparable, Renamable, Sourced, key_field
from .fields import CodesField, ConditionField
from .questions import Question


class DerivedFact(Ordered, Preparable, Renamable, Sourced, National):
    key = key_field(unique=True)
    title = models.CharField(
        "nom",
        max_length=200,
        blank=True,
        help_text="Pour vos collègues : le public ne le voit pas.",
    )
    kind = models.CharField("type", max_length=20, choices=Question.Kind)
    values = CodesField("valeurs possibles")
    settles = models.CharField(
        "répond à la question",
        max_length=100,
        blank=True,
        db_default="",
        help_text="La question n'est pas posée à qui a une valeur : cette valeur est sa réponse.",
    )

    class Meta(Ordered.Meta):
        verbose_name = "information déduite"
        verbose_name_plural = "informations déduites"

    def __str__(self):
        return self.title or self.key


class DerivedRule(Ordered, Sourced, Dated, National):
    derived_fact = models.ForeignKey(
        DerivedFact,
        verbose_name="information déduite",
        on_delete=models.CASCADE,
        related_name="rules",
    )
    # A value of the fact's kind: a string, a number or a boolean.
    value = models.JSONField("valeur")
    label = models.CharField(
        "valeur, en mots", max_length=200, blank=True, help_text="Pour vos collègues."
    )
    when = ConditionField(help_text="Vide : dans tous les autres cas.")

    class Meta(Ordered.Meta):
        verbose_name = "règle"
        verbose_name_plural = "règles"

    def __str__(self):
        if isinstance(self.value, bool):
            return self.label or ("oui" if self.value else "non")
        return self.label or str(self.value)

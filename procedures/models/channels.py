"""The channels through which a procedure is filed or booked, in a département or everywhere."""

from django.db import models

from procedures.engine.values.channel_kinds import CHANNEL_KINDS

from .base import Dated, Identified, Ordered, Preparable, Sourced
from .fields import CodesField, ConditionField
from .procedures import Procedure
from .translated import Translated


class Channel(Translated, Preparable, Sourced, Dated, Identified):
    class Consulate(models.TextChoices):
        FRANCE = "france", "un consulat de France"
        HOME = "pays", "le consulat du pays de la personne"

    Kind = models.TextChoices(
        "Kind", [(kind.upper(), (kind, one.label)) for kind, one in CHANNEL_KINDS.items()]
    )

    families = CodesField(
        "familles concernées",
        help_text="Ni famille ni démarche : toutes les démarches.",
    )
    when = ConditionField()
    kind = models.CharField("type", max_length=20, choices=Kind)
    consulate = models.CharField(
        "de quel pays",
        max_length=10,
        choices=Consulate,
        blank=True,
        default="",
        help_text=(
            "Pour un consulat seulement. Qui a fui son pays n'est jamais envoyé à son consulat."
        ),
    )
    service = models.CharField(
        "site de dépôt",
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text="Vide : celui de ce type. Il dit ce qu'il faut pour entrer, et l'autre voie.",
    )
    url = models.URLField("lien", max_length=1000, blank=True)
    address = models.TextField("adresse", blank=True)
    address_fr: str | None
    instructions = models.TextField("consignes", blank=True)
    instructions_fr: str | None
    no_slot_help = models.TextField("quoi faire sans rendez-vous libre", blank=True)

    class Meta(Identified.Meta):
        verbose_name = "façon de déposer"
        verbose_name_plural = "façons de déposer"

    def __str__(self):
        return f"{self.department.code} : {self.get_kind_display()}"


class ChannelProcedure(Ordered):
    """A procedure that a channel is for."""

    channel = models.ForeignKey(
        Channel,
        verbose_name="façon de déposer",
        on_delete=models.CASCADE,
        related_name="procedures",
    )
    procedure = models.ForeignKey(
        Procedure, verbose_name="démarche", on_delete=models.PROTECT, related_name="channels"
    )

    class Meta(Ordered.Meta):
        verbose_name = "démarche concernée"
        verbose_name_plural = "démarches concernées"
        constraints = (
            models.UniqueConstraint(
                fields=["channel", "procedure"], name="channel_names_a_procedure_once"
            ),
        )

    def __str__(self):
        return str(self.procedure)

    @property
    def part(self):
        return self.channel.part

"""What the catalogue promises for everybody: « garanties », proved before each publication."""

from django.db import models

from .base import National, Ordered, Preparable, Sourced, key_field
from .fields import CodesField, ConditionField, PhrasesField

ONE_IS_ENOUGH = (
    "Une expression par ligne. Une seule suffit, si elle est sûre d'être montrée, sur la fiche ou "
    "dans une orientation."
)


class Invariant(Ordered, Preparable, Sourced, National):
    key = key_field(unique=True)
    title = models.CharField(
        "garantie", max_length=300, help_text="Une phrase pour vos collègues : ce qui est promis."
    )
    when = ConditionField(
        "pour qui",
        help_text="Qui ne sait pas répondre compte aussi : la garantie vaut pour cette personne.",
    )
    never_procedures = CodesField("démarches jamais montrées")
    never_documents = CodesField("pièces jamais demandées")
    never_channels = CodesField("façons de déposer jamais proposées")
    never_places = CodesField("lieux où personne n'est envoyé")
    never_words = PhrasesField(
        "mots jamais montrés", help_text="Un mot par ligne. Les majuscules ne comptent pas."
    )
    never_but_for = PhrasesField(
        "sauf dans ces expressions",
        help_text="Une expression par ligne, par exemple « consulat de France ».",
    )
    never_told_with = PhrasesField(
        "sauf si la fiche dit aussi",
        help_text=ONE_IS_ENOUGH,
    )
    always_on = CodesField("démarches concernées", help_text="Vide : toutes les démarches.")
    always_told = PhrasesField(
        "leur fiche dit toujours",
        help_text=ONE_IS_ENOUGH,
    )
    always_first = PhrasesField(
        "étapes qui passent toujours en premier",
        help_text=(
            "Un mot par ligne, par exemple « 48 heures » : parmi les étapes qui ont un dernier "
            "jour, celles qui disent ce mot sont avant les autres."
        ),
    )

    class Meta(Ordered.Meta):
        verbose_name = "garantie"
        verbose_name_plural = "garanties"

    def __str__(self):
        return self.title

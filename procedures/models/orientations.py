"""The orientations: useful answers that are not a procedure."""

from django.db import models

from .base import National, Ordered, Sourced, key_field
from .fields import ConditionField
from .translated import Translated


class Orientation(Translated, Ordered, Sourced, National):
    key = key_field(unique=True)
    rank = models.IntegerField("rang", help_text="Le plus petit passe devant.")
    when = ConditionField()
    title = models.CharField("titre", max_length=500)
    text = models.TextField("texte")
    urgent = models.BooleanField("urgent", default=False, help_text="Montré en premier.")
    fallback = models.BooleanField(
        "faute de mieux",
        default=False,
        help_text=(
            "Cette orientation aide qui ne trouve pas sa réponse, sans être une réponse. Si une "
            "personne n'a qu'elle, « Vérifier le catalogue » le dit."
        ),
    )

    class Meta(Ordered.Meta):
        verbose_name = "orientation"
        verbose_name_plural = "orientations"

    def __str__(self):
        return str(self.title or self.key)


class OrientationLink(Translated, Ordered, Sourced, National):
    orientation = models.ForeignKey(
        Orientation, verbose_name="orientation", on_delete=models.CASCADE, related_name="links"
    )
    text = models.CharField("texte du lien", max_length=500)
    url = models.URLField("adresse du lien", max_length=1000)

    class Meta(Ordered.Meta):
        verbose_name = "lien"
        verbose_name_plural = "liens"

    def __str__(self):
        return self.url

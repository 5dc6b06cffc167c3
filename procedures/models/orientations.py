"""The orientations: useful answers that are not a procedure."""

from django.core.validators import RegexValidator
from django.db import models

from procedures.engine.schema.shapes import CALL_NUMBER

from .base import Dated, National, Ordered, Preparable, Sourced, key_field
from .fields import CodesField, ConditionField, WindowEndField
from .stances import StanceName
from .translated import Translated


class Milestone(models.TextChoices):
    """What the line of time says of a day; those of ``engine.values.stances``."""

    DAY = "jour", "ce jour-là"
    LAST_DAY = "dernier_jour", "dernier jour : un droit finit"
    AROUND = "environ", "environ : « vers le »"
    UNDATED = "sans_jour", "après ce jour, sans date"
    MONTH_END = "fin_du_mois", "à la fin de ce mois"


class Orientation(Translated, Ordered, Preparable, Sourced, Dated, National):
    key = key_field(unique=True)
    rank = models.FloatField("rang", help_text="Le plus petit passe devant.")
    when = ConditionField()
    title = models.CharField("titre", max_length=500)
    text = models.TextField("texte")
    stance = models.CharField("position", max_length=20, choices=StanceName, blank=True, default="")
    lead = models.TextField("phrase de la carte", blank=True)
    last_day = WindowEndField("dernier jour pour agir")
    places = CodesField("aides à proposer d'abord", help_text="Des types d'aide : cidff, avocat…")
    urgent = models.BooleanField("urgent", default=False, help_text="Montré en premier.")
    fallback = models.BooleanField(
        "faute de mieux",
        default=False,
        help_text=(
            "Cette orientation aide qui ne trouve pas sa réponse, sans être une réponse. Si une "
            "personne n'a qu'elle, « Vérifier le catalogue » le dit."
        ),
    )
    household = models.BooleanField(
        "pour la famille",
        default=False,
        help_text=(
            "Une ligne sur ce qui existe pour le mari, la femme et les enfants, montrée après la "
            "réponse, avec le bouton qui commence leur questionnaire. Seul le texte est montré."
        ),
    )
    careful = models.BooleanField(
        "dans le doute aussi",
        default=False,
        help_text=(
            "Montrée à côté d'une démarche dès qu'elle peut concerner la personne, même si une "
            "question n'a pas été posée. Écrivez un titre qui dit pour qui elle est."
        ),
    )
    milestone = models.CharField(
        "jour de la ligne du temps",
        max_length=12,
        choices=Milestone,
        blank=True,
        db_default="",
        help_text=(
            "C’est alors un jour, et non une réponse : le « dernier jour pour agir » dit lequel, "
            "la phrase de la carte nomme en un mot le temps qui finit. Compté depuis « today », il "
            "porte « si vous déposez aujourd’hui » ; le délai d’un recours y ajoute son dernier "
            "jour."
        ),
    )
    letter = models.CharField(
        "lettre à écrire ce jour-là", max_length=100, blank=True, db_default=""
    )
    filed_first = CodesField(
        "familles à déposer sans attendre",
        help_text=(
            "Une orientation « se faire relire d'abord », montrée « dans le doute aussi », avec "
            "une phrase de la carte et des choses à faire, passe avant tout dépôt. Sauf pour ces "
            "familles : une demande d'asile, par exemple, n'attend pas."
        ),
        db_default=models.Value([], models.JSONField()),
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


validate_call_number = RegexValidator(
    rf"^{CALL_NUMBER.pattern}\Z", "Un numéro n'a que des chiffres et des espaces."
)


class OrientationCall(Translated, Ordered, Sourced, National):
    """A number to call, or to write to by SMS."""

    class Kind(models.TextChoices):
        PHONE = "telephone", "téléphone"
        SMS = "sms", "SMS"

    orientation = models.ForeignKey(
        Orientation, verbose_name="orientation", on_delete=models.CASCADE, related_name="calls"
    )
    number = models.CharField("numéro", max_length=30, validators=[validate_call_number])
    kind = models.CharField("moyen", max_length=10, choices=Kind, blank=True, default="")
    text = models.CharField("pour quoi", max_length=300)

    class Meta(Ordered.Meta):
        verbose_name = "numéro à appeler"
        verbose_name_plural = "numéros à appeler"

    def __str__(self):
        return self.number


class OrientationStep(Translated, Ordered, Sourced, National):
    """A thing to do, in order."""

    orientation = models.ForeignKey(
        Orientation, verbose_name="orientation", on_delete=models.CASCADE, related_name="steps"
    )
    text = models.CharField("quoi faire", max_length=300)
    note = models.TextField("précision", blank=True)

    class Meta(Ordered.Meta):
        verbose_name = "chose à faire"
        verbose_name_plural = "choses à faire"

    def __str__(self):
        return str(self.text)

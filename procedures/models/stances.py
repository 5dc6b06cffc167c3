"""The stances of a procedure, in order: the first words of the card of an answer."""

from django.db import models

from .base import National, Ordered, Sourced
from .fields import ConditionField, WindowEndField
from .procedures import Procedure
from .translated import Translated


class StanceName(models.TextChoices):
    FILE = "deposer", "déposer"
    REREAD = "faire_relire", "se faire relire d'abord"
    OPTIONAL = "facultatif", "facultatif"
    WAIT = "attendre", "attendre jusqu'au…"
    FOLLOW = "suivre", "attendre une réponse, et compter les jours"
    LATE = "en_retard", "en retard"
    ANSWER = "repondre", "répondre avant le…"
    CALL = "appeler", "appeler"
    GET_SAFE = "se_proteger", "se mettre en sécurité"
    GO_BACK = "reprendre", "reprendre une réponse"
    COME_BACK = "revenir", "revenir en France à temps"
    COLLECT = "retirer", "aller chercher ce qui est prêt"


class PlaceName(models.TextChoices):
    CHANNEL = "canal", "là où l'on dépose"
    HELPER = "aide", "une aide proche"
    PREFECTURE = "prefecture", "la préfecture"
    MAIRIE = "mairie", "la mairie"
    CONSULATE = "consulat", "le consulat du pays de la personne"
    FRENCH_CONSULATE = "consulat_france", "le consulat de France"
    COURT = "tribunal", "le tribunal"
    CIVIL_COURT = "tribunal_judiciaire", "le tribunal judiciaire"
    ASYLUM_COURT = "cnda", "la Cour nationale du droit d'asile (CNDA)"
    VISA_COMMISSION = "commission_visas", "la commission de recours des visas (Nantes)"
    VISA_DIRECTOR = "sous_directeur_visas", "le sous-directeur des visas (Nantes)"
    MINISTER = "ministre", "le ministre de l'intérieur"
    POLICE = "police", "la police ou la gendarmerie"
    FOREIGN_POLICE = "police_pays", "la police du pays où est la personne"
    OFII = "ofii", "l'OFII"
    SPADA = "spada", "la SPADA"
    ONLINE = "en_ligne", "un site en ligne"
    PHONE = "telephone", "au téléphone"
    POST = "courrier", "par courrier"
    EMPLOYER = "employeur", "l'employeur"
    LAWYER = "avocat", "un avocat"


class ProcedureStance(Translated, Ordered, Sourced, National):
    """The first one that certainly holds is that of the card."""

    class Moment(models.TextChoices):
        BEFORE = "avant", "avant la période de l'étape"
        DURING = "pendant", "pendant la période"
        AFTER = "apres", "après la période"

    procedure = models.ForeignKey(
        Procedure, verbose_name="démarche", on_delete=models.CASCADE, related_name="stances"
    )
    stance = models.CharField("position", max_length=20, choices=StanceName)
    when = ConditionField()
    moment = models.CharField("moment", max_length=10, choices=Moment, blank=True, default="")
    step = models.CharField(
        "étape du moment",
        max_length=100,
        blank=True,
        default="",
        help_text="Vide : l'étape qui a des dates.",
    )
    last_day = WindowEndField("valable jusqu'au")
    lead = models.TextField("phrase de la carte", blank=True)
    today = models.BooleanField(
        "à commencer aujourd'hui",
        default=False,
        db_default=False,
        help_text="Pour « déposer », sans dernier jour : la carte dit « Aujourd'hui ».",
    )
    place = models.CharField(
        "premier lieu", max_length=20, choices=PlaceName, blank=True, default=""
    )

    class Meta(Ordered.Meta):
        verbose_name = "position"
        verbose_name_plural = "positions"

    def __str__(self):
        return self.get_stance_display()

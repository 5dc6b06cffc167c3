"""The questions with the choices that they offer, and the facts derived from the answers."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from .base import Dated, National, Ordered, Preparable, Renamable, Sourced, key_field
from .fields import CodesField, ConditionField, DurationField, SynonymsField
from .translated import Translated


class QuestionQuerySet(models.QuerySet["Question"]):
    def of_the_questionnaire(self) -> Self:
        return self.filter(inquiry__isnull=True)


class Question(Translated, Ordered, Preparable, Renamable, Sourced, National):
    class Section(models.TextChoices):
        VOUS = "vous", "vous"
        DEMANDE = "demande", "votre demande"
        TITRE = "titre", "votre titre"
        SITUATION = "situation", "votre situation"
        PRECISIONS = "precisions", "précisions"

    class Kind(models.TextChoices):
        CHOICE = "choice", "un choix"
        CHOICES = "choices", "plusieurs choix"
        YES_NO = "yes_no", "oui ou non"
        COUNTRY = "country", "un pays"
        DATE = "date", "une date"
        INTEGER = "integer", "un nombre entier"
        COMMUNE = "commune", "une commune"

    inquiry = models.ForeignKey(
        "procedures.Inquiry",
        verbose_name="enquête",
        on_delete=models.CASCADE,
        related_name="questions",
        null=True,
        blank=True,
        help_text="Vide : une question du questionnaire.",
    )
    key = key_field()
    withdrawn = models.BooleanField(
        "retirée pour l'instant",
        default=False,
        help_text="Elle reste ici, mais personne ne la voit : le questionnaire et les règles font "
        "comme si elle n'existait pas. Décochez la case pour la remettre.",
    )
    section = models.CharField("partie", max_length=20, choices=Section, blank=True)
    kind = models.CharField("type de réponse", max_length=20, choices=Kind)
    text = models.TextField("question")
    text_fr: str | None
    help = models.TextField("aide", blank=True, help_text="Courte, sous la question.")
    help_fr: str | None
    synonyms = SynonymsField(
        help_text="Un mot par ligne, comme on le dit au guichet. Il peut dire ce qu'il veut dire : "
        "« mineur (moins de 18) », « expiré (passé) ».",
    )
    why = models.TextField("pourquoi cette question", blank=True)
    assisted = models.TextField(
        "question posée à un accompagnant", blank=True, help_text="Pour répondre au nom d'autrui."
    )
    assisted_help = models.TextField(
        "conseil pour un accompagnant",
        blank=True,
        db_default="",
        help_text="Comment poser la question : quel papier regarder, ce qu'il ne faut pas demander "
        "(lu par qui aide, jamais par l'usager).",
    )
    sensitive = models.BooleanField("sujet sensible", default=False)
    early = models.BooleanField(
        "posée à tous",
        default=False,
        help_text="Posée même si elle ne change aucune démarche. L'usager peut la passer, sauf si "
        "elle accepte « Je ne sais pas ».",
    )
    late = models.BooleanField(
        "posée à la fin",
        default=False,
        help_text="Avec les autres questions qui changent seulement les papiers, sur une page "
        "que l'usager peut passer. Si elle change plus que les papiers, elle est posée à sa place.",
    )
    when = ConditionField(help_text="Vide : la question concerne tout le monde.")
    allow_unknown = models.BooleanField("accepte « Je ne sais pas »", default=False)
    unknown_help = models.TextField("comment trouver la réponse", blank=True)
    bounds_least = models.PositiveIntegerField("au moins", null=True, blank=True)
    bounds_most = models.PositiveIntegerField("au plus", null=True, blank=True)
    bounds_before = DurationField(
        "au plus tôt",
        help_text="Pour une date : combien de temps avant aujourd'hui. « 15 ans ».",
    )
    bounds_after = DurationField(
        "au plus tard",
        help_text="Pour une date : combien de temps après aujourd'hui. « 0 jour » : aujourd'hui.",
    )
    bounds_not_before = CodesField(
        "jamais avant",
        help_text="Identifiants d'autres questions : une date, ou un nombre d'années comme l'âge, "
        "qui veut dire la naissance.",
    )
    notified = models.BooleanField(
        "jour où une décision est reçue",
        default=False,
        db_default=False,
        help_text="Pour une date. Un délai compté depuis ce jour est celui d'un recours : on "
        "montre le jour le plus prudent, et « en retard » commence après le dernier jour que la "
        "loi compte (un jour de plus, jamais un samedi, un dimanche ou un jour férié).",
    )
    at_least = models.PositiveIntegerField(
        "réponses à cocher au moins", null=True, blank=True, help_text="Pour plusieurs choix."
    )
    only = CodesField(
        "pays possibles", help_text="Codes de pays, par exemple « DZ, MA ». Vide : tous."
    )
    barred = CodesField("pays impossibles", help_text="Codes de pays qui ne sont pas proposés.")

    objects = QuestionQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = "question"
        verbose_name_plural = "questions"
        constraints = (
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(inquiry__isnull=True),
                name="question_key_is_unique",
                violation_error_message="Une autre question a déjà cet identifiant.",
            ),
            models.UniqueConstraint(
                fields=["inquiry", "key"], name="question_key_is_unique_in_its_inquiry"
            ),
        )

    def __str__(self):
        return str(self.text or self.key)


class Choice(Translated, Ordered, Renamable, Sourced, National):
    question = models.ForeignKey(
        Question, verbose_name="question", on_delete=models.CASCADE, related_name="choices"
    )
    value = models.CharField("valeur", max_length=100)
    heading = models.TextField(
        "titre du groupe",
        blank=True,
        help_text="Commence un groupe de réponses : celles qui suivent en font partie, jusqu'au "
        "titre suivant.",
    )
    text = models.TextField("texte")
    text_fr: str | None
    help = models.TextField("aide", blank=True)
    synonyms = SynonymsField()
    assisted = models.TextField(
        "texte pour un accompagnant",
        blank=True,
        help_text="Pour répondre au nom d'autrui : « Cette personne travaille ». Vide : le texte.",
    )
    urgent = models.TextField(
        "entrée d'urgence",
        blank=True,
        help_text="Phrase affichée sur l'accueil : elle donne cette réponse, puis mène au résultat "
        "en trois questions au plus.",
    )
    sensitive = models.BooleanField(
        "réponse sensible",
        default=False,
        help_text="Aucun titre de page et aucune liste ne la nomme.",
    )
    exclusive = models.BooleanField(
        "réponse seule",
        default=False,
        help_text="Pour plusieurs choix : exclut toutes les autres, comme « Aucune de ces "
        "situations ».",
    )
    when = ConditionField(help_text="Vide : proposé à tout le monde.")

    class Meta(Ordered.Meta):
        verbose_name = "réponse proposée"
        verbose_name_plural = "réponses proposées"
        constraints = (
            models.UniqueConstraint(
                fields=["question", "value"], name="choice_value_is_unique_in_its_question"
            ),
        )

    def __str__(self):
        return str(self.text or self.value)


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

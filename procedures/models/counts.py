"""Anonymous counts: how often something happened in a month. Nothing about any person."""

from django.db import models


class Count(models.Model):
    """The number of events of one kind in a month, by subject and by place.

    Nothing else is kept of an event, and no moment finer than its month: see
    docs/decisions/0015-anonymous-counts.md.
    """

    class Kind(models.TextChoices):
        PROCEDURE = "procedure", "démarche conseillée"  # a procedure, in a département
        ORIENTATION = "orientation", "orientation montrée"  # an orientation, in a département
        OUTCOME = "outcome", "sorte de résultat"  # what a result comes to, in a département
        READER = "reader", "langue du résultat"  # a language
        DEAD_END = "dead_end", "résultat sans démarche"  # the question asked last, in a language
        ANSWER = "answer", "question répondue"  # a question, in a language
        UNKNOWN = "unknown", "« je ne sais pas »"  # a question, in a language
        MISTAKE = "mistake", "réponse refusée"  # a question, in a language
        # What people say of coming to the préfecture, once they have read their answer.
        VISIT = "visit", "besoin de venir"  # a procedure, in a département
        NO_VISIT = "no_visit", "plus besoin de venir"  # a procedure, in a département
        VISIT_REASON = "visit_reason", "pourquoi venir"  # a reason, in a département

    # The kinds whose subject may be renamed: their number goes on under the new name.
    OF_A_QUESTION = (Kind.DEAD_END, Kind.ANSWER, Kind.UNKNOWN, Kind.MISTAKE)
    OF_A_PROCEDURE = (Kind.PROCEDURE, Kind.VISIT, Kind.NO_VISIT)
    # The kinds whose places a board offers to choose from.
    OF_A_PLACE = (Kind.PROCEDURE, Kind.OUTCOME, Kind.VISIT, Kind.NO_VISIT)

    # The table has no serial number: rows created together would have neighbouring numbers, which
    # would tell the steps of one person.
    pk = models.CompositePrimaryKey("month", "kind", "subject", "place")
    # Written « 2026-11 »: this column cannot hold a day.
    month = models.CharField("mois", max_length=7)
    kind = models.CharField("sorte", max_length=20, choices=Kind)
    subject = models.CharField("de quoi", max_length=100)
    place = models.CharField("où, ou dans quelle langue", max_length=10)
    number = models.PositiveIntegerField("nombre", default=0)

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        ordering = ("month", "kind", "subject", "place")

    def __str__(self):
        return f"{self.month} {self.kind} {self.subject} {self.place}"

"""What waits for somebody else: changes proposed, changes that a second person reads."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

MOST_WORDS = 500


class ChangeProposal(models.Model):
    """Some changes of one part, a note for its publishers, and what became of them.

    ``entries`` names each change: ``{"section", "name", "mark", "label", "kind", "published"}``.
    The mark is a digest of the entry as it was proposed. Nothing is locked: an entry may change
    after it is proposed, and the page then says so.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposée"
        PUBLISHED = "published", "publiée"
        SENT_BACK = "sent_back", "renvoyée"
        WITHDRAWN = "withdrawn", "reprise"

    part = models.CharField("partie", max_length=10)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="proposée par",
        on_delete=models.PROTECT,
        related_name="change_proposals",
    )
    note = models.CharField("mot pour qui publie", max_length=MOST_WORDS, blank=True)
    entries = models.JSONField("changements")
    proposed_at = models.DateTimeField("proposée le", default=timezone.now, editable=False)
    state = models.CharField("état", max_length=10, choices=State, default=State.PROPOSED)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="réponse de",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="change_proposals_answered",
    )
    answered_at = models.DateTimeField("réponse le", null=True, blank=True)
    word = models.CharField("mot de qui renvoie", max_length=MOST_WORDS, blank=True)
    edition = models.ForeignKey(
        "procedures.Edition",
        verbose_name="édition",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="change_proposals",
    )

    class Meta:
        verbose_name = "proposition"
        verbose_name_plural = "propositions"
        ordering = ("-proposed_at", "-pk")
        indexes = (models.Index(fields=("state", "part"), name="change_proposal_of_a_part"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="sent_back") | (Q(answered_by__isnull=False) & ~Q(word="")),
                name="change_proposal_sent_back_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(edition__isnull=False),
                name="change_proposal_published_in_an_edition",
            ),
        )

    def __str__(self):
        return f"{self.get_state_display()} : {len(self.entries)} ({self.part})"


class Review(models.Model):
    """A request to read a part, and its answer. The digest identifies the content to read.

    After a change of the working copy the digest differs: the review no longer applies.
    """

    part = models.CharField("partie", max_length=10)
    digest = models.CharField("empreinte", max_length=64)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="demandée par",
        on_delete=models.PROTECT,
        related_name="reviews_asked",
    )
    note = models.TextField("ce qui change", blank=True)
    asked_at = models.DateTimeField("demandée le", default=timezone.now, editable=False)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="relue par",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviews_made",
    )
    reviewed_at = models.DateTimeField("relue le", null=True, blank=True)
    accepted = models.BooleanField("acceptée", null=True, blank=True)
    comment = models.TextField("commentaire", blank=True)

    class Meta:
        verbose_name = "relecture"
        verbose_name_plural = "relectures"
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=["part", "digest"], name="review_of_a_part"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("asked_by")),
                name="review_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True, reviewed_at__isnull=True, accepted__isnull=True)
                | Q(reviewer__isnull=False, reviewed_at__isnull=False, accepted__isnull=False),
                name="review_is_whole",
            ),
        )

    def __str__(self):
        return f"{self.part} ({self.digest[:6]})"

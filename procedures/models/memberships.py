"""Who may work on which part of the catalogue."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .base import NATIONAL
from .departments import Department


class DepartmentMembership(models.Model):
    class Role(models.TextChoices):
        CONSULTATION = "consultation", "consultation"
        REDACTION = "redaction", "rédaction"
        PUBLICATION = "publication", "rédaction et publication"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="compte",
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    # PROTECT: an import that leaves a département out must not silently take rights away.
    department = models.ForeignKey(
        Department,
        verbose_name="département",
        on_delete=models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
        help_text="Vide : le contenu national.",
    )
    role = models.CharField("rôle", max_length=20, choices=Role, default=Role.CONSULTATION)

    class Meta:
        verbose_name = "rattachement"
        verbose_name_plural = "rattachements"
        constraints = (
            models.UniqueConstraint(
                fields=["user", "department"], name="membership_is_unique_in_its_department"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(department__isnull=True),
                name="national_membership_is_unique",
            ),
        )

    def __str__(self):
        return f"{self.user} : {self.part} ({self.get_role_display()})"

    @property
    def part(self):
        return self.department.code if self.department else NATIONAL

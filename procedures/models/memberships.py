"""The memberships: on which part of the catalogue each account works, and in which role."""

from django.conf import settings
from django.contrib.auth.models import Group as AuthGroup
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from .base import NATIONAL
from .departments import Department


class Role(AuthGroup):
    """A group of Django, whose permissions say what its members may do in their part."""

    NATIONAL_EDITOR = "Éditeur national"
    DEPARTMENT_AGENT = "Agent de département"
    PUBLISHER = "Publication"
    READER = "Lecture"

    class Meta:
        proxy = True
        verbose_name = "rôle"
        verbose_name_plural = "rôles"
        ordering = ("name",)


class DepartmentMembership(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="compte",
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    # PROTECT, because an import that leaves a département out must not silently take rights away.
    department = models.ForeignKey(
        Department,
        verbose_name="département",
        on_delete=models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
        help_text="Vide : le contenu national.",
    )
    group = models.ForeignKey(
        Role, verbose_name="rôle", on_delete=models.PROTECT, related_name="memberships"
    )

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
                violation_error_message="Cette personne a déjà un rôle national.",
            ),
        )

    def __str__(self):
        return f"{self.user} : {self.part} ({self.group})"

    @property
    def part(self):
        return self.department.code if self.department else NATIONAL

    def clean(self):
        """Refuse a role made for the other kind of part, since it would give no right there."""
        super().clean()
        name = self.group.name if self.group_id else ""
        if name == Role.NATIONAL_EDITOR and self.part != NATIONAL:
            message = "Un éditeur national écrit le contenu national : videz le département."
            raise ValidationError({"group": message})
        if name == Role.DEPARTMENT_AGENT and self.part == NATIONAL:
            message = "Un agent de département écrit pour un département : choisissez-le."
            raise ValidationError({"group": message})

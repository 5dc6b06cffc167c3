"""The announcements, of one préfecture or of all, with the days on which they are shown."""

import secrets

from django.db import models

from procedures.engine.conditions.words import days_in_full
from procedures.engine.values.department import CLOSED, REASONS
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain

from .base import Identified, Preparable, Sourced
from .departments import Site
from .fields import CodesField
from .translated import Translated


def closure_key() -> str:
    """Return a name for a closure: what it says may all change, and its day first."""
    return f"fermeture_{secrets.token_hex(4)}"


def closure_name(entry: Plain, place: str = "") -> str:
    """Return what agents call a closure in plain data; nothing of another announcement.

    ``place`` is the name of the only place that is closed.

    >>> closure_name({"closed": "matin", "from": "2026-12-24", "until": "2026-12-24"})
    'fermeture le 24 décembre 2026, le matin'
    >>> closure_name({"closed": "jour", "from": "2026-12-24", "until": "2026-12-24"}, "Annexe")
    'fermeture le 24 décembre 2026, Annexe'
    """
    first, last = parse_date(entry.get("from")), parse_date(entry.get("until"))
    if not (entry.get("closed") and first and last):
        return ""
    # A message has room for a day and a place: the whole day is what goes without saying.
    how_long = "" if place and entry["closed"] == "jour" else CLOSED[entry["closed"]]
    return ", ".join(filter(None, (f"fermeture {days_in_full(first, last)}", how_long, place)))


class Notice(Translated, Preparable, Sourced, Identified):
    """An announcement that an agent writes, or a closure, whose sentence is made from its data."""

    text = models.TextField("texte", blank=True)
    closed = models.CharField(
        "fermeture", max_length=20, choices=[*CLOSED.items()], blank=True, default="", db_default=""
    )
    place = models.CharField(
        "ce qui est fermé", max_length=100, blank=True, default="", db_default=""
    )
    reason = models.CharField(
        "raison", max_length=20, choices=[*REASONS.items()], blank=True, default="", db_default=""
    )
    starts_on = models.DateField(
        "premier jour concerné",
        null=True,
        blank=True,
        help_text="Le jour de la fermeture, par exemple. Vide : aucun jour précis.",
    )
    ends_on = models.DateField(
        "dernier jour concerné", null=True, blank=True, help_text="Ce jour compris."
    )
    shown_from = models.DateField(
        "affichée du",
        null=True,
        blank=True,
        help_text="Vide : à partir du premier jour concerné.",
    )
    shown_until = models.DateField(
        "affichée jusqu'au",
        null=True,
        blank=True,
        help_text="Ce jour compris. Vide : jusqu'au dernier jour concerné.",
    )
    families = CodesField("familles concernées", help_text="Vide : toutes les démarches.")

    class Meta(Identified.Meta):
        verbose_name = "annonce"
        verbose_name_plural = "annonces"

    def __str__(self):
        days = {"from": str(self.starts_on), "until": str(self.ends_on)}
        return closure_name({"closed": self.closed, **days}, self._place_name()) or str(self.text)

    def _place_name(self):
        sites = Site.objects.filter(department=self.department_id, key=self.place)
        found = sites.first() if self.place else None
        return str(found) if found else self.place

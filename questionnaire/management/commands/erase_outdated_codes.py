"""Erases the lists that were kept under a short code for longer than sixty days."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from questionnaire.keeping.short_codes import erase_outdated


class Command(BaseCommand):
    help = "Efface les listes gardées par un code depuis plus de 60 jours."

    def handle(self, *_arguments, **_options):
        number = erase_outdated(timezone.localdate())
        self.stdout.write(f"Listes effacées : {number}")

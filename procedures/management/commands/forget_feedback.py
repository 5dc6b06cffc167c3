"""``manage.py forget_feedback``: deletes reports of twelve months ago."""

from django.core.management.base import BaseCommand

from procedures.feedback import forget


class Command(BaseCommand):
    help = "Efface les retours du terrain de plus de 12 mois. À lancer chaque mois au moins."

    def handle(self, **options):
        self.stdout.write(f"{forget()} retour(s) effacé(s).")

"""``manage.py erase_ended_sessions``: deletes what the database keeps of sessions that are over."""

from django.core.management.base import BaseCommand

from portal.accounts.sessions import erase_ended


class Command(BaseCommand):
    help = "Efface les sessions finies des agents et des associations. À lancer chaque nuit."

    def handle(self, **options):
        self.stdout.write(f"{erase_ended()} session(s) effacée(s).")

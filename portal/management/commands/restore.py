"""``manage.py restore FILE``: puts a backup into an empty database."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from portal.backups import UnusableBackup, restore_backup


class Command(BaseCommand):
    help = (
        "Remet une sauvegarde dans une base vide, qu'elle migre d'abord. Une base qui a un contenu "
        "ou un compte est refusée, et rien n'y change."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="le fichier que « backup » a écrit")

    def handle(self, file, **options):
        call_command("migrate", interactive=False, verbosity=0)
        try:
            counts = restore_backup(file)
        except UnusableBackup as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file} : {sum(counts.values())} lignes remises dans la base.")

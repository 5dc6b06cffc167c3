"""``manage.py backup FILE``: writes the whole database to one file."""

from django.core.management.base import BaseCommand

from portal.backups import write_backup


class Command(BaseCommand):
    help = (
        "Écrit toute la base de données dans un fichier : contenu, publications, comptes, nombres. "
        "Le site peut continuer pendant ce temps. Les sessions ouvertes n'y sont pas."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="le fichier à écrire, par exemple guichet.zip")

    def handle(self, file, **options):
        counts = write_backup(file)
        self.stdout.write(f"{file} : {sum(counts.values())} lignes de {len(counts)} tables.")

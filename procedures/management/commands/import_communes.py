"""``manage.py import_communes``: puts a year's list of communes in place of the site's."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from procedures.drafting.importing import commune_list
from procedures.engine.errors import InvalidCatalogue
from procedures.publishing.communes import DATA

# How many lost codes are named.
MOST = 8


class Command(BaseCommand):
    help = (
        "Lit communes.json de @etalab/decoupage-administratif, dit ce qui change (communes "
        "nouvelles, fusionnées, renommées), puis remplace la liste du portail. Une commune qui "
        "n'y est plus doit en être devenue une autre : sinon, rien n'est changé."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="communes.json")
        parser.add_argument("--yes", action="store_true", help="écrit ce qui est montré")

    def handle(self, *, file, yes, **options):
        try:
            after = commune_list.read(file.name, file.read_bytes())
        except (InvalidCatalogue, OSError) as error:
            raise CommandError(f"{error}\nRien n'est changé.") from error
        before = commune_list.present()
        for line in commune_list.differences(before, after):
            self.stdout.write(line)
        if gone := commune_list.lost(before, after):
            names = ", ".join(gone[:MOST])
            raise CommandError(f"{len(gone)} codes seraient perdus ({names}). Rien n'est changé.")
        if not yes:
            raise CommandError("Rien n'est changé. Si c'est voulu, ajoutez --yes.")
        DATA.write_bytes(commune_list.written(after))
        self.stdout.write(f"{len(after)} communes écrites. Elles servent au prochain démarrage.")

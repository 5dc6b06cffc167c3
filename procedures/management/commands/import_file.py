"""``manage.py import_file``: takes a public file into the working copy, once it is confirmed."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from procedures.drafting import importing
from procedures.drafting.importing.words import lines_of
from procedures.engine.errors import InvalidCatalogue

YES = "enregistre ce qui est montré, sans le demander"
TAKE = "prend le fichier pour cette ligne, qu'un agent avait écrite (se répète)"


class Command(BaseCommand):
    help = (
        "Lit un fichier public (annuaire de la DILA, France services, data·inclusion), dit ce "
        "qu'il change dans la copie de travail, puis l'y enregistre. Le public le lit après la "
        "publication."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="le fichier, compressé (.gz) ou non")
        parser.add_argument("--yes", action="store_true", help=YES)
        parser.add_argument("--take", action="append", default=[], metavar="IDENTIFIANT", help=TAKE)

    def handle(self, *, file, yes, take, **options):
        today = timezone.localdate()
        try:
            source = file.read_bytes()
        except OSError as error:
            raise CommandError(f"« {file} » ne peut pas être lu.") from error
        try:
            read = importing.read_file(file.name, source, importing.LARGEST_OF_A_COMMAND)
            study = importing.study(read, _may_edit, today)
            for line in lines_of(study):
                self.stdout.write(line)
            self.agree(yes)
            importing.apply(read, _may_edit, today, chosen=take, shown=study.mark)
        except InvalidCatalogue as error:
            raise CommandError(f"{error}\nRien n'est changé.") from error
        self.stdout.write("Enregistré dans la copie de travail : il reste à publier.")

    def agree(self, is_agreed):
        if not is_agreed and not sys.stdin.isatty():
            raise CommandError("Rien n'est changé. Si c'est voulu, ajoutez --yes.")
        if not is_agreed and input("Enregistrer ? Tapez « oui » : ").strip().lower() != "oui":
            raise CommandError("Rien n'est changé.")


def _may_edit(part, model, action):
    return True

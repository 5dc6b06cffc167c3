"""manage.py catalogue import | export | check | coverage | publish."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from procedures.engine.errors import InvalidCatalogue
from procedures.engine.serialization import rule_set_from_plain
from procedures.exchange import (
    check_storable,
    load_into_database,
    plain_from_database,
    read_folder,
    write_folder,
)
from procedures.publishing import checker, communes, coverage, publisher

ONLY = "une seule partie : national, ou le code d'un département"


class Command(BaseCommand):
    help = "Importe, exporte, vérifie ou publie le catalogue."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser("import", help="remplace la copie de travail")
        importing.add_argument("folder")
        importing.add_argument("--only", metavar="PARTIE", help=ONLY)
        exporting = verbs.add_parser("export", help="écrit la copie de travail dans un dossier")
        exporting.add_argument("folder")
        checking = verbs.add_parser("check", help="donne tous les problèmes, avec leur place")
        checking.add_argument("folder", nargs="?", help="par défaut : la copie de travail")
        checking.add_argument("--strict", action="store_true", help="un avertissement bloque aussi")
        covering = verbs.add_parser("coverage", help="dit ce que le catalogue couvre")
        covering.add_argument("folder", nargs="?", help="par défaut : la copie de travail")
        covering.add_argument("--format", choices=coverage.FORMATS, default="text")
        covering.add_argument("--page", metavar="FICHIER", help="écrit la page de documentation")
        covering.add_argument("--check", action="store_true", help="échoue si elle a vieilli")
        publishing = verbs.add_parser("publish", help="vérifie, essaie les cas, puis publie")
        publishing.add_argument("--only", metavar="PARTIE", help=ONLY)

    def handle(self, *, verb, **options):
        verbs = {
            "import": self.import_folder,
            "export": self.export_folder,
            "check": self.check_catalogue,
            "coverage": self.cover,
            "publish": self.publish,
        }
        try:
            verbs[verb](options)
        except InvalidCatalogue as error:
            count = len(error.problems)
            raise CommandError(f"{error}\nRien n'est changé ({count} à corriger).") from error

    def import_folder(self, options):
        plain = read_folder(options["folder"])
        load_into_database(plain, only=options["only"])
        self.stdout.write(f"Importé : {options['only'] or 'tout le catalogue'}.")

    def export_folder(self, options):
        write_folder(plain_from_database(), options["folder"])
        self.stdout.write(f"Exporté dans {options['folder']}.")

    def check_catalogue(self, options):
        folder = options["folder"]
        try:
            plain = read_folder(folder) if folder else plain_from_database()
            today = timezone.localdate()
            before = None if folder else publisher.failing_in_force
            problems = checker.check(plain, today, before)
            if not any(problem.blocking for problem in problems):
                problems += check_storable(plain)
        except InvalidCatalogue as error:
            problems = list(error.problems)
        for problem in problems:
            kind = "bloquant" if problem.blocking else "avertissement"
            self.stdout.write(f"{kind} : {problem}")
        blocking = sum(problem.blocking for problem in problems)
        summary = f"{blocking} bloquant(s), {len(problems) - blocking} avertissement(s)."
        if blocking or (options["strict"] and problems):
            raise CommandError(summary)
        self.stdout.write(summary)

    def cover(self, options):
        folder, today = options["folder"], timezone.localdate()
        plain = read_folder(folder) if folder else plain_from_database()
        rule_set = rule_set_from_plain(plain, communes.arrondissements())
        if not options["page"]:
            tables = coverage.coverage(plain, rule_set, today)
            self.stdout.write(coverage.FORMATS[options["format"]](tables), ending="")
            return
        page = Path(options["page"])
        if not options["check"]:
            tables = coverage.coverage(plain, rule_set, today)
            page.write_text(coverage.page(tables, today), encoding="utf-8")
        elif not coverage.is_page_of(page.read_text(encoding="utf-8"), plain, rule_set):
            raise CommandError(f"{page} n'est plus à jour : relancez sans --check.")

    def publish(self, options):
        try:
            publication = publisher.publish(only=options["only"])
        except publisher.UnknownPart as error:
            raise CommandError(str(error)) from error
        for problem in publication.warnings:
            self.stdout.write(f"avertissement : {problem}")
        edition = publication.edition
        name = f"{edition.number}-{edition.digest[:6]}"
        if publication.changed:
            self.stdout.write(f"Édition {name} publiée : {', '.join(publication.changed)}.")
        else:
            self.stdout.write(f"Rien n'a changé : l'édition {name} reste en vigueur.")

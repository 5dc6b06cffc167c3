"""manage.py catalogue import | export | check | coverage | classes | diff | publish."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from procedures.drafting.problems.sentences import COUNTED
from procedures.engine.errors import InvalidCatalogue, nearest
from procedures.exchange import (
    check_storable,
    empty_entries,
    load_into_database,
    plain_from_database,
    read_folder,
    write_folder,
)
from procedures.models import Document, Edition
from procedures.publishing import hosts
from procedures.publishing.checks import checker, coverage, proofs, protective
from procedures.publishing.content import rule_set_of
from procedures.publishing.editions import in_memory, publisher
from procedures.publishing.journal import recording
from procedures.publishing.losses import losses
from procedures.publishing.parts.preparing import public_plain

ONLY = "une seule partie : national, ou le code d'un département"
APPROVE = "un nouveau site que vous avez ouvert : des liens peuvent y mener (se répète)"
YES = "accepte ce que l'import fait disparaître, sans le demander"
# What protects an applicant if the answer is no or does not come: a check, without a table.
PROTECTIVE = "protective"
EMPTY = (
    "La base de données n'a pas encore de catalogue. Préparez-la (manage.py migrate, puis "
    "manage.py catalogue import catalogue), ou nommez un dossier après {}."
)
# From how many on, the entries that lack one thing are counted.
FEW = 4


class Command(BaseCommand):
    help = "Importe, exporte, vérifie ou publie le catalogue."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser("import", help="remplace la copie de travail")
        importing.add_argument("folder")
        importing.add_argument("--only", metavar="PARTIE", help=ONLY)
        importing.add_argument("--yes", action="store_true", help=YES)
        exporting = verbs.add_parser("export", help="écrit la copie de travail dans un dossier")
        exporting.add_argument("folder")
        checking = verbs.add_parser("check", help="donne tous les problèmes, avec leur place")
        checking.add_argument("folder", nargs="?", help="par défaut : la copie de travail")
        checking.add_argument("--strict", action="store_true", help="un avertissement bloque aussi")
        covering = verbs.add_parser("coverage", help="dit ce que le catalogue couvre")
        covering.add_argument("folder", nargs="?", help="par défaut : la copie de travail")
        covering.add_argument("--format", choices=coverage.FORMATS, default="text")
        covering.add_argument("--law", choices=[PROTECTIVE], help="ce que la loi veut qu'on dise")
        covering.add_argument("--page", metavar="FICHIER", help="écrit la page de documentation")
        covering.add_argument("--check", action="store_true", help="échoue si elle a vieilli")
        listing = verbs.add_parser("classes", help="compte les classes de réponses, ou les liste")
        listing.add_argument("procedure", nargs="?", help="sa table, en CSV ; sans : le compte")
        listing.add_argument("--folder", metavar="DOSSIER", help="par défaut : la copie de travail")
        comparing = verbs.add_parser("diff", help="dit ce qui change pour les personnes")
        for name in ("before", "after"):
            comparing.add_argument(name, help="un dossier, un numéro d'édition ou « copie »")
        publishing = verbs.add_parser("publish", help="vérifie, essaie les cas, puis publie")
        publishing.add_argument("--only", metavar="PARTIE", help=ONLY)
        publishing.add_argument("--approve-host", action="append", metavar="SITE", help=APPROVE)

    def handle(self, *, verb, **options):
        verbs = {
            "import": self.import_folder,
            "export": self.export_folder,
            "check": self.check_catalogue,
            "classes": self.list_classes,
            "coverage": self.cover,
            "diff": self.compare,
            "publish": self.publish,
        }
        try:
            verbs[verb](options)
        except InvalidCatalogue as error:
            count = len(error.problems)
            raise CommandError(f"{error}\nRien n'est changé ({count} à corriger).") from error
        except DatabaseError as error:
            if Document._meta.db_table in connection.introspection.table_names():
                raise
            raise CommandError(EMPTY.format(verb)) from error

    def import_folder(self, options):
        plain = read_folder(options["folder"])
        with recording(how="import") as act:
            load_into_database(plain, only=options["only"])
            self.agree_to_lose(losses(act.changes()), options["yes"])
        self.stdout.write(f"Importé : {options['only'] or 'tout le catalogue'}.")

    def agree_to_lose(self, lost, is_agreed):
        """Say what disappears, and raise ``CommandError`` unless it is agreed to."""
        if not lost:
            return
        text = "\n- ".join(["Cet import fait disparaître de la copie de travail :", *lost])
        if not is_agreed and not sys.stdin.isatty():
            raise CommandError(f"{text}\nRien n'est changé. Si c'est voulu, ajoutez --yes.")
        self.stdout.write(text)
        if not is_agreed and input("Continuer ? Tapez « oui » : ").strip().lower() != "oui":
            raise CommandError("Rien n'est changé.")

    def export_folder(self, options):
        write_folder(plain_from_database(), options["folder"])
        self.stdout.write(f"Exporté dans {options['folder']}.")

    def check_catalogue(self, options):
        folder = options["folder"]
        try:
            plain = read_folder(folder) if folder else plain_from_database()
            today = timezone.localdate()
            before = None if folder else publisher.failing_in_force
            # What is in preparation is for its writers to check, on the desk.
            problems = checker.check(public_plain(plain), today, before)
            if not any(problem.blocking for problem in problems):
                problems += [*check_storable(plain), *empty_entries(plain)]
        except InvalidCatalogue as error:
            problems = list(error.problems)
        for line in _lines(problems):
            self.stdout.write(line)
        blocking = sum(problem.blocking for problem in problems)
        warnings = sum(problem.fault for problem in problems) - blocking
        summary = f"{blocking} bloquant(s), {warnings} avertissement(s)."
        if blocking or (options["strict"] and warnings):
            raise CommandError(summary)
        self.stdout.write(summary)

    def cover(self, options):
        folder, today = options["folder"], timezone.localdate()
        plain = read_folder(folder) if folder else plain_from_database()
        rule_set = rule_set_of(plain)
        if options["law"] == PROTECTIVE:
            self.cover_what_protects(rule_set, today)
            return
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

    def cover_what_protects(self, rule_set, today):
        problems = list(protective.missing_statements(rule_set, today))
        self.stdout.write(protective.summary(rule_set, problems), ending="")
        if problems:
            raise CommandError(f"{len(problems)} à dire.")

    def list_classes(self, options):
        folder, today = options["folder"], timezone.localdate()
        plain = read_folder(folder) if folder else plain_from_database()
        rule_set = rule_set_of(plain)
        name = options["procedure"]
        if name is None:
            self.stdout.write(proofs.counts(rule_set, today), ending="")
        elif name in rule_set.procedures:
            self.stdout.write(proofs.table(rule_set, name, today), ending="")
        else:
            near = ", ".join(nearest(name, rule_set.procedures)) or "aucun nom proche"
            raise CommandError(f"démarche inconnue « {name} » ({near})")

    def compare(self, options):
        before, after = (self._rule_set(options[one]) for one in ("before", "after"))
        self.stdout.write(proofs.report(before, after, timezone.localdate()), ending="")

    def _rule_set(self, name):
        if name == "copie":
            plain = plain_from_database()
        elif Path(name).is_dir():
            plain = read_folder(name)
        elif name.isdigit() and Edition.objects.filter(number=int(name)).exists():
            return in_memory.load(int(name)).rule_set
        else:
            raise CommandError(f"« {name} » n'est ni un dossier, ni une édition, ni « copie »")
        return rule_set_of(plain)

    def publish(self, options):
        try:
            publication = publisher.publish(
                only=options["only"], approve_hosts=options["approve_host"] or ()
            )
        except publisher.UnknownPart as error:
            raise CommandError(str(error)) from error
        except hosts.UnapprovedHosts as error:
            asked = " ".join(f"--approve-host {host}" for host in error.hosts)
            text = f"{error}\nRien n'est changé. Ouvrez chaque lien. Si c'est le bon site : {asked}"
            raise CommandError(text) from error
        for problem in publication.warnings:
            self.stdout.write(f"{_weight(problem)} : {problem}")
        edition = publication.edition
        name = f"{edition.number}-{edition.digest[:6]}"
        if publication.changed:
            self.stdout.write(f"Édition {name} publiée : {', '.join(publication.changed)}.")
        else:
            self.stdout.write(f"Rien n'a changé : l'édition {name} reste en vigueur.")


def _lines(problems):
    """Yield a line for each problem; what many entries lack is counted on one line."""
    lacking = {}
    for one in problems:
        if one.kind in COUNTED and not one.blocking:
            lacking.setdefault(one.kind, []).append(one)
    for one in problems:
        together = lacking.get(one.kind, ())
        if len(together) < FEW or one not in together:
            yield f"{_weight(one)} : {one}"
        elif one is together[0]:
            _, several = COUNTED[one.kind]
            names = ", ".join(each.path for each in together)
            yield f"{_weight(one)} : {len(together)} {several} : {names}"


def _weight(problem):
    if problem.blocking:
        return "bloquant"
    return "avertissement" if problem.fault else "à savoir"

"""``manage.py watch_law``: reads the official fiches that the catalogue cites."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from procedures.watching import law
from procedures.watching.fiche_reader import UnreadableFiche, read_archive
from procedures.watching.kinds import statements

LABELS = {
    "new": "nouvelle(s)",
    "changed": "modifiée(s)",
    "same": "sans changement",
    "gone": "disparue(s)",
    "unknown": "citée(s) mais absente(s)",
}


class Command(BaseCommand):
    help = (
        "Lit les fiches « Vos droits et démarches » (DILA, Licence Ouverte 2.0) que le catalogue "
        "cite, d'un dossier ou d'une archive zip, et signale les contenus dont la fiche a changé."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, help="le dossier ou l'archive zip")
        parser.add_argument(
            "--partial",
            action="store_true",
            help="quelques fiches seulement : celles qui manquent n'ont pas disparu",
        )
        parser.add_argument(
            "--complete",
            action="store_true",
            help="le jeu complet : celles qui manquent ont disparu, même si elles sont nombreuses",
        )

    def handle(self, source, partial=False, complete=False, **options):
        if partial and complete:
            raise CommandError("Choisissez --partial ou --complete.")
        if not source.exists():
            raise CommandError(f"« {source} » n'existe pas.")
        today = timezone.localdate()
        every = statements(today)
        cited = law.citations(every)
        whole = False if partial else True if complete else None
        try:
            fiches, seen = read_archive(source, set(cited))
            if not seen:
                raise CommandError(f"« {source} » n'a aucune fiche (F2209.xml, par exemple).")
            report = law.store(fiches, cited, today, whole=whole)
        except UnreadableFiche as error:
            raise CommandError(f"{error}. Rien n'a été changé.") from error
        except law.NotTheWholeSet as error:
            raise CommandError(
                f"Il manque {error} déjà connues : ce n'est sans doute pas le jeu complet. "
                "Rien n'a été changé. Ajoutez --partial, ou --complete si elles ont disparu."
            ) from error
        self._write_report(report, seen, len(law.flags(every)))

    def _write_report(self, report, seen, flagged):
        self.stdout.write(f"{seen} fiches dans le jeu.")
        for name, label in LABELS.items():
            numbers = getattr(report, name)
            listed = f" : {', '.join(numbers)}" if numbers and name != "same" else ""
            self.stdout.write(f"{len(numbers)} {label}{listed}")
        self.stdout.write(f"{flagged} contenu(s) à relire, sur la page « Veille du droit ».")

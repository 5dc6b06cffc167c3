"""``manage.py translations``: shows progress, writes files for translators, and imports them."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from procedures.models import TranslationStatus
from procedures.publishing.journal import recording
from procedures.translating.catalogue_texts import LANGUAGES, SECTIONS, UNFINISHED, read_texts
from procedures.translating.progress import STATES, chosen, progress
from procedures.translating.reading import read_file
from procedures.translating.studying import TAKEN, Fate, Overtaken, TranslationReader, apply
from procedures.translating.workbook import UnreadableFile, write_workbook

KINDS = (TranslationStatus.MACHINE.value, TranslationStatus.REVIEWED.value)
TO_DO = [state.value for state in UNFINISHED[:2]]


class Command(BaseCommand):
    help = "Avancement des traductions ; fichiers pour les traducteurs, et leur retour."

    def add_arguments(self, parser):
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("progress", help="ce qui est traduit, par langue, partie et section")
        export = actions.add_parser("export", help="écrire un fichier pour un traducteur")
        export.add_argument("file", help="le fichier à écrire : .xlsx")
        export.add_argument("--language", required=True, choices=LANGUAGES)
        export.add_argument("--states", nargs="+", default=TO_DO, choices=[s.value for s in STATES])
        export.add_argument("--parts", nargs="+", default=(), metavar="PARTIE")
        received = actions.add_parser("import", help="prendre les traductions d'un fichier")
        received.add_argument("file")
        received.add_argument("--as", dest="status", choices=KINDS, default=KINDS[0])
        received.add_argument("--dry-run", action="store_true", help="dire, et ne rien changer")
        received.add_argument(
            "--partial", action="store_true", help="prendre le reste quand des lignes sont refusées"
        )

    def handle(self, *, action, **options):
        actions = {"progress": self.write_progress, "export": self.send, "import": self.receive}
        actions[action](options)

    def write_progress(self, options):
        self.stdout.write("\t".join(["langue", "partie", "section", *STATES, "total"]))
        for one in progress(read_texts()):
            counts = [str(one.counts[state]) for state in STATES]
            name = [one.language, one.part, SECTIONS[one.section]]
            self.stdout.write("\t".join([*name, *counts, str(one.total)]))

    def send(self, options):
        file = Path(options["file"])
        if file.suffix != ".xlsx":
            raise CommandError("le fichier à écrire finit par .xlsx")
        language = options["language"]
        texts = chosen(read_texts(), language, parts=options["parts"], states=options["states"])
        file.write_bytes(write_workbook(texts, language))
        self.stdout.write(f"{len(texts)} texte(s) dans {file}.")

    def receive(self, options):
        try:
            language, lines = read_file(Path(options["file"]).read_bytes())
            study = TranslationReader(read_texts(), language, lambda part: True).study(lines)
        except (UnreadableFile, OSError) as error:
            raise CommandError(str(error)) from error
        self._report(study)
        refused = len(study.of(Fate.REFUSED, Fate.ASIDE))
        if options["dry_run"]:
            return
        if refused and not options["partial"]:
            raise CommandError(f"{refused} ligne(s) refusée(s) : rien n'est changé (--partial).")
        try:
            with recording(None, how="traductions importées"):
                count = apply(study, TranslationStatus(options["status"]))
        except Overtaken as error:
            raise CommandError(f"ce texte vient de changer : {error}") from error
        self.stdout.write(f"{count} traduction(s) enregistrée(s).")

    def _report(self, study):
        for one in study.of(*TAKEN, Fate.REFUSED, Fate.ASIDE):
            hints = f" (vouliez-vous dire {', '.join(one.near)} ?)" if one.near else ""
            for message in filter(None, (one.reason, *one.warnings)):
                place = f"{one.line.place} : {one.line.reference}"
                self.stdout.write(f"{one.fate.value} : {place} : {message}{hints}")
        counts = [f"{fate.value} : {len(study.of(fate))}" for fate in Fate]
        self.stdout.write(", ".join(counts))

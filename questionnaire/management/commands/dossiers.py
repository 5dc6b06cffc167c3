"""``manage.py dossiers``: makes an association, and does each night what its dossiers need."""

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from procedures.publishing.editions.in_memory import NoEdition, edition_read_once
from questionnaire.dossiers import invitations, reviewing, upkeep
from questionnaire.dossiers.sealing import KeyLost
from questionnaire.models import MemberRole


class Command(BaseCommand):
    help = "Crée une association, et fait ce que ses dossiers demandent chaque nuit."

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True)
        new = acts.add_parser(
            "organisation", help="crée une association et invite qui l'administre"
        )
        new.add_argument("name", help="son nom")
        new.add_argument("--administrator", required=True, help="l'adresse électronique invitée")
        new.add_argument("--departments", default="", help="codes séparés par des virgules")
        new.add_argument("--site", default="", help="début du lien, par exemple https://exemple.fr")
        acts.add_parser("purge", help="efface ce qui a dépassé sa durée")
        acts.add_parser("review", help="relit les dossiers avec l'édition en vigueur")
        rotate = acts.add_parser("rotate", help="change les clés")
        rotate.add_argument(
            "--organisations",
            action="store_true",
            help="donne aussi une clé neuve à chaque association, et rechiffre tout",
        )

    def handle(self, **options):
        try:
            getattr(self, f"_{options['act']}")(options)
        except KeyLost as error:
            raise CommandError(
                "Aucune clé de ce serveur n'ouvre une association. Rendez l'ancienne clé "
                "(DOSSIER_KEYS, SECRET_KEY_FALLBACKS) puis recommencez. Rien n'a changé."
            ) from error

    def _organisation(self, options):
        email = options["administrator"]
        try:
            validate_email(email)
        except ValueError as error:
            raise CommandError(f"« {email} » n'est pas une adresse électronique.") from error
        codes = [one.strip() for one in options["departments"].split(",") if one.strip()]
        made = invitations.create_organisation(options["name"].strip(), codes)
        token = invitations.invite(made, email, MemberRole.ADMINISTRATOR)
        path = reverse("dossier_invitation", args=[token])
        self.stdout.write(f"« {made} » est créée. Lien pour {email}, valable 3 jours, une fois :")
        self.stdout.write(options["site"].rstrip("/") + path)

    def _purge(self, _options):
        purged = upkeep.purge()
        self.stdout.write(
            f"{purged.dossiers} dossier(s), {purged.acts} ligne(s) de journal et "
            f"{purged.invitations} invitation(s) effacés."
        )

    def _review(self, _options):
        try:
            edition = edition_read_once(self.stderr.write)
        except NoEdition as error:
            raise CommandError("Aucune édition n'est publiée.") from error
        count, changed = reviewing.review_all(edition)
        self.stdout.write(f"{count} dossier(s) relu(s), {changed} changé(s).")

    def _rotate(self, options):
        count = upkeep.rotate(with_organisations=options["organisations"])
        self.stdout.write(f"{count} association(s) : clé chiffrée avec la clé la plus récente.")

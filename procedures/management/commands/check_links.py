"""``manage.py check_links``: asks the links of the working copy whether they still answer."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from procedures.models import LinkCheck
from procedures.watching import addresses, link_run
from procedures.watching.asking import Asker

AGENT = "AvantLeGuichet-verification-des-liens/1.0"


class Command(BaseCommand):
    help = (
        "Vérifie les liens de la copie de travail, un à la fois, en attendant entre deux demandes "
        "au même site. Arrêtée, la commande reprend ensuite où elle en était."
    )

    def add_arguments(self, parser):
        parser.add_argument("--max", type=int, default=500, help="liens au plus (500)")
        parser.add_argument(
            "--per-host-delay", type=float, default=2, help="secondes entre deux demandes (2)"
        )
        parser.add_argument("--timeout", type=float, default=15, help="secondes d'attente (15)")
        parser.add_argument("--budget", type=float, default=1800, help="secondes en tout (1800)")
        parser.add_argument(
            "--again-after",
            type=float,
            default=20,
            help="heures avant de redemander le même lien (20)",
        )
        parser.add_argument(
            "--allow-private",
            action="store_true",
            help="demande aussi les adresses du réseau privé : pour les essais seulement",
        )

    def handle(self, **options):
        held = addresses.holders()
        link_run.forget_others(set(held))
        urls = link_run.due_links(held, options["again_after"])
        pace = link_run.Pace(options["per_host_delay"])
        asker = Asker(
            pace, agent(), timeout=options["timeout"], allow_private=options["allow_private"]
        )
        bounds = {"most": options["max"], "budget": options["budget"]}
        try:
            report = link_run.run(
                urls, asker, on_row=lambda row: self._write_row(row, held), **bounds
            )
        except link_run.Offline as error:
            raise CommandError(
                "Aucun site ne répond : cette machine n'a sans doute pas accès à internet. "
                "Rien n'a été noté."
            ) from error
        states = ", ".join(
            f"{label} : {report.states[state]}" for state, label in LinkCheck.State.choices
        )
        self.stdout.write(f"{report.checked} lien(s) vérifié(s). {states}.")
        if report.left:
            self.stdout.write(f"{report.left} lien(s) à vérifier la prochaine fois.")

    def _write_row(self, row, held):
        if row.state == LinkCheck.State.OK:
            return
        where = ", ".join(f"{model._meta.verbose_name} {pk}" for model, pk in held[row.url])
        self.stdout.write(f"{row.get_state_display()} : {row.url} ({row.detail}) dans {where}")


def agent():
    """Return the user agent of the portal, with a contact address if one is known."""
    contact = settings.PUBLISHER.get("contact", "")
    safe = contact if contact.isascii() and contact.isprintable() else ""
    return f"{AGENT} (+{safe})" if safe else AGENT

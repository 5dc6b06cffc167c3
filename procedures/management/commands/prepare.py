"""``manage.py prepare``: prepares a database for the site's start. Run again, it does nothing."""

from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from procedures.inquiring.content import load_kits
from procedures.models import Kit, Question
from procedures.publishing.editions import in_memory
from procedures.upgrades import refuse_older_database


class Command(BaseCommand):
    help = (
        "Migre la base ; si elle est vide, y importe et publie le catalogue livré. "
        "Une base qui a un catalogue n'est jamais réimportée : elle fait foi."
    )

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="crée aussi les comptes de démo")

    def handle(self, demo=False, **options):
        # One that is too old may lack no migration that this version knows.
        refuse_older_database()
        if migrations_are_missing():
            self.stdout.write("Migration de la base de données …")
            call_command("migrate", interactive=False, verbosity=0)
        if not Question.objects.exists():
            self.stdout.write("Base vide : import et publication du catalogue livré …")
            self.stdout.flush()
            self.stdout.write(load_shipped_catalogue())
            # The local copy may come from the database that this one replaces.
            in_memory.refresh()
        # A site that is older than the kits takes them too.
        if not Kit.objects.exists():
            load_kits(settings.ROOT / "catalogue" / "kits")
        if demo:
            call_command("demo_accounts", stdout=self.stdout)


def migrations_are_missing():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@transaction.atomic
def load_shipped_catalogue():
    """Import and publish the shipped catalogue, and return the last line of the output.

    Both succeed or neither does, so that an interrupted first start can be repeated. Warnings are
    not shown: editors get them from ``catalogue check``. Blocking problems are raised.
    """
    output = StringIO()
    call_command("catalogue", "import", str(settings.ROOT / "catalogue"), stdout=output)
    call_command("catalogue", "publish", stdout=output, stderr=output)
    return output.getvalue().strip().rpartition("\n")[2]

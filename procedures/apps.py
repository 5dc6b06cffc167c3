"""The app's name, as Django and the admin show it, and what a database of it always has."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProceduresConfig(AppConfig):
    name = "procedures"
    verbose_name = "démarches"

    def ready(self):
        # After Django has made the permissions, also those of models that came since; and again
        # once a test has emptied the tables.
        post_migrate.connect(_make_roles, sender=self, dispatch_uid="procedures.roles")


def _make_roles(**kwargs):
    from procedures.roles import make_roles  # The models are not ready when apps are listed.

    make_roles()

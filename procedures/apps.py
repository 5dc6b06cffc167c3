"""The application's name, and the roles that its database always has."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProceduresConfig(AppConfig):
    name = "procedures"
    verbose_name = "démarches"

    def ready(self):
        # Connected here to run after Django has created the permissions, also those of later
        # models, and again once a test has emptied the tables.
        post_migrate.connect(_make_roles, sender=self, dispatch_uid="procedures.roles")


def _make_roles(**kwargs):
    # Imported here because the models are not ready when applications are listed.
    from procedures.roles import make_roles

    make_roles()

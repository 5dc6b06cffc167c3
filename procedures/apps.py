"""The application's name, which databases it takes, and the roles that they always have."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from procedures.upgrades import refuse_older_database


class ProceduresConfig(AppConfig):
    name = "procedures"
    verbose_name = "démarches"

    def ready(self):
        pre_migrate.connect(refuse_older_database, sender=self, dispatch_uid="procedures.upgrades")
        # Connected here to run after Django has created the permissions, also those of later
        # models, and again once a test has emptied the tables.
        post_migrate.connect(_make_roles, sender=self, dispatch_uid="procedures.roles")


def _make_roles(**kwargs):
    # Imported here because the models are not ready when applications are listed.
    from procedures.roles import make_roles

    make_roles()

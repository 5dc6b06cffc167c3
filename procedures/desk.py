"""Which site Django's admin is: apart from the admin itself, which needs the models to be ready."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "procedures.admin.site.DeskSite"

    def ready(self):
        # The package that holds the site also registers the models on it: were it first imported
        # by another app's registration, two sites would be made, and one lost with its models.
        import_module("procedures.admin")
        super().ready()

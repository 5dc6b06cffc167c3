"""Selects the site of Django's admin. It is apart because the admin needs ready models."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "procedures.admin.site.DeskSite"

    def ready(self):
        # Importing the package registers its models on the site. If another application imported it
        # first, two sites would be made, and one of them lost with its models.
        import_module("procedures.admin")
        super().ready()

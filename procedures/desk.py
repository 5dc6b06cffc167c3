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
        _leave_out_other_apps()


def _leave_out_other_apps():
    """Take the lists of allauth off the desk: what they hold is for their owners only."""
    from django.contrib import admin

    for model in list(admin.site._registry):
        if model.__module__.startswith("allauth."):
            admin.site.unregister(model)

"""The app's name, as Django and the admin show it."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "procedures"
    verbose_name = "démarches"

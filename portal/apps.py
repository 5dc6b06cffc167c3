"""The application's name, as Django and the administration show it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "comptes"

"""The app's name, as Django and the admin show it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "comptes"

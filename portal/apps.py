"""The application's name, as Django and the administration show it."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "comptes"

    def ready(self):
        import_module("portal.checks")
        # They listen to what allauth stores and tells.
        import_module("portal.accounts.sessions")
        import_module("portal.accounts.noting")
        if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
            from portal.patience import limit_waits

            limit_waits(settings.DATABASE_SECONDS)
        if settings.SENTRY_DSN:
            from portal.reporting import report_errors

            report_errors(settings.SENTRY_DSN)

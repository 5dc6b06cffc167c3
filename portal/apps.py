"""The application's name, as Django and the administration show it."""

from django.apps import AppConfig
from django.conf import settings


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "comptes"

    def ready(self):
        if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
            from portal.patience import limit_waits

            limit_waits(settings.DATABASE_SECONDS)

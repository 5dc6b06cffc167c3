"""``manage.py write_openapi``: writes what the interface promises into ``docs/openapi.json``."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand

from questionnaire.api.interface import interface

PAGE = settings.ROOT / "docs" / "openapi.json"


def written() -> str:
    """Return the text of the file: a test compares it with the one that is kept."""
    return json.dumps(interface.get_openapi_schema(), indent=1, ensure_ascii=False) + "\n"


class Command(BaseCommand):
    help = "Écrit docs/openapi.json : ce que l'interface promet aux programmes."

    def handle(self, *args, **options):
        PAGE.write_text(written(), encoding="utf-8")
        self.stdout.write(str(PAGE.relative_to(settings.ROOT)))

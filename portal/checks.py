"""System checks of Django before the site starts, or is prepared: settings that lead nowhere."""

import os

from django.conf import settings
from django.core.checks import Error, register


@register
def leaked_passwords_can_be_read(app_configs, **_options):
    """Check the file at the start: otherwise the page of a new password would fail."""
    path = settings.LEAKED_PASSWORDS
    if not path or (os.path.isfile(path) and os.access(path, os.R_OK)):
        return []
    return [
        Error(
            f"LEAKED_PASSWORDS: there is no file to read at {path}",
            hint="Give the path as the process sees it: with Docker, in the container.",
            id="portal.E001",
        )
    ]

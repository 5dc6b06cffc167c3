"""The languages of the portal, in the words of agents."""

from django.conf import settings
from django.utils.translation import get_language_info


def language_names() -> dict[str, str]:
    """Return {code: French name} of the languages of the portal."""
    return {code: get_language_info(code)["name_translated"] for code, _ in settings.LANGUAGES}

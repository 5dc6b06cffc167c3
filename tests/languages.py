"""The languages of the site, for tests in every language: a new language is tested at once."""

from django.conf import settings

SOURCE = settings.LANGUAGE_CODE
LANGUAGES = [code for code, _ in settings.LANGUAGES]
TRANSLATED = [code for code in LANGUAGES if code != SOURCE]

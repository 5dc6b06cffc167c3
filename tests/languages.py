"""The languages of the site, for tests that walk them: one that is added is walked everywhere."""

from django.conf import settings

SOURCE = settings.LANGUAGE_CODE
LANGUAGES = [code for code, _ in settings.LANGUAGES]
TRANSLATED = [code for code in LANGUAGES if code != SOURCE]

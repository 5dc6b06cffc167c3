"""Collects the texts of the interface into locale/*/LC_MESSAGES/django.po (needs xgettext).

A new text gets no translation: gettext would otherwise offer the translation of a similar text, and
a total was once shown as another sentence. Entries are sorted by text and do not name their files,
so that moving a file changes no translation.
"""

import os
import shutil
import sys
from pathlib import Path

import django
import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import makemessages

ROOT = Path(__file__).resolve().parent.parent
IGNORED = (".venv/*", "tests/*", "scripts/*", "staticfiles/*", "docs/*", "mutants/*")


class MakeMessages(makemessages.Command):
    """Django's command, without guesses of translations."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def main():
    if not shutil.which("xgettext"):
        sys.exit("xgettext is missing. On Debian or Ubuntu: apt install gettext")
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    languages = [code for code, _ in settings.LANGUAGES]
    call_command(
        MakeMessages(),
        locale=languages,
        ignore_patterns=[*IGNORED],
        no_wrap=True,
        no_location=True,
        no_obsolete=True,
    )
    for language in languages:
        put_in_order(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")


def put_in_order(path):
    """Sort the entries of a file by text, and remove the date, which changes at each run."""
    messages = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
    messages.metadata.pop("POT-Creation-Date", None)
    messages.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    messages.save()


if __name__ == "__main__":
    main()

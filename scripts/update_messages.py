"""Collects the texts of the interface into locale/*/LC_MESSAGES/django.po (needs xgettext).

A new text gets no translation: gettext would otherwise offer the translation of a similar text, and
a total was once shown as another sentence. Entries are sorted by text and do not name their files,
so that moving a file changes no translation.
"""

import os
import re
import shutil
import sys
from io import BytesIO
from pathlib import Path

import django
from babel.messages.pofile import read_po, write_po
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
    header = path.read_text("utf-8").partition("\n\n")[0]
    header = re.sub(r'"POT-Creation-Date:.*\n', "", f"{header}\n")
    entries = BytesIO()
    with path.open("rb") as written:
        write_po(entries, read_po(written), width=0, sort_output=True, omit_header=True)
    path.write_text(f"{header}\n{entries.getvalue().decode().rstrip()}\n", "utf-8")


if __name__ == "__main__":
    main()

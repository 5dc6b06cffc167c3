"""Collects the texts of the interface into locale/*/LC_MESSAGES/django.po (needs xgettext)."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IGNORED = (".venv/*", "tests/*", "scripts/*", "staticfiles/*", "docs/*")


def main():
    if not shutil.which("xgettext"):
        sys.exit("xgettext is missing. On Debian or Ubuntu: apt install gettext")
    languages = sorted(path.parent.name for path in (ROOT / "locale").glob("*/LC_MESSAGES"))
    options = ["--no-wrap", "--add-location=file", "--no-obsolete"]
    options += [f"--locale={language}" for language in languages]
    options += [f"--ignore={pattern}" for pattern in IGNORED]
    subprocess.run([sys.executable, "manage.py", "makemessages", *options], cwd=ROOT, check=True)
    for path in (ROOT / "locale").rglob("*.po"):
        drop_date(path)


def drop_date(path):
    """The day of collection would make a difference where nothing changed."""
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'"POT-Creation-Date: .*\\n"\n', "", text), encoding="utf-8")


if __name__ == "__main__":
    main()

"""``make messages`` changes only the texts of the interface that changed."""

import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

from scripts.update_messages import put_in_order

READ = ("locale", "templates", "portal", "procedures", "questionnaire", "scripts")


@pytest.mark.skipif(not shutil.which("xgettext"), reason="apt install gettext")
def test_collecting_what_did_not_change_changes_nothing(tmp_path):
    for folder in READ:
        shutil.copytree(settings.ROOT / folder, tmp_path / folder)
    command = [sys.executable, "scripts/update_messages.py"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", "DEBUG": "1"}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, stdout=subprocess.DEVNULL)
    collected = {
        path.relative_to(tmp_path): path.read_text("utf-8") for path in tmp_path.rglob("*.po")
    }
    assert {settings.ROOT / path for path in collected} == set(settings.ROOT.glob("locale/**/*.po"))
    assert [
        str(path)
        for path, text in collected.items()
        if text != (settings.ROOT / path).read_text("utf-8")
    ] == [], "run make messages"


def test_entries_are_in_the_order_of_their_texts_and_bear_no_day(tmp_path):
    path = tmp_path / "django.po"
    header = 'msgid ""\nmsgstr ""\n{}"Language: ar\\n"\n'
    entries = ['\nmsgid "a"\nmsgstr "A"\n', '\nmsgid "b"\nmsgstr "B"\n']
    day = '"POT-Creation-Date: 2026-11-24 10:00+0100\\n"\n'
    path.write_text("".join([header.format(day), *reversed(entries)]))
    put_in_order(path)
    assert path.read_text() == "".join([header.format(""), *entries])

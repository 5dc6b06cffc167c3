"""Translations are compiled without gettext's own tools."""

import gettext
import os

from scripts.compile_messages import compile_all

SOURCE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Accueil"
msgstr "الرئيسية"
"""


def make_source(folder):
    source = folder / "ar" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE, encoding="utf-8")
    return source


def test_compiled_messages_translate(tmp_path):
    make_source(tmp_path)
    compile_all(tmp_path)
    translations = gettext.translation("django", tmp_path, ["ar"])
    assert translations.gettext("Accueil") == "الرئيسية"


def test_what_did_not_change_is_not_compiled_again(tmp_path):
    source = make_source(tmp_path)
    assert compile_all(tmp_path) == [source]
    assert compile_all(tmp_path) == []
    os.utime(source, (source.stat().st_atime, source.stat().st_mtime + 5))
    assert compile_all(tmp_path) == [source]

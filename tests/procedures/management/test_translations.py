"""manage.py translations: the same work from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from procedures import models
from tests import factories
from tests.procedures.translating.made import filled

pytestmark = pytest.mark.django_db


def translations(*arguments):
    out = StringIO()
    call_command("translations", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def document():
    factories.make_question(key="age")
    return factories.make_document(key="passeport", title_fr="Passeport")


@pytest.fixture
def translated(document, tmp_path):
    """A file in which everything is translated."""
    file = tmp_path / "ar.xlsx"
    translations("export", file, "--language", "ar")
    file.write_bytes(filled(file.read_bytes(), lambda french: "نص"))
    return file


def test_progress_is_a_table(document):
    lines = [line.split("\t") for line in translations("progress").splitlines()]
    assert lines[0][:3] == ["langue", "partie", "section"]
    assert ["ar", "national", "Pièces justificatives", "0", "0", "0", "1", "1"] in lines


@pytest.mark.parametrize("status", ["machine", "reviewed"])
def test_file_goes_out_and_comes_back(document, translated, status):
    assert "2 traduction(s)" in translations("import", translated, "--as", status)
    document.refresh_from_db()
    assert document.title_ar == "نص"
    assert document.translation_status("title", "ar") == status
    assert models.EntryChange.objects.filter(how="traductions importées").count() == 2


def test_dry_run_changes_nothing(document, translated):
    assert "nouvelle : 2" in translations("import", translated, "--dry-run")
    document.refresh_from_db()
    assert not document.title_ar


def test_refused_line_refuses_the_file_unless_the_rest_is_wanted(document, translated):
    document.title_fr = "Passeport valable"
    document.save()
    with pytest.raises(CommandError, match="1 ligne"):
        translations("import", translated)
    assert not models.Question.objects.get().text_ar
    assert "le français a changé" in translations("import", translated, "--partial")
    assert models.Question.objects.get().text_ar == "نص"


def test_file_of_another_kind_is_not_written(document, tmp_path):
    with pytest.raises(CommandError, match="xlsx"):
        translations("export", tmp_path / "ar.csv", "--language", "ar")


def test_file_that_cannot_be_read_is_an_error(tmp_path):
    file = tmp_path / "ar.xlsx"
    with pytest.raises(CommandError):
        translations("import", file)
    file.write_text("Bonjour")
    with pytest.raises(CommandError, match="XLSX"):
        translations("import", file)

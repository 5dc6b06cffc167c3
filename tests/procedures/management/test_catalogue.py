import os
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from procedures.exchange import plain_from_database, read_folder, write_folder
from procedures.models import ApprovedHost, Edition
from tests.procedures.exchange.test_round_trip import SMALL, contents_of


def catalogue(*arguments, **options):
    out = StringIO()
    call_command("catalogue", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def valid(tmp_path):
    """The small catalogue without its cases: it is made for its keys, not for its results."""
    plain = read_folder(SMALL)
    plain["cases"] = plain["examples"] = []
    write_folder(plain, tmp_path / "valid")
    return tmp_path / "valid"


@pytest.mark.django_db
def test_import_and_export_by_command(valid, tmp_path):
    catalogue("import", valid)
    catalogue("export", tmp_path / "out")
    assert contents_of(tmp_path / "out") == contents_of(valid)


@pytest.mark.django_db
def test_import_of_one_part_by_command(valid):
    catalogue("import", valid)
    path = valid / "departements" / "82.yaml"
    path.write_text(path.read_text().replace("Tarn-et-Garonne", "Autre nom"))
    (valid / "groups.yaml").write_text("[]\n")
    catalogue("import", valid, "--only", "82")
    plain = plain_from_database()
    assert plain["departments"]["82"]["name"] == "Autre nom"
    assert plain["groups"]


@pytest.mark.django_db
def test_a_broken_import_says_where_and_changes_nothing(valid):
    catalogue("import", valid)
    before = plain_from_database()
    (valid / "fees.yaml").write_text("- {id: taxe, labell: x}\n")
    with pytest.raises(CommandError, match=r"fees\.yaml : taxe\.labell : .*« label »"):
        catalogue("import", valid)
    assert plain_from_database() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "text", "names"),
    [
        ("orientations.yaml", "[]\n", ["orientation"]),
        ("translations/en/questions.yaml", "{}\n", ["traductions, langue « en »"]),
    ],
)
def test_an_import_says_what_disappears_and_asks(valid, file, text, names):
    """A file that is empty, or cut where its YAML stays valid, is a catalogue like any other."""
    catalogue("import", valid)
    before = plain_from_database()
    (valid / file).write_text(text)
    with pytest.raises(CommandError) as refused:
        catalogue("import", valid)
    assert all(one in str(refused.value) for one in names), refused.value
    assert "--yes" in str(refused.value)
    assert plain_from_database() == before
    assert all(one in catalogue("import", valid, "--yes") for one in names)
    assert plain_from_database() != before


def test_a_folder_is_checked_without_a_database(valid):
    assert "0 bloquant(s)" in catalogue("check", valid)


def test_check_tells_every_problem_and_fails(valid):
    (valid / "fees.yaml").write_text("- {id: a, id: b}\n- {id: c, id: d}\n")
    out = StringIO()
    with pytest.raises(CommandError, match="2 bloquant"):
        call_command("catalogue", "check", str(valid), stdout=out)
    assert "fees.yaml : ligne 1" in out.getvalue()
    assert "fees.yaml : ligne 2" in out.getvalue()


def test_a_warning_blocks_only_when_strict(valid):
    text = (valid / "translations" / "en" / "questions.yaml").read_text()
    (valid / "translations" / "en" / "questions.yaml").write_text(
        text + '"gone.text": {text: "Gone", status: machine, of: "0"}\n'
    )
    assert "avertissement : translations/en/questions.yaml : gone.text" in catalogue("check", valid)
    with pytest.raises(CommandError):
        catalogue("check", valid, "--strict")


@pytest.mark.django_db
def test_the_working_copy_is_checked_and_published(valid):
    catalogue("import", valid)
    assert "0 bloquant(s)" in catalogue("check")
    assert "Édition 1-" in catalogue("publish", "--approve-host", "www.iso.org")
    assert "Rien n'a changé" in catalogue("publish")
    assert Edition.objects.count() == 1


@pytest.mark.django_db
def test_a_new_site_is_named_and_not_published_until_it_is_approved(valid):
    catalogue("import", valid)
    with pytest.raises(CommandError, match=r"--approve-host www\.iso\.org"):
        catalogue("publish", "--approve-host", "iso.org")
    assert not Edition.objects.exists()
    assert not ApprovedHost.objects.filter(host__endswith="iso.org").exists()
    catalogue("publish", "--approve-host", "www.iso.org")
    assert ApprovedHost.objects.get(host="www.iso.org").mentions_only


@pytest.mark.django_db
def test_an_unknown_part_is_not_published(valid):
    catalogue("import", valid)
    with pytest.raises(CommandError, match="81"):
        catalogue("publish", "--only", "81")


@pytest.mark.parametrize("format", ["text", "csv", "md"])
def test_coverage_of_a_folder_needs_no_database(valid, format):
    printed = catalogue("coverage", valid, "--format", format)
    assert "etudiant_renouvellement" in printed
    assert "82" in printed


def test_coverage_writes_its_page_and_says_when_it_is_old(valid, tmp_path):
    page = tmp_path / "coverage.md"
    assert catalogue("coverage", valid, "--page", page) == ""
    catalogue("coverage", valid, "--page", page, "--check")
    page.write_text(page.read_text(encoding="utf-8").replace("82", "83"), encoding="utf-8")
    with pytest.raises(CommandError, match="plus à jour"):
        catalogue("coverage", valid, "--page", page, "--check")


@pytest.mark.django_db
def test_coverage_of_the_working_copy(valid):
    catalogue("import", valid)
    assert catalogue("coverage") == catalogue("coverage", valid)


def test_a_database_without_tables_is_told_in_words(tmp_path):
    told = subprocess.run(
        [sys.executable, "manage.py", "catalogue", "coverage"],
        cwd=settings.ROOT,
        env={**os.environ, "DEBUG": "1", "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert "La base de données n'a pas encore de catalogue." in told.stderr
    assert "nommez un dossier après coverage" in told.stderr
    assert "Traceback" not in told.stderr

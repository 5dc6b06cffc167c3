"""``watch_law``: what it prints, and what it refuses without changing anything."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from procedures.models import LawFiche, LawVersion
from tests import factories
from tests.procedures.watching.fiche_files import BODY, make_archive, make_fiche, make_folder

pytestmark = pytest.mark.django_db


def watch_law(source, *options):
    output = StringIO()
    call_command("watch_law", str(source), *options, stdout=output)
    return output.getvalue()


@pytest.fixture(autouse=True)
def cited():
    for number in ("F2209", "F39"):
        factories.make_document(source_reference=number, source_checked_on="2026-02-01")


def test_changes_are_told_by_the_number_of_the_fiche(tmp_path):
    assert "2 nouvelle(s) : F2209, F39" in watch_law(
        make_folder(tmp_path / "a", F2209=None, F39=None)
    )
    changed = make_fiche(body=BODY.replace("615", "635"), modified="2026-03-01")
    output = watch_law(make_archive(tmp_path / "b.zip", F2209=changed, F39=None, F1=None))
    assert "3 fiches dans le jeu" in output
    assert "1 modifiée(s) : F2209" in output
    assert "1 sans changement" in output
    assert "1 contenu(s) à relire" in output


def test_broken_fiche_changes_nothing(tmp_path):
    watch_law(make_folder(tmp_path / "a", F2209=None, F39=None))
    changed = make_fiche(body=BODY.replace("615", "635"))
    with pytest.raises(CommandError, match=r"F39.xml.*abîmé.*Rien n'a été changé"):
        watch_law(make_folder(tmp_path / "b", F2209=changed, F39="<Publication"))
    assert LawVersion.objects.count() == 2


@pytest.mark.parametrize(
    ("files", "said"), [({}, "aucune fiche"), ({"N110": None}, "aucune fiche")]
)
def test_folder_without_fiches_is_refused(tmp_path, files, said):
    with pytest.raises(CommandError, match=said):
        watch_law(make_folder(tmp_path / "a", **files))


def test_missing_source_and_contrary_options_are_refused(tmp_path):
    with pytest.raises(CommandError, match="n'existe pas"):
        watch_law(tmp_path / "nothing.zip")
    with pytest.raises(CommandError, match="--partial ou --complete"):
        watch_law(make_folder(tmp_path / "a", F2209=None), "--partial", "--complete")


def test_set_that_lacks_most_fiches_is_taken_for_a_part(tmp_path):
    watch_law(make_folder(tmp_path / "a", F2209=None, F39=None))
    other = make_folder(tmp_path / "b", F1=None)
    with pytest.raises(CommandError, match="jeu complet"):
        watch_law(other)
    assert not LawFiche.objects.filter(gone_on__isnull=False).exists()
    assert "0 disparue(s)" in watch_law(other, "--partial")
    assert "2 disparue(s) : F2209, F39" in watch_law(other, "--complete")
    assert LawFiche.objects.filter(gone_on__isnull=False).count() == 2

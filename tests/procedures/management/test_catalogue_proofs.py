"""The catalogue command prints classes and differences."""

import csv
import io

import pytest
from django.core.management import CommandError

from procedures.exchange import read_folder, write_folder
from procedures.models import Edition
from procedures.publishing.editions import publisher
from tests.procedures.management.test_catalogue import catalogue


@pytest.fixture
def folder(tmp_path):
    plain = {
        "questions": [
            {"key": "etudiant", "kind": "yes_no", "text": "Êtes-vous étudiant ?"},
            {
                "key": "logement",
                "kind": "choice",
                "text": "Où logez-vous ?",
                "choices": [
                    {"value": "locataire", "text": "Je loue"},
                    {"value": "heberge", "text": "On m'héberge"},
                ],
            },
        ],
        "documents": [{"id": "passeport", "title": "Passeport"}, {"id": "bail", "title": "Bail"}],
        "procedures": [
            {
                "id": "carte",
                "family": "etudes",
                "track": "titre",
                "rank": 10,
                "title": "Carte d'étudiant",
                "when": {"etudiant": True},
                "steps": [{"id": "deposer", "text": "Déposez."}],
                "documents": [
                    {"document": "passeport"},
                    {"document": "bail", "when": {"logement": "locataire"}},
                ],
            }
        ],
        "orientations": [{"id": "fin", "rank": 1, "title": "Fin", "text": "Fin."}],
    }
    write_folder(plain, tmp_path / "avant")
    return tmp_path / "avant"


def edited(folder, change):
    plain = read_folder(folder)
    change(plain["procedures"][0])
    after = folder.parent / "apres"
    write_folder(plain, after)
    return after


def test_the_classes_of_a_procedure_are_a_table(folder):
    rows = list(csv.reader(io.StringIO(catalogue("classes", "carte", "--folder", folder))))
    assert rows[0] == ["décision", "classe", "Êtes-vous étudiant ?", "Où logez-vous ?", "résultat"]
    papers = {tuple(row[2:]) for row in rows if row[0] == "pièces"}
    assert papers == {("oui", "Je loue", "passeport + bail"), ("oui", "On m'héberge", "passeport")}
    assert {row[0] for row in rows[1:]} == {"pièces", "étapes", "canal"} | {"coûts"}


def test_the_classes_are_counted(folder):
    counted = catalogue("classes", "--folder", folder)
    assert "carte : pièces 2, étapes 1, coûts 1, canal 1" in counted


def test_an_unknown_procedure_is_told_with_the_nearest(folder):
    with pytest.raises(CommandError, match=r"« cartes » .*carte"):
        catalogue("classes", "cartes", "--folder", folder)


def test_a_folder_does_not_differ_from_itself(folder):
    assert catalogue("diff", folder, folder) == "Rien ne change pour personne.\n"


def test_a_difference_is_told_with_somebody_whom_it_happens_to(folder):
    def change(procedure):
        procedure["documents"][1]["when"] = {"logement": "heberge"}

    told = catalogue("diff", folder, edited(folder, change))
    assert "« Carte d'étudiant », pièce « Bail » : non → oui" in told
    assert "« Carte d'étudiant », pièce « Bail » : oui → non" in told
    assert "« Où logez-vous ? » On m'héberge" in told


@pytest.mark.django_db
def test_an_edition_and_the_working_copy_are_compared(folder):
    catalogue("import", folder)
    publisher.publish()
    number = Edition.objects.get().number

    def change(procedure):
        procedure["when"] = {"etudiant": False}

    catalogue("import", edited(folder, change))
    assert catalogue("diff", number, number) == "Rien ne change pour personne.\n"
    assert "place dans la liste : recommandée → non" in catalogue("diff", number, "copie")


def test_what_is_neither_a_folder_nor_an_edition_is_refused(folder):
    with pytest.raises(CommandError, match="« ailleurs » n'est ni un dossier"):
        catalogue("diff", folder, "ailleurs")


def test_an_unknown_channel_is_good_to_know_and_no_warning(folder):
    told = catalogue("check", folder)
    assert "à savoir : procedures/etudes.yaml : carte : aucun canal connu" in told


def test_a_dead_line_is_a_warning_with_somebody_who_shows_it(folder):
    def change(procedure):
        procedure["documents"][1]["when"] = {"logement": "locataire", "etudiant": False}

    told = catalogue("check", edited(folder, change))
    assert "carte.documents.bail : cette pièce n'est demandée à personne" in told
    with pytest.raises(CommandError):
        catalogue("check", "--strict", edited(folder, change))

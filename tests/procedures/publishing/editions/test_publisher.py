"""Publishing freezes parts, checks the whole, and changes nothing when something is wrong."""

from datetime import date

import pytest

from procedures.engine.errors import InvalidCatalogue
from procedures.exchange import load_into_database
from procedures.models import (
    Department,
    Edition,
    Frozen,
    Procedure,
    PublishedPart,
    SecurityEvent,
    Site,
)
from procedures.publishing.editions import publisher
from procedures.publishing.parts import preparing

pytestmark = pytest.mark.django_db


def make_plain(**more):
    plain = {
        "questions": [
            {"key": "etudiant", "kind": "yes_no", "text": "Êtes-vous étudiant ?", "section": "vous"}
        ],
        "procedures": [
            {
                "id": "carte",
                "family": "etudes",
                "track": "titre",
                "rank": 10,
                "title": "Carte étudiant",
                "when": {"etudiant": True},
            }
        ],
        "departments": {
            "82": {"code": "82", "name": "Tarn-et-Garonne"},
            "34": {"code": "34", "name": "Hérault"},
        },
    }
    return {**plain, **more}


def make_case(expected, name="etudiante"):
    return {
        "id": name,
        "file": "etudes",
        "answers": {"etudiant": True},
        "expect": {"procedures": expected},
    }


def test_the_first_publication_freezes_every_part():
    load_into_database(make_plain())
    publication = publisher.publish(note="Ouverture")
    assert publication.edition.number == 1
    assert set(publication.changed) == {"national", "34", "82"}
    assert {part.code for part in publication.edition.parts.all()} == {"national", "34", "82"}


def test_publishing_again_without_a_change_makes_no_edition():
    load_into_database(make_plain())
    first = publisher.publish().edition
    again = publisher.publish()
    assert (again.edition.pk, again.changed) == (first.pk, ())
    assert Edition.objects.count() == 1


def test_one_part_is_published_without_the_unfinished_work_of_others():
    load_into_database(make_plain())
    publisher.publish()
    Procedure.objects.update(title_fr="Travail en cours")
    Site.objects.create(department_id=_department("82"), key="montauban", name_fr="Montauban")
    publication = publisher.publish(only="82")
    assert publication.changed == ("82",)
    content = {part.code: part.content for part in publication.edition.parts.all()}
    assert content["national"]["procedures"][0]["title"] == "Carte étudiant"
    assert content["82"]["department"]["sites"][0]["name"] == "Montauban"


def _department(code):
    return Department.objects.get(code=code).pk


def test_an_unknown_part_is_refused():
    load_into_database(make_plain())
    with pytest.raises(publisher.UnknownPart, match="31"):
        publisher.publish(only="31")


def test_a_failing_case_blocks_and_changes_nothing():
    load_into_database(make_plain(cases=[make_case(["carte"])]))
    publisher.publish()
    Procedure.objects.update(when={"etudiant": False})
    with pytest.raises(InvalidCatalogue, match="personne d'essai échoue"):
        publisher.publish()
    assert Edition.objects.count() == 1
    assert PublishedPart.objects.count() == 3


def test_a_new_case_that_fails_blocks():
    load_into_database(make_plain())
    publisher.publish()
    load_into_database(make_plain(cases=[make_case([])]))
    with pytest.raises(InvalidCatalogue, match="personne d'essai échoue"):
        publisher.publish()


def publish_what_fails_next_year():
    """Publish a case that holds until the end of 2026, then change something else."""
    expiry = {"key": "fin", "kind": "date", "text": "Quand finit votre carte ?"}
    plain = make_plain(cases=[{**make_case(["carte"]), "answers": {"fin": "2026-12-31"}}])
    plain["questions"].append(expiry)
    plain["procedures"][0]["when"] = {"fin": {"past": False}}
    load_into_database(plain)
    publisher.publish(today=date(2026, 11, 24))
    Procedure.objects.update(title_fr="Autre titre")


def test_a_case_that_already_fails_in_the_edition_in_force_only_warns():
    publish_what_fails_next_year()
    publication = publisher.publish(today=date(2027, 1, 1))
    assert publication.changed == ("national",)
    assert any("personne d'essai échoue" in str(problem) for problem in publication.warnings)


def test_so_it_does_on_the_day_of_an_edition_to_come():
    publish_what_fails_next_year()
    later = publisher.publish(today=date(2026, 11, 24), takes_effect_on=date(2027, 1, 1))
    assert later.changed == ("national",)
    assert [
        "au 01/01/2027" in str(one)
        for one in later.warnings
        if "personne d'essai échoue" in str(one)
    ] == [True]


def test_each_part_says_who_published_it_last(django_user_model):
    anne, omar = (
        django_user_model.objects.create_user(f"{name}@example.org", password="une phrase longue")
        for name in ("anne", "omar")
    )
    load_into_database(make_plain())
    publisher.publish(author=anne)
    Site.objects.create(department_id=_department("82"), key="montauban", name_fr="Montauban")
    second = publisher.publish(only="82", author=omar).edition
    authors = {part.code: part.author for part in second.parts.all()}
    assert authors == {"national": anne, "34": anne, "82": omar}
    [_, told] = SecurityEvent.objects.filter(kind=SecurityEvent.Kind.PUBLISHED).order_by("pk")
    assert told.part == "82"


def test_a_first_catalogue_with_a_failing_case_is_not_published():
    load_into_database(make_plain(cases=[make_case([])]))
    with pytest.raises(InvalidCatalogue):
        publisher.publish()
    assert not Edition.objects.exists()


def test_what_was_published_is_never_changed_nor_deleted():
    load_into_database(make_plain())
    edition = publisher.publish().edition
    edition.note = "autre"
    for change in (
        edition.save,
        edition.delete,
        Edition.objects.all().delete,
        lambda: Edition.objects.update(note="autre"),
        lambda: PublishedPart.objects.update(content={}),
    ):
        with pytest.raises(Frozen):
            change()


def test_a_former_edition_is_put_in_force_again_under_a_new_number():
    load_into_database(make_plain())
    first = publisher.publish().edition
    Procedure.objects.update(title_fr="Autre titre")
    publisher.publish()
    restored = publisher.restore(first.number)
    assert restored.number == 3
    assert restored.digest == first.digest
    assert set(restored.parts.all()) == set(first.parts.all())


def test_parts_put_together_are_the_plain_data_again():
    plain = {
        "questions": [{"key": "a"}],
        "departments": {"82": {"code": "82"}},
        "translations": {
            "en": {
                "questions.yaml": {"a.text": {"text": "A"}},
                "departements/82.yaml": {"name": {"text": "B"}},
            }
        },
    }
    cut = preparing.split(plain)
    assert preparing.join(cut) == plain
    assert "departements/82.yaml" in cut["82"]["translations"]["en"]
    assert "questions.yaml" not in cut["82"]["translations"]["en"]


def test_a_digest_does_not_depend_on_the_order_of_keys():
    assert preparing.digest({"a": 1, "b": 2}) == preparing.digest({"b": 2, "a": 1})

"""The journal tells who wrote each change, and never names somebody else."""

import pytest

from procedures.exchange import load_into_database, plain_from_database
from procedures.models import Department, Notice, Procedure
from procedures.publishing.editions import publisher
from procedures.publishing.editions.reviews import writers_since_publication
from procedures.publishing.journal import recording
from procedures.publishing.parts import preparing
from procedures.publishing.parts.changes import changed_lines
from tests import factories
from tests.procedures.publishing.editions.test_publisher import make_plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened():
    load_into_database(make_plain())
    for text in ("Fermé lundi.", "Fermé mardi.", "Fermé mercredi."):
        Notice.objects.create(department=Department.objects.get(code="82"), text_fr=text)
    return publisher.publish().edition


def told(edition, code):
    """Return the last writer of each change of a part, by what the change is of."""
    published = edition.parts.get(code=code).content
    working = preparing.split(plain_from_database())[code]
    writers = writers_since_publication(code)
    changes = changed_lines(published, working)
    return {change.name: writers.last_of(change) for change in changes}, writers, changes


def test_the_last_writer_of_an_entry_is_told_and_each_of_them_wrote_it(opened, ana, ben):
    for user in (ana, ben):
        with recording(user, how="formulaire"):
            Procedure.objects.update(title_fr=f"Selon {user.email}")
    found, writers, changes = told(opened, "national")
    assert found["carte"].author == ben
    assert writers.wrote(ana, changes)
    assert writers.wrote(ben, changes)
    assert not writers.wrote(factories.make_user(), changes)


def test_entries_of_one_list_are_told_apart(opened, ana, ben):
    for user, text in ((ana, "Fermé lundi."), (ben, "Fermé mardi.")):
        with recording(user, how="formulaire"):
            Notice.objects.filter(text_fr=text).update(text_fr=f"{text} Tout le jour.")
    Notice.objects.filter(text_fr="Fermé mercredi.").update(text_fr="Personne ne sait.")
    found, _, _ = told(opened, "82")
    authors = {name: row and row.author for name, row in found.items()}
    assert authors["ferme_lundi"] == ana
    assert authors["ferme_mardi"] == ben
    assert authors["ferme_mercredi"] is None


def test_what_was_written_before_the_publication_is_nobodys(opened, ana):
    with recording(ana, how="formulaire"):
        Procedure.objects.update(title_fr="Publié")
    edition = publisher.publish().edition
    Procedure.objects.update(title_fr="Écrit on ne sait comment")
    found, writers, changes = told(edition, "national")
    assert found["carte"] is None
    assert writers.wrote(factories.make_user(), changes)


def test_a_local_publication_does_not_make_national_writers_forgotten(opened, ana):
    with recording(ana, how="formulaire"):
        Procedure.objects.update(title_fr="Pas encore publié")
    Notice.objects.filter(text_fr="Fermé lundi.").delete()
    publisher.publish(only="82")
    found, _, _ = told(opened, "national")
    assert found["carte"].author == ana

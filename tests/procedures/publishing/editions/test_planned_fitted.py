"""What a département publishes before the day of a national plan is made to fit it."""

import pytest

from procedures.exchange import load_into_database
from procedures.models import Department, Document, DocumentEntry, Override, Procedure
from procedures.publishing.editions import freezing, in_memory, publisher, stored

from .test_planned import NEW_YEAR, NEXT_YEAR, _nothing_held, at
from .test_publisher import make_plain

pytestmark = pytest.mark.django_db
__all__ = ["_nothing_held", "at"]


def write_that_a_photo_is_asked():
    """Write that the 82 asks for a paper which a planned edition takes away."""
    override = Override.objects.create(
        department=Department.objects.get(code="82"), procedure=Procedure.objects.get()
    )
    photo = Document.objects.create(key="photo", title_fr="Photo")
    DocumentEntry.objects.create(override=override, document=photo)


def ask_for_a_photo():
    write_that_a_photo_is_asked()
    return publisher.publish(only="82")


@pytest.fixture
def without_photos(at):
    """A catalogue in force with a paper, and an edition of 1 January that takes it away."""
    load_into_database(make_plain(documents=[{"id": "photo", "title": "Photo"}]))
    publisher.publish(note="Ouverture")
    Document.objects.all().delete()
    Procedure.objects.update(title_fr="Sans photo")
    return publisher.publish(only="national", takes_effect_on=NEW_YEAR).edition


def papers_in_the_82():
    in_memory.refresh()
    departments = in_memory.edition_in_force().rule_set.departments
    found = [
        one.documents for row in departments["82"].overrides.values() for one in row.add_documents
    ]
    return [name for names in found for name in names]


def test_what_a_departement_publishes_next_follows_what_the_nation_planned(without_photos, at):
    """It is made to fit, as what it published before the plan would have been."""
    publication = ask_for_a_photo()
    assert [one.confirms_id for one in publication.followed] == [without_photos.number]
    assert papers_in_the_82() == ["photo"]
    at(NEXT_YEAR)
    assert papers_in_the_82() == []


def test_what_was_fitted_is_no_change_of_the_plan(without_photos, at):
    """The préfecture goes on writing the same entry: nothing of it meets what was left out."""
    ask_for_a_photo()
    Override.objects.update(notes_fr="Prenez le couloir de gauche.")
    publisher.publish(only="82", chosen={})
    at(NEXT_YEAR)
    assert papers_in_the_82() == []
    (override,) = in_memory.edition_in_force().rule_set.departments["82"].overrides.values()
    assert override.notes["fr"] == "Prenez le couloir de gauche."


def test_what_a_plan_takes_from_a_departement_is_told_unless_the_plan_is_cancelled(without_photos):
    in_force = stored.in_force_now()
    write_that_a_photo_is_asked()
    candidate = publisher.candidate_of(stored.contents_of(in_force), "82")
    (step,) = freezing.ahead(candidate, None, in_force)
    (dropped,) = step.left
    assert (dropped.part, dropped.section) == ("82", "overrides")
    assert dropped.before["add_documents"]
    assert dropped.after == {"procedure": "carte"}
    assert freezing.ahead(candidate, None, in_force, cancels=without_photos.number) == []

"""Proposals find their changes again, and each edition marks what it takes, however it is made."""

import pytest

from procedures.models import ChangeProposal, Channel, Notice
from procedures.publishing.content import content_now
from procedures.publishing.editions import proposed, publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.one_notice import publish_notice
from procedures.publishing.parts.changes import EntryDiff, changed
from tests import factories

STATE = ChangeProposal.State


@pytest.fixture
def department(db):
    """The 82 with two channels, published."""
    row = factories.make_department("82", name_fr="Tarn-et-Garonne")
    factories.make_question(key="etudiant", text_fr="Étudiant ?", kind="yes_no")
    factories.make_procedure(key="carte", when={"etudiant": True})
    for kind in ("postal", "email"):
        text = f"Par {kind}."
        Channel.objects.create(department=row, kind=kind, instructions_fr=text)
    publisher.publish()
    return row


def waiting():
    published = editions.in_force_now().parts.get(code="82").content
    return changed(published, content_now().by_part["82"])


def propose():
    """Propose all that the 82 has changed."""
    entries = [proposed.entry_of(one, one.name, "modification") for one in waiting()]
    return proposed.propose("82", entries, author=factories.make_user())


def state_of(row):
    row.refresh_from_db()
    return row.state


def test_an_entry_is_found_whatever_its_place(department):
    Channel.objects.filter(kind="email").update(instructions_fr="Par courriel.")
    row = propose()
    assert [one["name"] for one in row.entries] == ["courriel"]
    Channel.objects.filter(kind="postal").delete()
    publisher.publish(only="82", excluded=["channels:courriel"])
    (met,) = waiting()
    assert met.name == "courriel"
    assert proposed.found(row.entries[0], waiting()) == met
    assert state_of(row) == STATE.PROPOSED
    publisher.publish(only="82")
    assert state_of(row) == STATE.PUBLISHED


def test_a_named_entry_is_found_whatever_it_says_since():
    entry = proposed.entry_of(EntryDiff("sites", "accueil", {"name": "A"}, {"name": "B"}), "", "")
    moved = EntryDiff("sites", "accueil", {"name": "A"}, {"name": "C"})
    assert proposed.found(entry, [moved]) == moved


def test_a_publication_from_a_command_or_of_one_announcement_marks_it_too(department):
    Channel.objects.filter(kind="email").update(instructions_fr="Par courriel.")
    one = propose()
    publisher.publish()
    assert state_of(one) == STATE.PUBLISHED
    assert one.answered_by is None
    notice = Notice.objects.create(
        department=department, text_fr="Fermé.", starts_on="2026-12-24", ends_on="2026-12-24"
    )
    Channel.objects.filter(kind="postal").update(instructions_fr="Par la poste.")
    other = propose()
    notice.refresh_from_db()
    publish_notice(notice)
    assert state_of(other) == STATE.PROPOSED
    assert sorted(entry["published"] for entry in other.entries) == [False, True]


def test_a_removal_is_proposed_and_published(department):
    Channel.objects.filter(kind="email").delete()
    row = propose()
    publisher.publish(only="82")
    assert state_of(row) == STATE.PUBLISHED


def test_nothing_is_proposed_without_a_change(department):
    with pytest.raises(proposed.NotProposable, match="cochez au moins un changement"):
        propose()
    assert not ChangeProposal.objects.exists()

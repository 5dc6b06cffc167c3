"""What is in preparation: its writer tries it, nobody is kept from anything by it."""

import pytest

from procedures.drafting import versions
from procedures.engine.errors import InvalidCatalogue
from procedures.exchange import load_into_database, plain_from_database
from procedures.models import (
    Case,
    Channel,
    ChannelProcedure,
    Department,
    Document,
    DocumentEntry,
    EntryChange,
    Procedure,
)
from procedures.publishing.content import content_now
from procedures.publishing.editions import publisher
from procedures.publishing.editions import stored as editions
from procedures.rights import Rights
from tests import factories

pytestmark = pytest.mark.django_db
PLAIN = {
    "questions": [{"key": "etudiant", "kind": "yes_no", "text": "Étudiant ?"}],
    "documents": [{"id": "photo", "title": "Photo"}],
    "procedures": [
        {
            "id": "carte",
            "family": "etudes",
            "track": "titre",
            "rank": 1,
            "title": "Carte",
            "when": {"etudiant": True},
            "documents": [{"document": "photo"}],
        }
    ],
    "departments": {"82": {"code": "82"}},
    "translations": {},
}


@pytest.fixture(autouse=True)
def opened(db):
    load_into_database(PLAIN)
    publisher.publish()


@pytest.fixture
def writer():
    return member("anne@example.org")


@pytest.fixture
def other():
    return member("ben@example.org")


def member(email):
    user = factories.make_user(email=email)
    factories.make_membership("national", role="publication", user=user)
    return user


def prepare(author, **fields):
    given = {"family": "etudes", "track": "titre", "rank": 2, "title_fr": "Visa long", **fields}
    row = Procedure.objects.create(key="visa", draft=True, **given)
    wrote(author, "procedures", "visa")
    return row


def wrote(author, section, name):
    EntryChange.objects.create(
        part="national",
        section=section,
        name=name,
        kind="added",
        author=author,
        at=editions.in_force_now().created_at,
        how="formulaire",
    )


def tried_by(user):
    version = versions.draft(Rights(user))
    return version.rule_set and set(version.rule_set.procedures)


def test_only_its_writer_tries_it(writer, other):
    prepare(writer)
    assert tried_by(writer) == {"carte", "visa"}
    assert tried_by(other) == {"carte"}
    assert [one["id"] for one in versions.written(writer)[0]["procedures"]] == ["carte", "visa"]
    assert [one["id"] for one in versions.written(other)[0]["procedures"]] == ["carte"]


def test_a_publication_leaves_it_out_and_an_export_keeps_it(writer):
    prepare(writer)
    assert not publisher.publish().changed
    exported = {one["id"]: one for one in plain_from_database()["procedures"]}
    assert exported["visa"]["draft"] is True
    assert "draft" not in exported["carte"]
    load_into_database(plain_from_database())
    assert Procedure.objects.get(key="visa").draft


def test_once_it_is_ready_it_is_published(writer):
    row = prepare(writer, source_reference="CESEDA", source_checked_on="2026-11-01")
    row.when, row.rank, row.draft = {"etudiant": True}, 0, False
    row.save()
    for key, expect in (("awa", ["visa"]), ("bo", ["visa"]), ("chen", [])):
        told = {"procedures": expect} | ({} if expect else {"not_procedures": ["visa"]})
        Case.objects.create(key=key, file="e", answers={"etudiant": bool(expect)}, expect=told)
    publication = publisher.publish(only="national")
    (part,) = publication.edition.parts.filter(code="national")
    assert [one["id"] for one in part.content["procedures"]] == ["carte", "visa"]
    assert not any("draft" in one for one in part.content["procedures"])


def test_a_broken_one_takes_essayer_and_publier_from_nobody(writer, other):
    prepare(writer, when={"jamais": True})
    assert tried_by(writer) is None
    assert tried_by(other) == {"carte"}
    Procedure.objects.filter(key="carte").update(title_fr="Carte étudiant")
    assert publisher.publish(only="national").changed == ("national",)


def test_what_is_ready_may_not_name_it_and_the_refusal_says_so_in_words(writer):
    draft = Document.objects.create(key="bail", title_fr="Bail signé", draft=True)
    DocumentEntry.objects.create(
        procedure=Procedure.objects.get(key="carte"), document=draft, position=9
    )
    with pytest.raises(InvalidCatalogue) as refused:
        publisher.publish(only="national")
    (problem,) = refused.value.problems
    assert problem.message.startswith("ceci nomme « Bail signé », qui est en préparation")
    assert problem.path.startswith("carte")


def test_a_person_in_preparation_is_tried_by_its_writer_only(writer, other):
    Case.objects.create(
        key="awa", file="essais", answers={"etudiant": True}, expect={"procedures": []}, draft=True
    )
    wrote(writer, "cases", "awa")
    assert not publisher.publish().changed
    assert [one.key for one in versions.tried_cases(writer)] == ["awa"]
    assert list(versions.tried_cases(other)) == []


def test_a_channel_is_published_without_the_drafts_that_it_names(writer, other):
    row = prepare(writer)
    national = Department.objects.create(code="national")
    shared, alone = (
        Channel.objects.create(department=national, kind=kind, instructions_fr="Ici.", position=n)
        for n, kind in enumerate(("postal", "counter"))
    )
    for channel, key in ((shared, "carte"), (shared, "visa"), (alone, "visa")):
        procedure = Procedure.objects.get(key=key)
        ChannelProcedure.objects.create(channel=channel, procedure=procedure)
    assert publisher.publish(only="national").changed == ("national",)
    part = editions.in_force_now().parts.get(code="national").content
    assert [one["for"] for one in part["department"]["channels"]] == [{"procedures": ["carte"]}]
    assert tried_by(other) == {"carte"}
    own = versions.draft(Rights(writer)).plain["departments"]["national"]["channels"]
    assert [one["for"] for one in own] == [
        {"procedures": ["carte", row.key]},
        {"procedures": [row.key]},
    ]


def test_without_drafts_nothing_is_made_again():
    now = content_now()
    assert now.by_part["national"] is now.whole["national"]
    assert now.drafts == {}

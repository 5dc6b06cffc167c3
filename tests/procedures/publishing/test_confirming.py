"""A département publishes its own change, whatever a national case expected of it."""

import pytest

from procedures.engine.errors import InvalidCatalogue
from procedures.exchange import load_into_database
from procedures.models import Case, Channel, Department, EntryChange, Procedure
from procedures.publishing.confirming import MEANT, NOT_MEANT, Unanswered
from procedures.publishing.content import content_now
from procedures.publishing.editions import freezing, publisher
from procedures.publishing.editions import stored as editions

pytestmark = pytest.mark.django_db
PHOTO = {"document": "photo", "when": {"channel": ["anef"]}}
PAPER = {"document": "tirage", "when": {"channel": ["online_booking"]}}


def person(name, commune="82121", **expect):
    return {
        "id": name,
        "file": "essais",
        "persona": f"{name.capitalize()}.",
        "answers": {"commune": commune, "etudiant": True},
        "expect": {"procedures": ["carte"], **expect},
    }


def make_plain(*cases):
    channel = {"id": "anef", "kind": "anef", "for": {"procedures": ["carte"]}}
    return {
        "questions": [
            {"key": "commune", "kind": "commune", "text": "Où ?", "allow_unknown": True},
            {"key": "etudiant", "kind": "yes_no", "text": "Étudiant ?"},
        ],
        "documents": [{"id": "photo", "title": "Photo"}, {"id": "tirage", "title": "Tirage"}],
        "procedures": [
            {
                "id": "carte",
                "family": "etudes",
                "track": "titre",
                "rank": 10,
                "title": "Carte étudiant",
                "when": {"etudiant": True},
                "documents": [PHOTO, PAPER],
            }
        ],
        "departments": {code: {"code": code, "channels": [channel]} for code in ("34", "82")},
        "cases": list(cases),
    }


@pytest.fixture
def opened():
    """Three national persons of the 82, of whom two expect the same, and one of the 34."""
    load_into_database(
        make_plain(
            person("awa", channel="anef"),
            person("bo", channel="anef"),
            person("cleo", channel="anef", documents={"include": ["photo"], "exclude": ["tirage"]}),
            person("dan", commune="34172", channel="anef"),
        )
    )
    publisher.publish()


def change_channel(code="82"):
    Channel.objects.filter(department__code=code).update(kind="online_booking")


def asked(code="82", **answers):
    with pytest.raises(Unanswered) as refused:
        publisher.publish(only=code, answers=answers)
    return refused.value.questions


def all_said(said, code="82"):
    return {one.key: said for one in asked(code)}


def test_persons_that_change_alike_are_one_question_and_nothing_is_chosen(opened):
    change_channel()
    found = asked()
    assert [one.names for one in found] == [["Awa.", "Bo."], ["Cleo."]]
    assert found[0].proposed == {"channel": "online_booking"}
    assert found[1].proposed == {
        "documents": {"include": ["tirage"], "exclude": ["photo"]},
        "channel": "online_booking",
    }
    assert editions.in_force_now().number == 1
    assert Case.objects.count() == 4


def test_one_answer_of_two_publishes_nothing_and_says_who_lacks(opened):
    change_channel()
    first, second = asked()
    assert asked(**{first.key: MEANT}) == (second,)
    with pytest.raises(InvalidCatalogue, match="Cleo"):
        publisher.publish(only="82", answers={first.key: MEANT})


def test_what_is_meant_is_recorded_for_the_departement_in_the_same_act(opened):
    change_channel()
    publication = publisher.publish(only="82", answers=all_said(MEANT))
    assert publication.changed == ("82",)
    assert not any("échoue" in one.message for one in publication.warnings)
    own = Case.objects.filter(department__code="82").order_by("key")
    assert [(one.instead_of, one.expect["channel"]) for one in own] == [
        ("awa", "online_booking"), ("bo", "online_booking"), ("cleo", "online_booking"),
    ]  # fmt: skip
    assert Case.objects.get(key="awa").expect["channel"] == "anef"
    assert EntryChange.objects.filter(part="82", section="cases").count() == 3
    # The working copy is what was published: nothing is left to publish.
    held = {part.code: part.content for part in editions.in_force_now().parts.all()}
    assert held["82"] == content_now().by_part["82"]
    assert not publisher.publish(only="82").changed
    # And the nation publishes on, whatever the 82 says.
    Procedure.objects.update(title_fr="Autre titre")
    assert publisher.publish(only="national").changed == ("national",)


def test_what_changes_again_is_asked_again_and_replaces_the_answer(opened):
    change_channel()
    publisher.publish(only="82", answers=all_said(MEANT))
    Channel.objects.filter(department__code="82").update(kind="postal")
    publisher.publish(only="82", answers=all_said(MEANT))
    own = Case.objects.filter(department__code="82")
    assert {one.expect["channel"] for one in own} == {"postal"}
    assert own.count() == 3
    cleo = own.get(instead_of="cleo")
    assert sorted(cleo.expect["documents"].pop("exclude")) == ["photo", "tirage"]
    assert cleo.expect["documents"] == {}


def test_what_is_not_meant_is_left_in_her_work_and_the_rest_is_published(opened):
    change_channel()
    Department.objects.filter(code="82").update(name_fr="Tarn-et-Garonne")
    publication = publisher.publish(only="82", answers=all_said(NOT_MEANT))
    part = publication.edition.parts.get(code="82").content
    assert part["department"]["name"] == "Tarn-et-Garonne"
    assert [one["kind"] for one in part["department"]["channels"]] == ["anef"]
    assert Channel.objects.get(department__code="82").kind == "online_booking"
    assert Case.objects.count() == 4


def test_only_the_change_that_the_persons_feel_is_set_aside(opened):
    change_channel()
    other = Channel.objects.create(
        department=Department.objects.get(code="82"),
        kind="postal",
        families=["etudes"],
        position=9,
    )
    publication = publisher.publish(only="82", answers=all_said(NOT_MEANT))
    part = publication.edition.parts.get(code="82").content
    assert [one["kind"] for one in part["department"]["channels"]] == ["anef", other.kind]


def test_who_no_longer_publishes_the_part_publishes_nothing(opened):
    change_channel()
    with pytest.raises(publisher.NotPublishable, match="ne publiez plus"):
        publisher.publish(only="82", answers=all_said(MEANT), permitted=lambda: False)
    assert Case.objects.count() == 4
    assert editions.in_force_now().number == 1


def test_what_the_nation_changes_waits_for_the_departement_without_being_asked(opened):
    change_channel()
    publisher.publish(only="82", answers=all_said(MEANT))
    Procedure.objects.update(when={"etudiant": False})
    for case in Case.objects.filter(department=None):
        case.expect = {"procedures": []}
        case.save()
    publication = publisher.publish(only="national")
    assert any("échoue" in one.message for one in publication.warnings)
    Department.objects.filter(code="82").update(name_fr="Tarn-et-Garonne")
    assert publisher.publish(only="82").changed == ("82",)


def test_the_case_of_another_departement_blocks_nobody(opened):
    case = Case.objects.get(key="awa")
    case.pk, case.key, case.department = None, "loin", Department.objects.get(code="34")
    case.save()
    publisher.publish(only="34")
    change_channel()
    publication = publisher.publish(only="82", answers=all_said(MEANT))
    assert any("du département 34" in one.message for one in publication.warnings)


def test_of_many_changes_only_those_that_are_felt_wait(opened, monkeypatch):
    # What a new procedure needs is tried in checks/test_founded.py.
    monkeypatch.setattr(freezing, "unfounded", lambda *_: [])
    change_channel()
    department = Department.objects.get(code="82")
    for position in range(12):
        Channel.objects.create(
            department=department, kind="postal", families=["travail"], position=position + 20
        )
    Procedure.objects.create(
        key="travail", family="travail", track="titre", rank=11, title_fr="Travail"
    )
    publisher.publish(only="national")
    publication = publisher.publish(only="82", answers=all_said(NOT_MEANT))
    listed = publication.edition.parts.get(code="82").content["department"]["channels"]
    assert [one["kind"] for one in listed] == ["anef", *["postal"] * 12]


def test_a_change_left_aside_stays_in_the_work_and_asks_nobody(opened):
    change_channel()
    Department.objects.filter(code="82").update(name_fr="Tarn-et-Garonne")
    publication = publisher.publish(only="82", excluded={"channels:anef"})
    part = publication.edition.parts.get(code="82").content
    assert part["department"]["name"] == "Tarn-et-Garonne"
    assert [one["kind"] for one in part["department"]["channels"]] == ["anef"]
    assert Channel.objects.get(department__code="82").kind == "online_booking"
    assert Case.objects.count() == 4


@pytest.fixture
def closed():
    """Two national persons of the 82, which is not open: nobody knows how they file there."""
    persons = [person(name, channel="unknown") for name in ("awa", "bo")]
    plain = make_plain(*persons)
    opening = plain["departments"].pop("82")
    load_into_database(plain)
    publisher.publish()
    load_into_database({**plain, "departments": {**plain["departments"], "82": opening}})


def test_a_departement_that_opens_is_asked_like_any_other_and_then_public(closed):
    (only,) = asked()
    assert only.names == ["Awa.", "Bo."]
    assert only.proposed == {"channel": "anef"}
    assert publisher.publish(only="82", answers={only.key: MEANT}).changed == ("82",)
    own = Case.objects.filter(department__code="82")
    assert {one.expect["channel"] for one in own} == {"anef"}


def test_of_a_departement_that_opens_only_what_is_not_meant_waits(closed):
    publication = publisher.publish(only="82", answers=all_said(NOT_MEANT))
    assert "channels" not in publication.edition.parts.get(code="82").content["department"]
    assert Channel.objects.filter(department__code="82").exists()

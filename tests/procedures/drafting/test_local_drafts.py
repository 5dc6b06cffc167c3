"""Drafts of entries of a département: their writer tries them, nobody else, and none is public."""

import pytest

from procedures import models
from procedures.drafting.comparing.made_public import may_be_prepared
from procedures.drafting.versions import draft, own_drafts
from procedures.publishing.content import content_now
from procedures.publishing.editions import publisher, stored
from procedures.publishing.journal import recording
from procedures.rights import Rights
from tests import factories

MODELS = {
    "channels": (models.Channel, {"kind": "postal", "instructions_fr": "Écrivez."}),
    "notices": (models.Notice, {"text_fr": "Fermé."}),
    "helpers": (models.Helper, {"name_fr": "Association"}),
    "waiting_times": (models.WaitingTime, {"name_fr": "Titres"}),
}


@pytest.fixture
def department(db):
    department = factories.make_department("82")
    factories.make_department(models.NATIONAL)
    situation = factories.make_question(key="situation", kind="choice")
    factories.make_choice(question=situation, value="etudes")
    procedure = factories.make_procedure(key="carte", when={"situation": "etudes"})
    factories.make_step(procedure=procedure, key="deposer")
    with recording():
        for model, fields in MODELS.values():
            model.objects.create(department=department, position=1, **fields)
    publisher.publish()
    return department


def writer(name):
    user = factories.make_user(email=f"{name}@example.org")
    factories.make_membership("82", role="redaction", user=user)
    return user


def prepare(department, section, user):
    """Write a draft that stands before what is published already."""
    model, fields = MODELS[section]
    fields = {key: "En préparation." if key != "kind" else one for key, one in fields.items()}
    with recording(user):
        return model.objects.create(department=department, position=0, draft=True, **fields)


def said(version, section):
    listed = getattr(version.rule_set.departments["82"], section)
    return ["En préparation." in str(one) for one in listed]


@pytest.mark.parametrize("section", MODELS)
def test_only_who_wrote_it_tries_it(department, section):
    anne, ben = writer("anne"), writer("ben")
    prepare(department, section, anne)
    assert said(draft(Rights(anne)), section) == [True, False]
    assert said(draft(Rights(ben)), section) == [False]
    assert own_drafts(ben, content_now()) == {"82": set()}


@pytest.mark.parametrize("section", MODELS)
def test_nobody_publishes_it_before_it_is_ready(department, section):
    row = prepare(department, section, writer("anne"))
    publisher.publish(only="82")
    assert len(public(section)) == 1
    with recording():
        row.draft = False
        row.save()
    publisher.publish(only="82")
    assert len(public(section)) == 2


def public(section):
    edition = models.Edition.objects.first()
    return stored.contents_of(edition)["82"]["department"][section]


@pytest.mark.parametrize("section", MODELS)
def test_what_the_public_reads_is_never_put_in_preparation(department, section):
    model, _ = MODELS[section]
    former = model.objects.get()
    row = prepare(department, section, None)
    row.draft = False
    row.save()
    assert may_be_prepared(row)
    assert not may_be_prepared(former)

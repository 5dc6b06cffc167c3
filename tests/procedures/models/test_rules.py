"""The rules that the database itself enforces."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from procedures import models
from tests.factories import (
    make_choice,
    make_department,
    make_document,
    make_fee,
    make_inquiry,
    make_membership,
    make_override,
    make_procedure,
    make_question,
    make_step,
    make_user,
)

pytestmark = pytest.mark.django_db


def twice(make, **fields):
    """Make the same row twice; the second must be refused."""
    make(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)


def test_a_rank_is_given_once_in_a_track():
    twice(make_procedure, track="titre", rank=1)
    assert make_procedure(track="autre", rank=1)


def test_a_question_key_is_given_once_in_the_questionnaire_and_in_each_inquiry():
    twice(make_question, key="age")
    twice(make_question, key="age", inquiry=make_inquiry())
    assert make_question(key="age", inquiry=make_inquiry())
    assert models.Question.objects.of_the_questionnaire().count() == 1


@pytest.mark.parametrize("make", [make_document, make_fee, make_inquiry, make_procedure])
def test_a_key_is_given_once(make):
    twice(make, key="meme")


def test_a_choice_and_a_step_are_named_once():
    twice(make_choice, question=make_question(kind="choice"), value="oui")
    twice(make_step, procedure=make_procedure(), key="deposer")


def test_a_department_overrides_a_procedure_once():
    twice(make_override, part="82", procedure=make_procedure())


def test_a_user_has_one_role_in_a_part():
    twice(make_membership, user=make_user(), part="82")
    twice(make_membership, user=make_user(), part="national")


@pytest.mark.parametrize("owners", [(), ("procedure", "override")])
def test_a_document_entry_is_of_a_procedure_or_of_an_override(owners):
    makers = {"procedure": make_procedure, "override": make_override}
    fields = {owner: makers[owner]() for owner in owners}
    with pytest.raises(IntegrityError), transaction.atomic():
        models.DocumentEntry.objects.create(document=make_document(), **fields)


def test_a_cost_has_a_fee_or_an_amount():
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Cost.objects.create(procedure=make_procedure(), label_fr="Taxe")


def test_what_is_referred_to_cannot_be_deleted():
    document, override = make_document(), make_override()
    models.DocumentEntry.objects.create(override=override, document=document)
    with pytest.raises(ProtectedError):
        document.delete()
    with pytest.raises(ProtectedError):
        override.procedure.delete()


def test_a_department_with_agents_cannot_be_deleted():
    make_membership("82")
    with pytest.raises(ProtectedError):
        models.Department.objects.get().delete()


@pytest.mark.parametrize("code", ["82", "2A", "974", "national"])
def test_a_department_code_is_accepted(code):
    models.Department(code=code).full_clean()


@pytest.mark.parametrize("code", ["8", "82000", "2C", "National", "82\n"])
def test_a_wrong_department_code_is_refused(code):
    with pytest.raises(ValidationError):
        models.Department(code=code).full_clean()


@pytest.mark.parametrize("validity", [{"months": 6}, {"years": 1, "days": 2}, None])
def test_a_duration_is_accepted(validity):
    make_document(validity=validity).full_clean()


@pytest.mark.parametrize("validity", [{"month": 6}, {"months": "6"}, {"months": True}, [6], 6])
def test_a_wrong_duration_is_refused_in_french(validity):
    with pytest.raises(ValidationError, match="durée"):
        make_document(validity=validity).full_clean()


def test_french_is_required_and_the_other_languages_are_not():
    with pytest.raises(ValidationError) as caught:
        models.Document(key="visa", title_en="Visa").full_clean()
    assert "title_fr" in caught.value.message_dict
    models.Document(key="visa", title_fr="Visa").full_clean()


def test_the_part_of_a_row_is_that_of_what_it_is_in():
    override = make_override("82")
    entry = models.DocumentEntry.objects.create(override=override, document=make_document())
    alternative = models.DocumentAlternative.objects.create(entry=entry, document=make_document())
    assert {override.part, entry.part, alternative.part} == {"82"}
    assert make_step().part == make_department("national").part == "national"
    national = models.DocumentEntry.objects.create(
        procedure=make_procedure(), document=make_document()
    )
    assert national.part == "national"


def test_names_shown_to_agents_are_in_lower_case():
    names = [
        f"{model.__name__}: {name}"
        for model in apps.get_app_config("procedures").get_models()
        for name in (
            model._meta.verbose_name,
            model._meta.verbose_name_plural,
            *(field.verbose_name for field in model._meta.fields if field.name != "id"),
        )
    ]
    assert [name for name in names if name.split(": ")[1][0].isupper()] == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"value": True}, "oui"),
        ({"value": False}, "non"),
        ({"value": 1}, "1"),
        ({"value": True, "label": "vit en France"}, "vit en France"),
    ],
)
def test_rule_is_called_by_words(rule, words):
    assert str(models.DerivedRule(**rule)) == words

"""Which rows state a statement, until when each holds, and what is written when it is checked."""

from datetime import date

import pytest
from django.db import models as db

from procedures import models
from procedures.drafting.places import MODELS, root_of
from procedures.exchange import load_into_database, read_folder
from procedures.exchange.snapshots import PARENTS
from procedures.publishing.editions import publisher
from procedures.watching import checking, kinds
from procedures.watching.kinds import row_is_due, statements
from tests import factories
from tests.procedures.exchange.test_round_trip import SMALL

TODAY = date(2027, 3, 1)
pytestmark = pytest.mark.django_db


def found(model, prefix=""):
    rows = [
        one for one in statements(TODAY) if (one.kind.model, one.kind.prefix) == (model, prefix)
    ]
    return rows[0] if len(rows) == 1 else rows


def make_channel(part="82", **fields):
    department = factories.make_department(part)
    return models.Channel.objects.create(department=department, kind="postal", **fields)


def test_every_table_inside_an_entry_is_known_to_be():
    """A table added with a source and a parent must say which entry it is inside."""
    for model in kinds.sourced_models():
        parents = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, db.ForeignKey)
            and field.remote_field.on_delete is db.CASCADE
            and field.name not in ("department", "inquiry")
        ]
        inside = any(kind.root_path for kind in kinds.kinds() if kind.model is model)
        assert bool(parents) == inside, (model, parents)


def test_every_row_leads_to_the_entry_that_its_foreign_keys_name():
    """A column of text may be called like another table: the « asker » of a paper's line."""
    load_into_database(read_folder(SMALL))
    rows = [row for model in PARENTS for row in model.objects.all()]
    assert {type(root_of(row)) for row in rows} - {*MODELS.values()} == {models.Inquiry}
    line = models.PaperUse.objects.exclude(asker="").first()
    assert root_of(line) == line.provisional_paper


@pytest.mark.parametrize(
    ("checked_on", "recheck_after", "due"),
    [
        (None, None, True),
        (date(2026, 3, 1), None, True),
        (date(2026, 3, 2), None, False),
        (date(2027, 2, 1), {"months": 1}, True),
        (date(2027, 2, 2), {"months": 1}, False),
        (date(2027, 2, 28), {"days": 1}, True),
        (date(2020, 1, 1), {"years": 9000}, False),
    ],
)
def test_statement_is_due_on_the_day_that_its_check_no_longer_holds(checked_on, recheck_after, due):
    row = factories.make_procedure(source_checked_on=checked_on, recheck_after=recheck_after)
    assert found(models.Procedure).is_due(TODAY) is due
    assert row_is_due(row, TODAY) is due  # As the lists of entries mark it.


def test_fee_and_channel_hold_six_months_where_nothing_is_said():
    day = date(2026, 9, 1)
    factories.make_fee(source_checked_on=day)
    make_channel(source_checked_on=day)
    factories.make_document(source_checked_on=day)
    due = {one.kind.model: one.is_due(TODAY) for one in statements(TODAY)}
    assert due == {models.Fee: True, models.Channel: True, models.Document: False}


def test_line_rests_on_the_source_of_its_entry_unless_it_has_one():
    procedure = factories.make_procedure()
    factories.make_step(procedure=procedure)
    sourced = factories.make_step(procedure=procedure, source_reference="CESEDA R. 431-5")
    statement = found(models.Step)
    assert (statement.pk, statement.entry, statement.part) == (
        sourced.pk,
        (models.Procedure, procedure.pk),
        "national",
    )


def test_line_of_a_step_is_inside_the_procedure():
    step = factories.make_step()
    models.StepWarning.objects.create(step=step, text_fr="Attention.", owner="82")
    statement = found(models.StepWarning)
    assert statement.entry == (models.Procedure, step.procedure_id)
    assert statement.owner == "82"


def test_document_that_a_prefecture_adds_is_of_its_part():
    override = factories.make_override("82")
    factories.make_override("34")
    document = factories.make_document()
    models.DocumentEntry.objects.create(
        override=override, document=document, source_url="https://a.fr"
    )
    models.DocumentEntry.objects.create(
        procedure=override.procedure, document=document, source_url="https://b.fr"
    )
    parts = {one.url: (one.part, one.entry[0]) for one in found(models.DocumentEntry)}
    assert parts == {
        "https://a.fr": ("82", models.Override),
        "https://b.fr": ("national", models.Procedure),
    }


def test_contact_details_of_a_prefecture_have_a_source_of_their_own():
    factories.make_department("82", prefecture_phone="05 63 22 82 00")
    factories.make_department("34")
    assert found(models.Department) == []
    statement = found(models.Department, "prefecture_")
    assert (statement.part, statement.checked_on) == ("82", None)
    checking.read_again([statement], TODAY)
    department = models.Department.objects.get(code="82")
    assert department.prefecture_source_checked_on == TODAY
    assert department.source_checked_on is None


def test_question_without_a_source_and_ended_notice_state_nothing():
    factories.make_question()
    department = factories.make_department("82")
    models.Notice.objects.create(department=department, text_fr="Fermé.", ends_on=date(2027, 2, 28))
    now = models.Notice.objects.create(department=department, text_fr="Fermé.", ends_on=TODAY)
    assert [one.pk for one in statements(TODAY)] == [now.pk]


def test_all_statements_are_read_with_one_query(django_assert_num_queries):
    for code in ("82", "34"):
        make_channel(code)
        factories.make_override(code)
    factories.make_fee()
    with django_assert_num_queries(1):
        assert len(statements(TODAY)) == 7


def test_checking_writes_the_day_and_nothing_else():
    document = factories.make_document(confidence="low", title_fr="Passeport")
    statement = found(models.Document)
    models.Document.objects.filter(pk=document.pk).update(title_fr="Passeport valable")
    checking.read_again([statement], TODAY)
    document.refresh_from_db()
    assert document.source_checked_on == TODAY
    assert (document.title_fr, document.confidence) == ("Passeport valable", "low")


def test_only_a_statement_with_a_source_is_confirmed():
    factories.make_document(confidence="low", source_reference="Arrêté du 4 mai 2022")
    factories.make_fee(confidence="medium", source_url="https://exemple.fr")
    refused = checking.confirm([one for one in statements(TODAY) if one.is_uncertain], TODAY)
    assert [one.kind.model for one in refused] == [models.Fee]
    assert models.Document.objects.get().confidence == "high"
    assert models.Document.objects.get().source_checked_on == TODAY
    fee = models.Fee.objects.get()
    assert (fee.confidence, fee.source_checked_on) == ("medium", None)


def test_checks_wait_until_they_are_published(django_assert_num_queries):
    factories.make_question()
    factories.make_document(source_checked_on=date(2026, 1, 1))
    factories.make_procedure(source_checked_on=date(2026, 1, 1))
    make_channel(address_fr="Ici", source_checked_on=date(2026, 1, 1))
    assert checking.waiting(statements(TODAY)) == {"national": 2, "82": 1}
    publisher.publish()
    assert checking.waiting(statements(TODAY)) == {}
    checking.read_again([found(models.Channel), found(models.Document)], TODAY)
    known = statements(TODAY)
    assert checking.waiting(known) == {"national": 1, "82": 1}
    with django_assert_num_queries(2):
        checking.waiting(known)
    publisher.publish(only="82")
    assert checking.waiting(statements(TODAY)) == {"national": 1}

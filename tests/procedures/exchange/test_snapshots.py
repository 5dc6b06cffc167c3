"""A second snapshot, which reads fewer rows, equals a complete one."""

import pytest
from django.db.models import ProtectedError

from procedures import models
from procedures.exchange import load_into_database, read_folder
from procedures.exchange.snapshots import PARENTS, Snapshots, take_snapshot
from procedures.translation import TEXTS
from tests import factories
from tests.kept_rows import KeptRows

from .test_round_trip import SMALL


def make_rows():
    load_into_database(read_folder(SMALL))
    document = models.Document.objects.last()
    models.DocumentNote.objects.create(document=document, text_fr="Récent.")


ROWS = KeptRows(make_rows)


@pytest.fixture
def snapshots(db):
    ROWS.put()
    found = Snapshots()
    found.take()
    return found


def whole(entries):
    return [(one.part, one.section, one.row, one.place, one.content, one.texts) for one in entries]


def check(snapshots):
    """Return the new snapshot, which is the one that is taken afresh."""
    found = snapshots.take()
    assert whole(found) == whole(take_snapshot())
    return found


@pytest.mark.parametrize("model", PARENTS, ids=lambda model: model.__name__)
def test_a_changed_row_changes_what_it_is_inside(snapshots, model):
    rows = model.objects.order_by("pk")
    before = whole(check(snapshots))
    if model in TEXTS:
        rows.filter(pk=rows.last().pk).update(**{f"{TEXTS[model][0]}_fr": "Un autre texte."})
        assert whole(check(snapshots)) != before
    names = {field.name for field in model._meta.fields}
    if "position" in names:
        rows.filter(pk=rows.first().pk).update(position=1000)
        check(snapshots)
    before = whole(check(snapshots))
    try:
        rows.last().delete()
    except ProtectedError:
        return
    assert whole(check(snapshots)) != before


@pytest.mark.parametrize("model", [models.Document, models.Fee, models.Procedure])
def test_another_name_is_said_wherever_it_stands(snapshots, model):
    row = model.objects.order_by("pk").first()
    model.objects.filter(pk=row.pk).update(key="un_autre_nom")
    assert "un_autre_nom" in repr(whole(check(snapshots)))


def test_another_code_is_another_part(snapshots):
    models.Department.objects.filter(code="82").update(code="81")
    parts = {entry.part for entry in check(snapshots)}
    assert "81" in parts
    assert "82" not in parts


def test_a_line_that_moves_changes_both_that_it_is_inside(snapshots):
    step = models.Step.objects.order_by("pk").first()
    models.Step.objects.filter(pk=step.pk).update(procedure=factories.make_procedure(), position=9)
    check(snapshots)


def test_a_new_row_comes_in_its_place(snapshots):
    factories.make_document(key="visa", position=0)
    factories.make_choice(question=models.Question.objects.filter(kind="choice").first())
    entries = check(snapshots)
    assert [one.content["id"] for one in entries if one.section == "documents"].count("visa") == 1
    assert len(set(map(repr, whole(entries)))) == len(entries)


def test_a_row_that_has_the_number_of_one_that_is_gone_changes_both_parents(snapshots):
    row = models.DocumentEntry.objects.filter(procedure__isnull=False).first()
    other = models.Procedure.objects.exclude(pk=row.procedure_id).first()
    models.DocumentEntry.objects.filter(pk=row.pk).update(procedure=other)
    check(snapshots)

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from procedures import models
from procedures.exchange import (
    load_into_database,
    plain_from_database,
    read_folder,
    write_folder,
)
from procedures.exchange.plain import canonical
from procedures.exchange.retrieving import Retriever
from procedures.exchange.shapes import LISTS
from procedures.exchange.snapshots import plain_of_snapshot, take_snapshot
from procedures.publishing.content import content_now
from procedures.publishing.journal import current_recorder, recording
from tests import factories
from tests.procedures.exchange.test_round_trip import SMALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return factories.make_user()


@pytest.fixture
def small():
    return read_folder(SMALL)


def rows():
    return list(models.EntryChange.objects.order_by("pk"))


def told():
    return [(row.kind, row.part, row.section, row.name) for row in rows()]


def make_channel(**fields):
    department = factories.make_department()
    return models.Channel.objects.create(department=department, kind="postal", **fields)


def test_an_act_writes_one_row_for_each_entry_that_differs(author):
    fee, other = factories.make_fee(key="timbre"), factories.make_fee(key="autre")
    with recording(author, how="essai"):
        models.Fee.objects.filter(pk=fee.pk).update(label_fr="Timbre fiscal")
        factories.make_document(key="visa")
        other.delete()
    assert sorted(told()) == [
        ("added", "national", "documents", "visa"),
        ("modified", "national", "fees", "timbre"),
        ("removed", "national", "fees", "autre"),
    ]
    assert {(row.author, row.how) for row in rows()} == {(author, "essai")}
    assert len({row.at for row in rows()}) == 1
    assert abs(rows()[0].at - timezone.now()).total_seconds() < 60


def test_a_row_holds_the_entry_with_its_lines_before_and_after(author):
    step = factories.make_step(key="deposer", text_fr="Déposez.")
    with recording(author):
        models.Step.objects.filter(pk=step.pk).update(text_fr="Envoyez.")
    row = rows()[0]
    assert (row.section, row.name) == ("procedures", step.procedure.key)
    assert row.before["entry"]["steps"][0]["text"] == "Déposez."
    assert row.after["entry"]["steps"][0]["text"] == "Envoyez."


def test_translations_are_kept_with_the_entry_that_they_translate(author):
    document = factories.make_document(key="visa", title_fr="Visa")
    with recording(author):
        document.set_translation("title", "ar", "تأشيرة", "reviewed")
        document.save()
    row = rows()[0]
    assert (row.section, row.name, row.before["translations"]) == ("documents", "visa", {})
    assert row.after["translations"]["ar"]["title"]["text"] == "تأشيرة"


def test_what_changes_nothing_writes_nothing(author):
    fee = factories.make_fee()
    with recording(author):
        fee.save()
    assert rows() == []


def test_a_failure_leaves_neither_a_change_nor_a_row(author):
    @transaction.atomic
    def act():
        with recording(author):
            factories.make_fee(key="timbre")
            factories.make_fee(key="timbre")

    with pytest.raises(IntegrityError):
        act()
    assert not models.Fee.objects.exists()
    assert rows() == []
    assert current_recorder() is None


def test_an_act_inside_another_is_part_of_it(author):
    factories.make_fee(key="autre")
    with recording(author, how="dehors"):
        factories.make_fee(key="timbre")
        with recording(None, how="dedans"):
            factories.make_document(key="visa")
    assert sorted(told()) == [
        ("added", "national", "documents", "visa"),
        ("added", "national", "fees", "timbre"),
    ]
    assert {row.how for row in rows()} == {"dehors"}


def test_an_entry_is_followed_by_its_row(author):
    channel = make_channel(instructions_fr="Écrivez.")
    make_channel(instructions_fr="Venez.")
    with recording(author):
        models.Channel.objects.filter(pk=channel.pk).update(kind="desk", instructions_fr="Entrez.")
    assert told() == [("modified", "82", "channels", "courrier")]
    before = {"id": "courrier", "kind": "postal", "instructions": "Écrivez."}
    assert rows()[0].before["entry"] == before


def test_another_name_is_one_change_and_not_two(author):
    fee = factories.make_fee(key="timbre")
    with recording(author):
        models.Fee.objects.filter(pk=fee.pk).update(key="timbre_fiscal")
    assert told() == [("modified", "national", "fees", "timbre_fiscal")]
    assert rows()[0].before["entry"]["id"] == "timbre"


def test_another_order_is_a_change_of_the_list(author):
    first, second = factories.make_fee(key="un", position=0), factories.make_fee(key="deux")
    models.Fee.objects.filter(pk=second.pk).update(position=1)
    with recording(author):
        models.Fee.objects.filter(pk=first.pk).update(position=2)
    assert told() == [("modified", "national", "fees", "ordre")]
    assert rows()[0].before["entry"] == ["un", "deux"]
    assert rows()[0].after["entry"] == ["deux", "un"]


def test_the_rows_never_change(author):
    with recording(author):
        factories.make_fee()
    for change in (lambda: rows()[0].save(), lambda: models.EntryChange.objects.all().delete()):
        with pytest.raises(models.Frozen):
            change()


def test_an_import_is_recorded_by_what_it_changes_only(small, tmp_path):
    load_into_database(small)
    channel = models.Channel.objects.first()
    small["fees"][0]["label"] = "Un autre libellé"
    write_folder(small, tmp_path)
    call_command("catalogue", "import", str(tmp_path), verbosity=0)
    assert told() == [("modified", "national", "fees", small["fees"][0]["id"])]
    assert (rows()[0].author, rows()[0].how) == (None, "import")
    assert not models.Channel.objects.filter(pk=channel.pk).exists()  # Its row was made anew.


def test_the_import_into_an_empty_catalogue_is_where_the_history_begins(small, tmp_path):
    write_folder(small, tmp_path)
    call_command("catalogue", "import", str(tmp_path), verbosity=0)
    assert models.Fee.objects.exists()
    assert rows() == []


def test_a_snapshot_is_the_plain_data_entry_by_entry(small):
    load_into_database(small)
    plain = plain_from_database()
    assert plain["inquiries"]
    assert plain["translations"]["en"]["departements/82.yaml"]
    assert canonical(plain_of_snapshot(take_snapshot())) == plain


def test_an_act_that_writes_nothing_does_not_read_the_working_copy(author):
    factories.make_fee(key="timbre")
    with CaptureQueriesContext(connection) as queries, recording(author):
        models.Fee.objects.get(key="timbre")
    assert sum(query["sql"].startswith("SELECT") for query in queries) == 1
    assert rows() == []


def test_what_was_written_by_hand_is_compared_with_what_was_before_it(author):
    factories.make_fee(key="timbre", label_fr="Timbre")
    with recording(author), connection.cursor() as cursor:
        cursor.execute("UPDATE procedures_fee SET label_fr = 'Timbre fiscal'")
    (row,) = rows()
    assert row.before["entry"]["label"] == "Timbre"
    assert row.after["entry"]["label"] == "Timbre fiscal"


def test_an_act_reads_again_only_what_changed_since_a_page_read_the_working_copy(
    small, author, monkeypatch
):
    """Making entries of all the rows is what a save took longest for."""
    load_into_database(small)
    content_now()
    fee = models.Fee.objects.first()
    read, entry = [], Retriever.entry
    monkeypatch.setattr(
        Retriever, "entry", lambda self, keys, row: read.append(keys) or entry(self, keys, row)
    )
    with recording(author, how="essai"):
        models.Fee.objects.filter(pk=fee.pk).update(label_fr="Timbre fiscal")
    assert told() == [("modified", "national", "fees", fee.key)]
    of_entries = [shape.keys for shape in LISTS.values()]
    assert [keys for keys in read if keys in of_entries] == [LISTS["fees"].keys]

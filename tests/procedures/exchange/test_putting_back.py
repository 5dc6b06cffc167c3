"""An entry that is put back equals what it was, and no other entry changes."""

from dataclasses import replace

import pytest

from procedures import models
from procedures.engine.errors import InvalidCatalogue
from procedures.engine.schema.serialization import check_plain
from procedures.exchange import load_into_database, plain_from_database, read_folder
from procedures.exchange.putting_back import SHAPES, put_back
from procedures.exchange.snapshots import take_snapshot

from .test_round_trip import SMALL

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small():
    plain = read_folder(SMALL)
    load_into_database(plain)


def model_of(section):
    return models.Inquiry if section == "inquiries" else SHAPES[section].model


def test_an_entry_of_any_section_is_put_back_over_what_became_of_it():
    before, kept = plain_from_database(), keys()
    richest = {one.section: one for one in sorted(take_snapshot(), key=lambda one: len(repr(one)))}
    for entry in richest.values():
        row = model_of(entry.section).objects.get(pk=entry.row)
        emptied(row)
        put_back(entry, row)
        assert plain_from_database() == before
    assert keys() == kept


def emptied(row):
    """Change all that can be: the French texts and where they come from."""
    for field in row._meta.fields:
        if field.name.endswith("_fr") and getattr(row, field.name):
            setattr(row, field.name, "Autre chose.")
        elif field.name in ("source_reference", "phone", "persona"):
            setattr(row, field.name, "autre")
    row.save()


def keys():
    return {
        (model, row.pk)
        for model in {model_of(entry.section) for entry in take_snapshot()}
        for row in model.objects.all()
    }


@pytest.mark.parametrize("section", ["cases", "channels", "overrides", "notices", "helpers"])
def test_what_nothing_names_can_be_removed_and_put_back(section):
    before = plain_from_database()
    entry = next(one for one in take_snapshot() if one.section == section)
    model_of(section).objects.get(pk=entry.row).delete()
    put_back(entry)
    assert plain_from_database() == before


def test_what_names_something_that_is_no_more_is_refused_with_the_reason():
    entry = next(one for one in take_snapshot() if one.section == "overrides")
    row = models.Override.objects.get(pk=entry.row)
    before = plain_from_database()
    content = entry.content | {"drop_documents": ["inconnu"]}
    with pytest.raises(InvalidCatalogue, match="inconnu"):
        put_back(replace(entry, content=content), row)
    assert plain_from_database() == before


def test_a_rank_that_is_taken_is_refused():
    entries = [one for one in take_snapshot() if one.section == "procedures"]
    first, second = entries[:2]
    content = first.content | {key: second.content[key] for key in ("track", "rank")}
    row = models.Procedure.objects.get(pk=first.row)
    before = plain_from_database()
    with pytest.raises(InvalidCatalogue):
        put_back(replace(first, content=content), row)
    assert plain_from_database() == before


def test_faults_that_were_there_already_do_not_forbid_it():
    models.Channel.objects.all().update(kind="inconnu")
    assert any(problem.blocking for problem in check_plain(plain_from_database()))
    entry = next(one for one in take_snapshot() if one.section == "notices")
    row = models.Notice.objects.get(pk=entry.row)
    models.Notice.objects.filter(pk=entry.row).update(text_fr="Autre chose.")
    put_back(entry, row)
    row.refresh_from_db()
    assert row.text_fr == entry.content["text"]

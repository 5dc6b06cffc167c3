"""The cached working copy is that of the database, whoever changed it and however."""

import pytest
from django.db import connection, transaction

from procedures import models
from procedures.drafting import versions
from procedures.drafting.working_copy import working_copy
from procedures.exchange import load_into_database, plain_from_database, read_folder
from procedures.exchange.changed_rows import PARENTS
from procedures.publishing import content
from procedures.publishing.content import content_now
from procedures.publishing.parts import cutting as parts
from procedures.translation import TEXTS
from tests.procedures.exchange.test_round_trip import SMALL


@pytest.fixture
def stored(db):
    load_into_database(read_folder(SMALL))


def check():
    """Return the content now, which is what is read afresh."""
    now = content_now()
    assert now.plain == plain_from_database()
    assert now.digest == parts.digest(now.plain)
    return now


def title_of(plain):
    return plain["procedures"][0]["title"]


def call_it(title):
    """Change a row as no journal and no signal would tell."""
    models.Procedure.objects.filter(key=first_key()).update(title_fr=title)


def first_key():
    return plain_from_database()["procedures"][0]["id"]


@pytest.mark.usefixtures("stored")
def test_what_does_not_change_is_not_read_again(monkeypatch):
    before = check()
    monkeypatch.setattr(content, "read_all", None)
    assert content_now() is before


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("model", PARENTS, ids=lambda model: model.__name__)
def test_a_text_of_any_table_is_seen(model):
    if model not in TEXTS or not model.objects.exists():
        return
    before = check()
    model.objects.filter(pk=model.objects.first().pk).update(**{f"{TEXTS[model][0]}_fr": "Autre"})
    assert check().digest != before.digest


@pytest.mark.usefixtures("stored")
def test_a_writer_sees_its_own_work_and_an_act_rolled_back_leaves_nothing():
    before, draft = check(), versions.draft({"national"})
    with transaction.atomic():
        call_it("Essayé")
        assert title_of(check().plain) == "Essayé"
        assert title_of(versions.draft({"national"}).plain) == "Essayé"
        transaction.set_rollback(True)
    assert content_now() is before
    assert versions.draft({"national"}) is draft


@pytest.mark.usefixtures("stored")
def test_what_two_acts_say_in_turn_is_never_mixed():
    for turn in range(4):
        for title in ("Un", "Deux", "Trois"):
            call_it(f"{title} {turn}")
            assert title_of(check().plain) == f"{title} {turn}"
            assert title_of(versions.draft({"national"}).plain) == f"{title} {turn}"


@pytest.mark.usefixtures("stored")
def test_a_row_written_without_models_is_seen():
    """As another process would: nothing in this one is told."""
    before = check()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procedures_procedure SET title_fr = 'Ailleurs'")
    assert check().digest != before.digest


@pytest.mark.usefixtures("stored")
def test_conditions_keep_their_analysis_when_only_a_translation_changes():
    copy = working_copy()
    models.Procedure.objects.update(title_en="Another title")
    assert working_copy() is copy
    call_it("Autre titre")
    assert working_copy() is not copy

"""The cached working copy is that of the database, whoever changed it and however."""

import json
from operator import is_
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.db.models import F

from procedures import models
from procedures.drafting import versions
from procedures.drafting.working_copy import working_copy
from procedures.exchange import load_into_database, plain_from_database, read_folder
from procedures.exchange.snapshots import PARENTS
from procedures.publishing import content
from procedures.publishing.content import content_now
from procedures.publishing.parts import preparing
from procedures.translation import TEXTS
from tests.kept_rows import KeptRows
from tests.procedures.exchange.test_round_trip import SMALL

# An account that sees the national content and wrote nothing.
NATION = SimpleNamespace(visible_parts={"national"}, user=SimpleNamespace(pk=None))
ROWS = KeptRows(lambda: load_into_database(read_folder(SMALL)))


@pytest.fixture
def stored(db):
    ROWS.put()


def check():
    """Return the content now, which is what is read afresh."""
    now = content_now()
    assert ordered(now.plain) == ordered(plain_from_database())
    assert now.digest == preparing.digest(now.plain)
    return now


def ordered(plain):
    """Return plain data as text, in which the order of the keys counts."""
    return json.dumps(plain, default=str)


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
    monkeypatch.setattr(content, "canonical", None)
    assert content_now() is before


@pytest.mark.usefixtures("stored")
def test_only_the_entries_that_changed_are_made_again():
    before = check()
    call_it("Autre titre")
    now = check()
    pairs = list(zip(before.plain["procedures"], now.plain["procedures"], strict=True))
    assert [was is one for was, one in pairs] == [False] + [True] * (len(pairs) - 1)
    assert all(map(is_, before.plain["questions"], now.plain["questions"]))


@pytest.mark.usefixtures("stored")
def test_a_question_that_moves_or_is_called_otherwise_is_seen_by_every_condition():
    check()
    models.Question.objects.filter(inquiry=None).update(position=-F("position") + 99)
    check()
    question = models.Question.objects.filter(inquiry=None).last()
    models.Question.objects.filter(pk=question.pk).update(key="autrement")
    check()
    models.Document.objects.filter(pk=models.Document.objects.first().pk).update(key="ailleurs")
    assert '"ailleurs"' in ordered(check().plain["procedures"])


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
    before, draft = check(), versions.draft(NATION)
    with transaction.atomic():
        call_it("Essayé")
        assert title_of(check().plain) == "Essayé"
        assert title_of(versions.draft(NATION).plain) == "Essayé"
        transaction.set_rollback(True)
    assert content_now() is before
    assert versions.draft(NATION) is draft


@pytest.mark.usefixtures("stored")
def test_what_two_acts_say_in_turn_is_never_mixed():
    for turn in range(4):
        for title in ("Un", "Deux", "Trois"):
            call_it(f"{title} {turn}")
            assert title_of(check().plain) == f"{title} {turn}"
            assert title_of(versions.draft(NATION).plain) == f"{title} {turn}"


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

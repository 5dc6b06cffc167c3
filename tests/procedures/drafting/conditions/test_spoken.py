"""A condition is worded as the working copy calls things now, whoever changed it and however."""

import pytest

from procedures.drafting.conditions.vocabulary import sentence_of
from procedures.drafting.working_copy import copy_for_words, working_copy
from procedures.models import Question
from procedures.publishing.request_cache import request_cache
from tests import factories

pytestmark = pytest.mark.django_db
STUDENT = {"student": True}


def test_a_name_that_changes_is_said_at_once():
    Question.objects.create(key="student", kind="yes_no", text_fr="Étudiez-vous ?")
    before = sentence_of(STUDENT)
    # As another process does: nothing of this one is told.
    Question.objects.filter(key="student").update(text_fr="Allez-vous à l'université ?")
    assert "Étudiez-vous" in before
    assert "université" in sentence_of(STUDENT)


def test_a_page_reads_the_working_copy_once(django_assert_num_queries):
    Question.objects.create(key="student", kind="yes_no", text_fr="Étudiez-vous ?")
    with request_cache():
        first = sentence_of(STUDENT)
        with django_assert_num_queries(0):
            assert [sentence_of(STUDENT) for _ in range(20)] == [first] * 20


def test_the_drafts_of_an_account_make_no_other_copy():
    user = factories.make_user(is_superuser=True)
    held = working_copy(user)
    assert copy_for_words() is held

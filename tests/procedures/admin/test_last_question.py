"""The last question of an inquiry is neither removed nor moved away from its own page."""

from html import unescape

import pytest

from procedures import models
from procedures.admin.questions import LAST_ONE
from tests import factories

from .addresses import listing, page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def question(catalogue):
    inquiry = factories.make_inquiry(key="visite")
    inquiry.questions.all().delete()
    return factories.make_question(key="seule", kind="yes_no", text_fr="Oui ?", inquiry=inquiry)


def test_it_is_not_removed_and_the_page_says_why(client_of, question):
    client, address = client_of("national"), page(question, "delete")
    assert LAST_ONE in unescape(client.get(address).text)
    refused = client.post(address, {"post": "yes"})
    assert LAST_ONE in unescape(refused.text)
    assert models.Question.objects.filter(pk=question.pk).exists()


def test_it_is_removed_once_there_is_another_one(client_of, question):
    factories.make_question(key="autre", kind="yes_no", inquiry=question.inquiry)
    client, address = client_of("national"), page(question, "delete")
    assert LAST_ONE not in unescape(client.get(address).text)
    client.post(address, {"post": "yes"})
    assert not models.Question.objects.filter(pk=question.pk).exists()


def test_both_of_two_are_not_removed_together(client_of, question):
    other = factories.make_question(key="autre", kind="yes_no", inquiry=question.inquiry)
    sent = {"action": "delete_selected", "_selected_action": [question.pk, other.pk]}
    for more in ({}, {"post": "yes"}):
        shown = client_of("national").post(listing(models.Question), sent | more)
        assert LAST_ONE in unescape(shown.text)
    assert question.inquiry.questions.count() == 2


def test_it_is_not_moved_to_another_inquiry(nation, question):
    other = factories.make_inquiry(key="autre")
    data = form_data(nation.get(page(question))) | {"inquiry": str(other.pk)}
    assert LAST_ONE in unescape(nation.post(page(question), data).text)
    question.refresh_from_db()
    assert question.inquiry.key == "visite"


def test_a_question_of_the_questionnaire_is_not_held(client_of):
    row = models.Question.objects.filter(inquiry=None).first()
    assert LAST_ONE not in unescape(client_of("national").get(page(row, "delete")).text)

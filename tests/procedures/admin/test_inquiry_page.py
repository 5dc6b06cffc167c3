"""The page of an inquiry: it keeps a question at least."""

from html import unescape

import pytest

from procedures import models
from tests import factories

from .addresses import adding, listing, page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
REFUSED = "Cette enquête ne pose aucune question"


def test_an_inquiry_without_a_question_is_not_made(nation):
    response = nation.post(
        adding(models.Inquiry), form_data(nation.get(adding(models.Inquiry))) | {"key": "accueil"}
    )
    assert REFUSED in unescape(response.text)
    assert form_data(response)["key"] == "accueil"
    assert not models.Inquiry.objects.exists()


def test_the_last_question_is_not_taken_away(nation):
    inquiry = factories.make_inquiry()
    kept = factories.make_question(key="kept", inquiry=inquiry)
    factories.make_question(key="gone", inquiry=inquiry, position=1)
    for deleted, status in (("questions-1-DELETE", 302), ("questions-0-DELETE", 200)):
        sent = form_data(nation.get(page(inquiry))) | {deleted: "on"}
        response = nation.post(page(inquiry), sent)
        assert response.status_code == status
    assert REFUSED in unescape(response.text)
    assert list(inquiry.questions.all()) == [kept]


def test_an_inquiry_is_called_by_its_first_question(client_of):
    inquiry = factories.make_inquiry(key="visite")
    for position, text in ((1, "Pourquoi venez-vous ?"), (0, "Qui vous a aidé ?")):
        question = {"key": f"q_{position}", "position": position, "text_fr": text}
        factories.make_question(inquiry=inquiry, **question)
    client = client_of("national")
    for sought in ("", "venez", "visite"):
        shown = client.get(listing(models.Inquiry), {"q": sought})
        (row,) = shown.context["cl"].result_list
        assert (str(row), row.question_count) == ("Qui vous a aidé ?", 2)
        assert "Qui vous a aidé ?" in shown.text
        assert ">visite<" not in shown.text
    for address in (page(inquiry), page(inquiry.questions.last())):
        assert "Qui vous a aidé ?" in client.get(address).text

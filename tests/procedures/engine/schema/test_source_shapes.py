"""The date of a document, and the service that verified what it says."""

import pytest

from procedures.engine.schema.declared import document_date, service


@pytest.mark.parametrize("value", ["2019", "2019-09", "2019-09-21", "2024-02-29", "unknown"])
def test_day_month_year_or_no_date(value):
    assert document_date(value) is None


@pytest.mark.parametrize(
    "value", ["", "19", "2019-13", "2023-02-29", "2019-9", "09/2019", "sans date", 2019, None]
)
def test_anything_else_is_no_date_of_a_document(value):
    assert "est attendue" in document_date(value)


@pytest.mark.parametrize(
    "value", ["la préfecture du Gard", "le service des étrangers de l'Hérault", "la Mmea"]
)
def test_a_service_verifies(value):
    assert service(value) is None


@pytest.mark.parametrize("value", ["Mme Martin", "M. Martin, préfecture", "a.martin@gard.gouv.fr"])
def test_a_person_is_never_named(value):
    assert "jamais une personne" in service(value)

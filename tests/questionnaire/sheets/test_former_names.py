"""The address that a procedure had before: links to it still lead to its sheet."""

import pytest

from procedures.publishing.editions.in_memory import using
from tests.languages import LANGUAGES
from tests.questionnaire.samples import PROCEDURES, make_rule_set

SHEET = "/{}/demarches/carte-etudiant/"


@pytest.fixture(autouse=True)
def renamed():
    first = {**PROCEDURES[0], "id": "carte_etudiant", "formerly": ["titre_etudiant", "ancien"]}
    with using(make_rule_set(procedures=[first, *PROCEDURES[1:]])):
        yield


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ["titre-etudiant", "titre_etudiant", "ancien", "carte_etudiant"])
def test_former_address_leads_to_the_sheet_in_the_same_language(client, language, slug):
    response = client.get(f"/{language}/demarches/{slug}/")
    assert response.status_code == 301
    assert response.headers["Location"] == SHEET.format(language)
    assert client.get(SHEET.format(language)).status_code == 200


def test_former_address_is_held_no_longer_than_a_page(client):
    """A name may come back: a redirect that a browser keeps for ever would then lead in circles."""
    former = client.get("/fr/demarches/ancien/").headers["Cache-Control"]
    assert former == client.get(SHEET.format("fr")).headers["Cache-Control"]
    assert "max-age" in former


def test_other_names_are_not_found(client):
    assert client.get("/fr/demarches/jamais/").status_code == 404


def test_site_map_and_lists_have_the_address_of_today_alone(client):
    for page in ("/sitemap.xml", "/fr/demarches/"):
        text = client.get(page).content.decode()
        assert "/fr/demarches/carte-etudiant/" in text
        assert "titre-etudiant" not in text
        assert "/ancien/" not in text


def test_former_address_asks_no_database(client, db, django_assert_num_queries):
    client.get("/fr/demarches/ancien/")
    with django_assert_num_queries(0):
        client.get("/fr/demarches/ancien/")

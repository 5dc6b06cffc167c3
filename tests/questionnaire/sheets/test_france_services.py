"""The France services near a commune: the national table, the page where one looks, the answer."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from procedures.engine.authorities import competent
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.engine.values.authorities import FRANCE_SERVICES
from procedures.publishing import communes
from procedures.publishing.departments import department_names
from procedures.publishing.editions.in_memory import using
from questionnaire.result.nearby import nearest
from questionnaire.result.places import helpers
from questionnaire.result.reading import Reading
from tests.languages import LANGUAGES
from tests.questionnaire.weight import MOST_COLD, cold

TODAY = date(2026, 12, 3)
ADDRESS = "/fr/france-services/"
# Bobigny; Pantin shares its arrondissement, Noisy-le-Grand does not.
BOBIGNY, PANTIN, NOISY = "93008", "93055", "93051"
SOURCE = {"reference": "Une liste", "checked_on": date(2026, 12, 1)}


def place(name, commune, dated="2026-06-01", **fields):
    return {
        "id": name,
        "kind": FRANCE_SERVICES,
        "name": f"France services {name}",
        "departments": ["93"],
        "commune": commune,
        "address": f"1 rue de {name}",
        "phone": "01 23 45 67 89",
        "contact_dated": dated,
        "source": {**SOURCE, "dated": dated},
        "confidence": "medium",
        **fields,
    }


def rules(*places, **fields):
    return rule_set_from_plain(
        {"questions": [QUESTION], "authorities": list(places), "departments": {}, **fields},
        communes.arrondissements(),
    )


QUESTION = {"key": "commune", "kind": "commune", "text": "Où habitez-vous ?"}


@pytest.fixture
def three():
    listed = (place("noisy", NOISY), place("pantin", PANTIN), place("ici", BOBIGNY))
    with using(rules(*listed)) as edition:
        yield edition


@pytest.fixture
def in_force(shipped):
    with using(shipped) as edition:
        yield edition


def test_the_commune_comes_first_then_its_arrondissement_then_the_departement(three):
    home = communes.commune(BOBIGNY)
    near, far = nearest(three.rule_set, home)
    assert [one.id for one in near] == ["ici", "pantin"]
    assert [one.id for one in far] == ["noisy"]


def test_the_page_shows_the_nearest_and_keeps_the_rest_behind(client, three):
    text = client.get(ADDRESS, {"q": "bobigni"}).text
    order = [text.index(f"France services {name}") for name in ("ici", "pantin", "noisy")]
    assert all(before < after for before, after in pairwise(order))
    fold = text.index('<details class="fold">')
    assert order[1] < fold < order[2]
    assert "Autour de Bobigny (93000)" in text
    assert "Vérifiez d’abord" not in text
    assert 'name="robots" content="noindex"' in text


def test_an_address_over_two_years_is_read_with_check_first_before_it(client):
    with using(rules(place("ici", BOBIGNY, dated="2024-08-01"))):
        text = client.get(ADDRESS, {"q": "93000"}).text
    assert text.index("Vérifiez d’abord") < text.index("1 rue de ici")
    assert "Date de ces adresses : 1er août 2024" in text.replace("\xa0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.django_db
def test_a_search_asks_no_database_and_is_kept_by_no_cache(
    client, three, language, django_assert_num_queries
):
    address = f"/{language}/france-services/"
    with django_assert_num_queries(0):
        searched = client.get(address, {"q": "Bobigny"})
    assert searched["Cache-Control"] == "private, no-store"
    assert client.get(address)["Cache-Control"].startswith("public")
    assert "France services ici" in searched.text


def test_a_town_that_is_not_found_is_told_and_one_of_two_is_offered(client, in_force):
    assert "Nous ne trouvons pas cette ville" in client.get(ADDRESS, {"q": "xqzw"}).text
    text = client.get(ADDRESS, {"q": "Saint-Denis"}).text
    assert "Une autre ville ?" in text
    assert "?q=Saint-Denis%20%2893" in text or "Autour de Saint-Denis (93" in text


@pytest.mark.usefixtures("in_force")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_list_weighs_no_more_than_a_page_may(client, in_force, language):
    listed = Counter(
        code
        for one in in_force.rule_set.authorities.values()
        if one.kind == FRANCE_SERVICES
        for code in one.departments
    )
    town = communes.largest_commune(listed.most_common(1)[0][0])
    response = client.get(f"/{language}/france-services/", {"q": town.name})
    assert cold(response.content) <= MOST_COLD


def test_every_departement_has_its_places_and_each_stands_in_it(shipped):
    for code in department_names():
        found = competent(shipped, FRANCE_SERVICES, code)
        assert found, code
        away = [
            one.id
            for one in found
            if one.commune and communes.commune(one.commune).department != code
        ]
        # The list of the ANCT counts one of Rouen among those of the Eure.
        assert away == (["france_services_1820"] if code == "27" else [])


def shown(rule_set, commune):
    reading = Reading(Situation(rule_set, {"commune": commune}, TODAY), "fr")
    found = helpers(reading)
    return [one.name for one in (*found.first, *found.more)]


def test_an_answer_names_the_two_nearest_but_none_of_the_far_ones(three):
    assert shown(three.rule_set, BOBIGNY) == ["France services ici", "France services pantin"]
    assert shown(three.rule_set, NOISY) == ["France services noisy"]


def test_what_the_departement_tells_of_a_place_goes_before_the_table():
    own = {
        "id": "ici",
        "name": "France services ici",
        "kind": FRANCE_SERVICES,
        "phone": "0100000000",
    }
    rule_set = rules(place("ici", BOBIGNY), departments={"93": {"code": "93", "helpers": [own]}})
    reading = Reading(Situation(rule_set, {"commune": BOBIGNY}, TODAY), "fr")
    assert [one.phone for one in helpers(reading).first] == ["0100000000"]


def test_a_helper_over_two_years_stands_after_a_newer_one_of_its_kind(three):
    old = {**place("vieux", BOBIGNY, dated="2019-09"), "id": "vieux"}
    listed = (old, place("pantin", PANTIN))
    assert shown(rules(*listed), BOBIGNY) == ["France services pantin", "France services vieux"]

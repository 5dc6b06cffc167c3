"""Finding the country or the commune that a person means."""

import pytest

from procedures.publishing import communes
from questionnaire.runs import countries, places
from questionnaire.runs.wording import answer_text
from tests.languages import LANGUAGES


@pytest.mark.parametrize(
    ("typed", "language", "code"),
    [
        ("Maroc", "fr", "MA"),
        ("  maroc ", "fr", "MA"),
        ("ALGERIE", "fr", "DZ"),
        ("etats unis", "fr", "US"),
        ("Côte d’Ivoire", "ar", "CI"),
        ("Germany", "en", "DE"),
        ("allemagne", "en", "DE"),
        ("الجزائر", "ar", "DZ"),
        ("جزائر", "ar", "DZ"),
        ("الامارات العربية المتحدة", "ar", "AE"),
        ("RDC", "fr", "CD"),
        ("palestine", "fr", "PS"),
        ("Niger", "fr", "NE"),
        ("Guinée", "fr", "GN"),
        ("SN", "fr", "SN"),
        # The question is about a nationality, and people answer with one.
        ("marocain", "fr", "MA"),
        ("algérienne", "fr", "DZ"),
        ("Sénégalaises", "fr", "SN"),
        ("tunisien", "fr", "TN"),
        ("ivoirienne", "fr", "CI"),
        ("camerounais", "fr", "CM"),
        ("afghane", "fr", "AF"),
        ("française", "fr", "FR"),
        ("grecque", "fr", "GR"),
        ("turc", "fr", "TR"),
        ("nigérian", "fr", "NG"),
        ("nigérienne", "fr", "NE"),
        ("marocaine", "ar", "MA"),
        ("Moroccan", "en", "MA"),
        ("syrian", "fr", "SY"),
        ("مغربية", "ar", "MA"),
        ("جزائري", "fr", "DZ"),
        ("تركية", "ar", "TR"),
        # A name in another language of the site, with a stretched letter.
        ("الـمغرب", "fr", "MA"),
        ("المغرب", "en", "MA"),
    ],
)
def test_a_country_is_known_by_these_names(typed, language, code):
    found, others = countries.find_countries(typed, language)
    assert found
    assert found.code == code
    assert others == []


@pytest.mark.parametrize(
    ("typed", "language", "code"),
    [
        ("ma", "fr", "ML"),
        ("congo", "fr", "CG"),
        ("corée", "fr", "KR"),
        ("congolaise", "fr", "CD"),
        ("congolaise", "fr", "CG"),
        ("coréenne", "fr", "KP"),
        ("Dominican", "en", "DO"),
        ("algeri", "fr", "DZ"),
        ("turqie", "fr", "TR"),
        ("moroc", "en", "MA"),
    ],
)
def test_what_is_not_quite_a_name_offers_the_country(typed, language, code):
    found, others = countries.find_countries(typed, language)
    assert found is None
    assert code in [one.code for one in others]


@pytest.mark.parametrize("typed", ["", "??", "zzzzzz", "x" * 500])
def test_what_is_no_name_at_all_finds_nothing(typed):
    assert countries.find_countries(typed, "fr") == (None, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name_that_is_read_back(language):
    for code in countries.CODES:
        found, _others = countries.find_countries(countries.name(code, language), language)
        assert found
        assert found.code == code


def test_countries_are_in_alphabetical_order_without_regard_to_accents():
    names = countries.names("fr")
    assert names.index("Égypte") < names.index("Émirats arabes unis") < names.index("Espagne")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Montpellier", "34172"),
        ("montpellier", "34172"),
        ("Paris", "75056"),
        ("Montauban 82000", "82121"),
        ("saint-denis (93200)", "93066"),
        ("Saint-Denis 97400", "97411"),
        ("Haÿ-les-Roses", None),
    ],
)
def test_a_commune_is_known_by_its_name_and_postal_code(typed, code):
    place, others = places.find_places(typed)
    if code is None:
        assert place is None
        assert others
    else:
        assert place.code == code


@pytest.mark.parametrize("typed", ["saint-denis", "34", "Montp"])
def test_what_may_be_several_communes_offers_them(typed):
    place, others = places.find_places(typed)
    assert place is None
    assert others


@pytest.mark.parametrize("code", ["75056", "82121", "2A004", "97411", "93066", "69123"])
def test_the_name_shown_of_a_commune_is_read_back(code):
    place, _others = places.find_places(places.label(communes.commune(code)))
    assert place.code == code


def test_a_town_keeps_its_order_among_arabic_words(shipped):
    commune = shipped.questions["commune"]
    assert answer_text(commune, "34172", "fr") == "Montpellier (34000)"
    assert answer_text(commune, "34172", "ar") == "\u2066Montpellier (34000)\u2069"

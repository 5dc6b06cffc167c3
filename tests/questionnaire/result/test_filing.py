"""How to file, in the person's département or anywhere."""

import pytest
from django.template.loader import render_to_string

from procedures.engine.values.channel_kinds import CHANNEL_KINDS
from questionnaire.result import filing, places, postal

from .catalogue import (
    APPEAL,
    DEPARTMENTS,
    LOST,
    RENEWAL,
    make_department,
    make_reading,
    make_result,
    make_rules,
    make_sheet,
)

FAMILY = {**LOST, "married": True}
LYON, BEZIERS = "69123", "34032"


def filed(answers=RENEWAL, **options):
    return make_sheet(answers, **options).filing


def with_channel(**channel):
    return make_department(channels=[{"for": {"procedures": ["renewal"]}, **channel}])


def test_the_channel_says_how_with_one_thing_to_press():
    card = filed().card
    assert (card.url, card.lead) == ("https://anef.example", "En ligne.")
    assert card.action
    assert card.note, "a channel that nobody could confirm says so"


def test_what_to_do_when_there_is_no_appointment():
    assert filed().card.trouble_help == "Appelez."


def test_the_prefecture_has_its_own_way():
    card = filed(rules=with_channel(kind="counter", address="1 rue X")).card
    assert card.address == "1 rue X"
    assert card.url == "https://34.example"


def test_a_form_whose_link_is_not_known_is_on_the_prefectures_site():
    assert filed(rules=with_channel(kind="online_form")).card.url == "https://34.example"
    assert filed(rules=with_channel(kind="postal")).card.url == ""


def test_a_french_consulate_is_called_so_wherever_it_is_named():
    french = make_sheet(rules=with_channel(kind="consulate", consulate="france"))
    assert french.filing.card.title == "Au consulat de France"
    assert "au consulat de France" in french.verdict.sentence
    # The words do not decide: only what is said of the channel does.
    words = {"fr": "Ce n'est pas un consulat de France."}
    other = make_sheet(rules=with_channel(kind="consulate", consulate="pays", instructions=words))
    assert (other.filing.card.title, "de France" in other.verdict.sentence) == (
        "Au consulat",
        False,
    )


@pytest.mark.parametrize("kind", CHANNEL_KINDS)
def test_every_kind_of_channel_has_plain_words(kind):
    found = filed(rules=with_channel(kind=kind))
    unknown = filed(FAMILY)
    assert found.card.title != unknown.card.title
    sentence = make_sheet(rules=with_channel(kind=kind)).verdict.sentence
    assert filing.where(None) not in sentence.replace("guichet de la préfecture", "")


def test_without_a_channel_the_prefectures_own_page_is_shown_not_a_home_page():
    card = filed(FAMILY).card
    assert card.url == "/fr/34/"
    assert card.lead


def test_in_another_departement_the_national_answer_and_the_directory():
    assert filed({**RENEWAL, "commune": LYON}).card.url == "https://anef.example"
    found = filed({**FAMILY, "commune": LYON})
    assert found.card.url == "/fr/69/"
    assert found.counters == []


def test_with_an_unknown_commune_it_says_what_to_find_out():
    rules = with_channel(kind="counter")
    found = filed({**RENEWAL, "commune": None}, rules=rules)
    assert found.card.url == "https://directory.example"
    assert [one.change_url for one in found.to_find_out] == ["/commune/"]


def test_counters_are_those_of_the_arrondissement_and_of_the_family():
    assert [one.name for one in filed().counters] == ["Montpellier"]
    assert [one.name for one in filed({**RENEWAL, "commune": BEZIERS}).counters] == ["Béziers"]


def test_without_a_counter_the_prefecture_itself_is_shown():
    found = filed(rules=make_department(sites=[])).counters
    assert [(one.name, one.phone) for one in found] == [("Préfecture de l'Hérault", "04 67")]


def test_notices_in_force_are_shown_to_those_they_are_for():
    assert [one.lead for one in filed().lasting] == ["Pour les cartes."]
    assert filed(FAMILY).lasting == filed(FAMILY).notices == []


def test_an_announcement_of_some_days_is_not_left_to_be_opened():
    closed = {"text": "Fermé demain.", "from": "2026-11-20", "until": "2026-12-01"}
    found = filed(rules=make_department(notices=[closed, {"text": "Toujours vrai."}]))
    assert [one.lead for one in found.notices] == ["Fermé demain."]
    assert "Toujours vrai." in [one.lead for one in found.lasting]


def test_what_the_prefecture_says_differently_is_shown():
    rules = make_department(overrides=[{"procedure": "renewal", "notes": "Aussi une copie."}])
    assert filed(rules=rules).notes == "Aussi une copie."
    assert filed({**RENEWAL, "commune": LYON}, rules=rules).notes == ""


def test_helpers_nearby_come_first_and_few_at_once():
    found = make_result(RENEWAL).helpers
    assert found.first[0].name == "Une association"
    assert (len(found.first), len(found.more)) == (3, 5)


def test_a_helper_says_which_languages_it_speaks_and_when():
    helper = make_result(RENEWAL).helpers.first[0]
    assert helper.languages == "français, arabe"
    assert helper.hours == ["Lundi : 9 h – 11 h 30"]


def test_an_address_on_the_web_is_a_link_and_not_a_place():
    helper = make_result(RENEWAL).helpers.first[0]
    assert (helper.site, helper.address) == ("https://help.example", "")


@pytest.mark.parametrize(
    ("text", "site", "address"),
    [
        ("1 rue X. Site : https://a.example", "https://a.example", "1 rue X."),
        ("1 rue X (voir https://a.example/b).", "https://a.example/b", None),
        ("1 rue X, 34000 Y", "", None),
    ],
)
def test_what_stays_of_an_address(text, site, address):
    assert postal.first_on_the_web(text) == site
    assert postal.ONLY_A_SITE.sub("", text).strip() == (address or text)


HELPED = {
    "name": "Hérault",
    "code": "34",
    "helpers": [
        {"name": "Sans rien", "kind": "association"},
        {"name": "Loin", "kind": "association", "phone": "04 00", "address": "1 rue X, Lunel"},
        {
            "name": "Près",
            "kind": "association",
            "phone": "04 01",
            "address": "2 rue Y, Montpellier",
        },
        {"name": "Accueil", "kind": "france_services", "phone": "04 02"},
        {"name": "Adresse", "kind": "france_services", "address": "3 rue Z, Montpellier"},
    ],
}


def test_the_fittest_and_nearest_helpers_come_first_and_each_can_be_reached():
    rules = make_rules(departments={**DEPARTMENTS, "34": {**DEPARTMENTS["34"], **HELPED}})
    reading = make_reading(RENEWAL, rules=rules)
    first = [one.name for one in places.helpers(reading).first]
    assert first == ["Accueil", "Près", "Loin"]
    first = [one.name for one in places.helpers(reading, ("association",)).first]
    assert first[:2] == ["Près", "Loin"]
    assert "Sans rien" not in first


def test_who_is_to_be_called_has_a_telephone():
    rules = make_rules(departments={**DEPARTMENTS, "34": {**DEPARTMENTS["34"], **HELPED}})
    found = places.helpers(make_reading(RENEWAL, rules=rules))
    assert places.to_call(found).phone == "04 02"
    assert places.to_call(places.Helpers([], [])) is None


def test_an_appeal_shows_no_way_to_file():
    assert make_sheet(APPEAL).filing.card is None


def test_without_any_department_nothing_breaks():
    rules = make_rules(departments={})
    reading = make_reading(RENEWAL, rules=rules)
    assert places.site_of(reading) == ""
    assert places.prefecture_name(reading)
    assert make_sheet(rules=rules).filing.counters == []


def rendered(**options):
    sheet = make_sheet(rules=with_channel(kind="anef", url="https://anef.example"), **options)
    html = render_to_string("questionnaire/result/channel.html", {"card": sheet.filing.card})
    return sheet.verdict, html


def test_whoever_files_online_for_another_is_first_asked_whose_account_it_is():
    verdict, html = rendered(assisted=True)
    assert html.count('<details class="fold" name="compte">') == 3
    assert html.index("À qui est le compte") < html.index("https://anef.example")
    third = html.split('name="compte"')[3]
    assert "notice--warning" in third
    assert "Ne déposez pas encore avec cette adresse." in third
    # Three answers that nothing sends.
    assert not any(tag in html for tag in ("<form", "<input", "<script"))
    assert verdict.action_url != "https://anef.example"


def test_whoever_files_for_oneself_or_at_a_counter_is_not_asked():
    assert "compte" not in rendered()[1]
    assert not filed(rules=with_channel(kind="counter"), assisted=True).card.account

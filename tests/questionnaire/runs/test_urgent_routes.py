"""The urgent ways in, on the shipped questions: two questions at most, then the answer."""

import re

import pytest
from django.urls import reverse

from procedures.engine.relevance import asked_questions
from procedures.engine.situation import Situation
from procedures.publishing.editions.in_memory import using
from questionnaire.runs.urgent_routes import LONGEST_LANE, following, lane_of, way_named, ways_in
from questionnaire.runs.views import runs_of
from tests.languages import LANGUAGES

from ..samples import TODAY
from ..visitor import Visitor

LETTER, DANGER = "goal.refus", "ground.violences_traite"


@pytest.fixture(autouse=True)
def _in_force(shipped):
    with using(shipped, number=12):
        yield


@pytest.fixture
def come(client):
    """A function: a visitor who presses a button of the home page."""
    return lambda way, language="fr": Visitor(client, language).start(way=way)


def test_the_two_ways_are_those_of_the_design(shipped):
    assert [(way.name, way.text) for way in ways_in(shipped, "fr")] == [
        (LETTER, "J'ai reçu une lettre de refus ou une obligation de quitter la France"),
        (DANGER, "Je suis en danger ou je subis des violences"),
    ]


def test_a_letter_asks_which_decision_then_what_changes_the_last_day(shipped):
    def lane(**answers):
        return lane_of(shipped, "goal", {"goal": "refus", **answers}, TODAY)

    assert lane() == ("decision_kind",)
    assert lane(decision_kind="retrait_titre") == ("decision_kind", "decision_date")
    assert lane(decision_kind="oqtf") == ("decision_kind", "placement")
    assert lane(decision_kind="oqtf", placement="libre")[2:] == ("decision_date",)
    every = {"decision_kind": "oqtf", "placement": "libre", "decision_date": None}
    assert lane(**every)[3:] == ("commune",), "who helps nearby depends on it"
    for kind in [None, *(choice.value for choice in shipped.questions["decision_kind"].choices)]:
        every = dict.fromkeys(("decision_detail", "placement", "decision_date"))
        *own, last = lane(decision_kind=kind, **every)
        assert (last, len(own) <= LONGEST_LANE) == ("commune", True), kind


def test_danger_asks_nothing_before_the_numbers(shipped):
    assert lane_of(shipped, "ground", {"ground": "violences_traite"}, TODAY) == ()


@pytest.mark.parametrize("code", LANGUAGES)
def test_home_and_the_goals_offer_them_before_all_else(client, code):
    visitor = Visitor(client, code)
    home = visitor.client.get(f"/{code}/")
    assert [way.name for way in home.context["ways"]] == [LETTER, DANGER]
    text = home.content.decode()
    assert text.index(f'href="/{code}/demarche/"') < text.index(f'value="{LETTER}"')
    visitor.start()
    folded = visitor.text
    assert folded.index("<h1") < folded.index(f'value="{DANGER}"')
    for key, sent in (
        ("residence", {"reponse": "france"}),
        ("beneficiary", {"reponse": "moi"}),
        ("commune", {"recherche": "Montpellier"}),
        ("nationality", {"reponse": "MA"}),
        ("age", {"reponse": "24"}),
    ):
        if visitor.place == key:
            visitor.send(key, **sent)
    assert visitor.place == "goal"
    assert visitor.text.index(f'value="{DANGER}"') < visitor.text.index("<h1")


def test_a_letter_leads_to_the_last_day_to_act(come):
    visitor = come(LETTER).send("decision_kind", reponse="oqtf").send("placement", reponse="libre")
    assert visitor.place == "decision_date"
    visitor.send("decision_date", reponse_day="24", reponse_month="11", reponse_year="2026")
    assert visitor.place == "commune"
    visitor.send("commune", recherche="Montpellier")
    assert visitor.place == "resultat"
    near = [one.phone for one in visitor.context["result"].helpers.first]
    assert near[-1] == "30 39", "beside the numbers of Montpellier, one that answers everywhere"
    result = visitor.context["result"]
    assert [sheet.id for sheet in result.sheets] == ["refus_titre_oqtf"]
    assert result.possible == []


def test_who_does_not_know_what_the_letter_says_still_gets_an_answer(come):
    visitor = come(LETTER).send("decision_kind", reponse="?").send("decision_date", inconnu="1")
    visitor.send("commune", recherche="Montpellier")
    assert visitor.place == "resultat"
    assert "lettre_inconnue" in [one.id for one in visitor.context["result"].urgent]


def test_danger_leads_to_the_numbers_at_once(come):
    visitor = come(DANGER)
    assert visitor.place == "resultat"
    result = visitor.context["result"]
    advice, police = result.urgent_advice
    assert (advice.id, police.id) == ("danger_appeler", "police_et_vos_papiers")
    assert [one.url for one in result.cards[0].verdict.calls] == ["tel:17", "sms:114", "tel:3919"]
    assert "tel:116006" in [one.url for one in advice.other_calls]
    assert visitor.text.index('href="tel:17"') < visitor.text.index('href="tel:3919"')
    assert result.sheets == result.possible == []
    assert visitor.context["commune_url"] == visitor.at("commune")


def test_nobody_in_urgency_is_sent_to_the_helpline_of_a_site(come):
    anef = "0 806 001 620"
    assert anef not in come(DANGER).text
    visitor = come(LETTER).send("decision_kind", reponse="oqtf").send("placement", reponse="libre")
    visitor.send("decision_date", inconnu="1").send("commune", **{"pass": "1"})
    assert visitor.place == "resultat"
    assert anef not in visitor.text
    # Where no commune is known, a number that answers everywhere stands on the page.
    assert 'href="tel:3039"' in visitor.text


def test_danger_is_named_by_no_title_no_list_and_no_address(come):
    visitor = come(DANGER)
    for place in ("resultat", "verifier", "commune"):
        visitor.open(place)
        assert "<title>Avant le guichet</title>" in visitor.text, place
        assert "data-quick-exit" in visitor.text, place
        assert "viol" not in visitor.page
    request = visitor.client.get("/fr/").wsgi_request
    assert [run["title"] for run in runs_of(request)] == ["Questionnaire"]


def test_the_way_out_stays_when_she_answers_the_other_questions(come):
    visitor = come(DANGER)
    visitor.follow(visitor.client.post(visitor.url("run_way", visitor.id)))
    seen = []
    for key, sent in (
        ("residence", {"reponse": "france"}),
        ("beneficiary", {"reponse": "moi"}),
        ("commune", {"recherche": "Montpellier"}),
        ("nationality", {"reponse": "MA"}),
    ):
        if visitor.place == key:
            seen.append(key)
            assert "data-quick-exit" in visitor.text, key
            assert "<title>Avant le guichet</title>" in visitor.text, key
            assert "L’historique du téléphone" in visitor.text, key
            visitor.send(key, **sent)
    assert {"residence", "nationality"} <= set(seen)


def test_the_place_may_be_told_and_shows_who_helps_there(come):
    visitor = come(DANGER).open("commune").send("commune", recherche="Montpellier")
    assert visitor.place == "resultat"
    assert "Montpellier" in visitor.context["commune"]


def test_the_other_questions_follow_when_the_person_wants_them(come):
    visitor = come(DANGER)
    visitor.follow(visitor.client.post(visitor.url("run_way", visitor.id)))
    assert visitor.place == "residence"
    assert visitor.answers == {}  # What was told counts again once its turn comes.
    visitor.follow(visitor.client.post(visitor.url("run_way", visitor.id), {"way": LETTER}))
    assert visitor.place == "decision_kind"


def test_a_run_keeps_its_answers_when_it_takes_a_way(client):
    visitor = Visitor(client).start().send("residence", reponse="france")
    visitor.send("commune", recherche="Montpellier")
    visitor.follow(visitor.client.post(visitor.url("run_way", visitor.id), {"way": DANGER}))
    assert visitor.place == "resultat"
    assert "Montpellier" in visitor.context["commune"]


@pytest.mark.parametrize(
    "sent", ["", "goal", "goal.", "goal.naturalisation", "x.y", "goal.refus.x"]
)
def test_what_is_no_way_in_starts_as_usual(come, shipped, sent):
    assert way_named(shipped, sent) is None
    assert come(sent).place == "residence"


def test_the_violent_person_is_not_supposed_to_be_french(shipped):
    """Who does not know is not asked « Qui est cette personne française pour vous ? »."""
    lived = {"ground": "violences_traite", "violence_kind": "violences_conjugales"}
    asked = {"beneficiary": "moi", "nationality": "MA", "goal": "renouvellement", **lived}
    for french, applies in ((True, True), (False, False), (None, None)):
        situation = Situation(shipped, {**asked, "partner_is_french": french}, TODAY)
        assert situation.applies("french_family_link") is applies
    assert shipped.questions["partner_is_french"].allow_unknown


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_way_in_shows_french_to_who_does_not_read_it(client, code):
    text = client.get(f"/{code}/").content.decode()
    assert len(re.findall(r'name="way"', text)) == 2
    if code != "fr":
        assert not re.search(r'name="way".*?lang="fr".*?</button>', text)
    assert reverse("language_choice") == "/"


def test_whoever_has_filed_comes_from_a_kept_list_to_the_day_of_the_filing(client, shipped):
    visitor = Visitor(client)
    kept = client.get(reverse("kept_lists")).content.decode()
    link = re.search(r'href="([^"]*)"><span>J’ai déposé', kept)[1]
    assert 'name="filed"' in client.get(link).content.decode()
    assert 'name="filed"' not in client.get(reverse("run_start")).content.decode()
    visitor.start(filed="1")
    runs = runs_of(client.get("/fr/").wsgi_request)
    assert [run["title"] for run in runs] == ["Aller chercher ma carte, ou suivre ma demande"]
    given = {"residence": "france", "beneficiary": "moi", "nationality": "SN", **following(shipped)}
    waits = {"current_document": "recepisse", "expiry_date": None, "commune": "34172"}
    every = {**given, **waits, "favorable_decision": False, "ground": "etudes"}
    assert "request_filed_on" in asked_questions(
        shipped, {**every, "request_filed_on": None}, TODAY
    )

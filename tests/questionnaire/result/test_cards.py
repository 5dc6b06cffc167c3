"""The card of an answer: the stance, the place, the date and the price that its author wrote."""

from datetime import date, timedelta
from functools import cache

import pytest
from django.utils import translation

from questionnaire.result.sentences import first_sentence
from questionnaire.result.stances import band
from questionnaire.result.timing import Status, Timing

from .catalogue import (
    PROCEDURES,
    RENEWAL,
    make_reading,
    make_renewal,
    make_result,
    make_rules,
    make_sheet,
)

# The renewal of the catalogue expires on 15 May 2027: from 15 January to 16 March 2027.
OPENS, CLOSES, ENDS = date(2027, 1, 15), date(2027, 3, 16), date(2027, 5, 15)
STANCES = [
    {"stance": "attendre", "moment": "avant"},
    {"stance": "en_retard", "moment": "apres", "last_day": {"fact": "expiry"}, "lead": "Vite !"},
    {"stance": "en_retard", "moment": "apres"},
    {"stance": "deposer"},
]


def card(today=OPENS, stances=STANCES, answers=RENEWAL, language="fr", **more):
    rules = make_renewal(stances=stances, **more)
    return make_sheet(answers, rules=rules, today=today, language=language).verdict


def fact(found, label):
    return next((one for one in found.facts if one.label == label), None)


@cache
def reading():
    return make_reading(RENEWAL)


@cache
def said(day):
    return reading().day(day)


def test_without_a_stance_nothing_changes():
    assert make_sheet(today=OPENS).verdict.stance == ""


def test_too_early_it_says_until_when_to_wait_and_shows_the_papers():
    found = card(OPENS - timedelta(days=1))
    assert (found.stance, found.tone) == ("attendre", "action")
    assert said(OPENS) in found.label
    assert said(OPENS) in fact(found, "Quand").value
    assert found.action_url == "#papiers"


def test_in_time_it_says_how_long_is_left_and_leads_to_the_site():
    found = card(CLOSES - timedelta(days=32))
    assert (found.stance, found.tone) == ("deposer", "success")
    assert "32" in found.leads[0]
    assert fact(found, "Quand").value == f"Au plus tard le {said(CLOSES)}"
    assert found.action_url == "https://anef.example"


def test_late_it_says_since_when_and_the_day_that_is_still_ahead():
    found = card(CLOSES + timedelta(days=12))
    assert (found.label, found.tone) == ("En retard", "warning")
    assert found.leads == [
        f"En retard de 12 jours. Déposez aujourd’hui, et au plus tard le {said(ENDS)}.",
        "Vite !",
    ]
    assert fact(found, "Quand").value == f"Aujourd’hui, et au plus tard le {said(ENDS)}"


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "u plus tard le"), ("en", "o later than"), ("ar", "في موعد أقصاه")],
)
def test_a_last_day_is_said_to_be_part_of_the_delay_in_every_language(language, words):
    """Who reads « before the 16th » takes the 15th for the last day."""

    def dates(found):
        return next(one.value for one in found.facts if one.icon == "calendar")

    in_time, late = (card(CLOSES + timedelta(days=one), language=language) for one in (-5, 5))
    with translation.override(language):
        letter = band(make_reading(RENEWAL), "repondre", Timing(Status.OPEN, closes=ENDS))
    said_so = [dates(in_time), dates(late), late.leads[0], letter]
    assert [words in one for one in said_so] == [True] * 4, said_so


def test_the_last_day_is_today_at_the_latest_and_no_longer_green():
    found = card(CLOSES)
    assert found.tone == "warning"
    assert found.leads == ["C’est le dernier jour."]
    assert fact(found, "Quand").value == "Aujourd’hui au plus tard"
    before, after = card(CLOSES - timedelta(days=1)), card(CLOSES + timedelta(days=1))
    assert (before.tone, before.leads) == ("success", ["Il reste 1 jour."])
    assert after.label == "En retard"


def test_the_last_day_of_who_is_late_is_today_too():
    found = card(ENDS)
    assert found.leads[0].endswith("Déposez aujourd’hui au plus tard.")
    assert fact(found, "Quand").value == "Aujourd’hui au plus tard"


def test_too_late_for_any_day_it_says_to_file_all_the_same():
    found = card(ENDS + timedelta(days=150))
    assert found.leads == ["En retard de 7 mois. Déposez quand même, aujourd’hui."]
    assert fact(found, "Quand").value == "Aujourd’hui"


@pytest.mark.parametrize("days", range(-200, 400, 9))
def test_no_day_of_the_past_is_a_deadline(days):
    today = CLOSES + timedelta(days=days)
    found = card(today)
    value = fact(found, "Quand").value
    past = [today - timedelta(days=one) for one in range(1, 700)]
    assert not any(value == f"Au plus tard le {said(day)}" for day in past)
    steps = make_sheet(rules=make_renewal(stances=STANCES), today=today).steps
    assert not any(said(CLOSES) in step.when for step in steps if today > CLOSES)


def test_the_first_place_is_that_of_the_steps_then_the_way_to_file():
    steps = [
        {"id": "read", "text": "Faites relire.", "place": "aide"},
        {"id": "file", "text": "Déposez.", "place": "canal"},
    ]
    stances = [{"stance": "faire_relire", "place": "aide", "lead": "N'y allez pas seul."}]
    place = fact(card(stances=stances, steps=steps), "Où")
    assert place.value == "Une association ou un avocat"
    assert "ANEF" in place.note
    assert "ANEF" in fact(card(), "Où").value


@pytest.mark.parametrize(("confidence", "sure"), [("high", True), ("low", False)])
def test_a_way_to_file_that_is_not_sure_does_not_stand_out(confidence, sure):
    channels = [{"kind": "postal", "confidence": confidence}]
    rules = make_rules(
        procedures=[{**PROCEDURES[0], "stances": STANCES}],
        departments={"national": {"code": "national", "channels": channels}},
    )
    assert fact(make_sheet(rules=rules, today=OPENS).verdict, "Où").sure is sure


@pytest.mark.parametrize("written", [STANCES, []])
@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("postal", "par courrier"),
        ("counter", "au guichet de la préfecture"),
        ("online_form", "en ligne, avec un formulaire de la préfecture"),
    ],
)
def test_a_way_to_file_that_is_not_sure_says_first_to_check_it(kind, where, written):
    rules = make_rules(
        procedures=[{**PROCEDURES[0], "stances": written}],
        departments={
            "national": {"code": "national", "channels": [{"kind": kind, "confidence": "low"}]}
        },
    )
    place = fact(make_sheet(rules=rules, today=OPENS).verdict, "Où")
    assert (place.value, place.sure) == (f"À vérifier d’abord : {where}", False)


def test_it_says_what_to_pay_and_how_many_papers():
    found = card()
    assert fact(found, "Prix").value
    assert fact(found, "Papiers").url == "#papiers"
    assert fact(card(costs=[]), "Prix").value == "Prix à confirmer auprès de la préfecture"


def test_before_a_delay_nobody_is_told_a_price():
    steps = [{"id": "write", "text": "Écrivez.", "place": "tribunal"}]
    found = card(stances=[{"stance": "repondre"}], costs=[], steps=steps)
    assert fact(found, "Prix") is None
    assert fact(found, "Où").value == "Au tribunal"


def test_an_urgent_answer_with_numbers_is_the_first_card():
    calls = [{"number": "17", "text": "Police"}, {"number": "114", "kind": "sms", "text": "SMS"}]
    urgent = {
        "id": "danger",
        "rank": 1,
        "urgent": True,
        "title": "Appelez",
        "text": "Longue explication.",
        "stance": "se_proteger",
        "calls": calls,
        "steps": [{"text": "Partez.", "note": "Sans bagage."}],
    }
    found = make_result(RENEWAL, rules=make_rules(orientations=[urgent])).cards[0]
    assert [one.url for one in found.verdict.calls] == ["tel:17", "sms:114"]
    assert [one.text for one in found.verdict.tasks] == ["Partez."]
    assert found.verdict.text == ""
    assert found.advice.text == "Longue explication."


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("Déposez. Gardez la preuve.", "Déposez.", ""),
        ("Déposez la demande. Gardez-la.", "Déposez la demande.", "Gardez-la."),
        ("Allez sur le site (ANEF). Choisissez.", "Allez sur le site (ANEF).", "Choisissez."),
        ("Remplissez le cerfa n° 2. Puis signez.", "Remplissez le cerfa n° 2. Puis signez.", ""),
        ("هذا وصل فقط. لا تسافر به.", "هذا وصل فقط.", "لا تسافر به."),
        # A question alone frightens or says nothing: its answer is read with it.
        ("Do you need to travel? Ask first. Wait.", "Do you need to travel? Ask first.", "Wait."),
        ("هل دخلك ضعيف؟ اطلب المساعدة. انتظر.", "هل دخلك ضعيف؟ اطلب المساعدة.", "انتظر."),
        ("Vous devez voyager ? Demandez. Attendez.", "Vous devez voyager ? Demandez.", "Attendez."),
    ],
)
def test_a_text_is_cut_after_its_first_sentence(text, first, rest):
    if text.startswith("Déposez. "):
        first, rest = text, ""
    assert first_sentence(text) == (first, rest)


def test_a_loss_is_declared_at_once_not_when_the_papers_are_ready():
    stances = [{"stance": "deposer"}]
    steps = [{"id": "declare", "text": "Déclarez la perte.", "place": "police"}]
    assert fact(card(stances=stances, steps=steps), "Quand").value == "Dès que vous pouvez"
    steps[0]["place"] = "mairie"
    assert (
        fact(card(stances=stances, steps=steps), "Quand").value == "Dès que les papiers sont prêts"
    )


def test_a_french_sentence_on_another_page_stays_french():
    text = {"text": "Déposez la demande. Gardez-la.", "lang": "fr", "dir": "ltr"}
    first, rest = first_sentence(text)
    assert (first["lang"], rest["lang"]) == ("fr", "fr")


def test_the_shipped_cards_say_the_first_place_of_their_steps(shipped, shipped_cases):
    wrong = [
        (procedure.id, one.place)
        for procedure in shipped.procedures.values()
        for one in procedure.stances
        if one.place and one.place not in {step.place for step in procedure.steps}
    ]
    assert wrong == []
    assert [one.id for one in shipped.procedures.values() if not one.stances] == []


def test_the_shipped_late_renewal_tells_the_risk_before_it_is_filed(shipped):
    late = shipped.procedures["titre_expire_depasse"]
    assert "n'allez pas seul à la préfecture" in late.warnings[0].text["fr"]
    assert late.steps[0].place == "aide"
    letter = shipped.procedures["refus_titre_oqtf"]
    assert any("le temps pour partir" in one.text["fr"] for one in letter.warnings)

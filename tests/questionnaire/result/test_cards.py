"""The card of an answer: the stance, the place, the date and the price that its author wrote."""

from datetime import date, timedelta
from functools import cache

import pytest

from questionnaire.result.reading import first_sentence

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
    assert found.leaf.what == "Dernier jour pour déposer"
    assert (found.leaf.month, found.leaf.number) == ("mars", "16")
    assert found.leaf.in_full == f"mardi {said(CLOSES)}"
    assert (found.leaf.left, found.leaf.tone) == ("Encore 32 jours", "success")
    assert fact(found, "Quand") is None
    assert found.action_url == "https://anef.example"


def test_late_it_says_since_when_and_the_day_that_is_still_ahead():
    found = card(CLOSES + timedelta(days=12))
    assert (found.label, found.tone) == ("Aujourd’hui, sans attendre", "warning")
    assert found.leads == [
        "Délai passé depuis 12 jours. Déposez quand même, aujourd’hui.",
        "Vite !",
    ]
    assert found.leaf.in_full.endswith(said(ENDS))
    assert found.leaf.tone == "warning"
    assert fact(found, "Quand").value == "Aujourd’hui"


@pytest.mark.parametrize(
    ("language", "words", "weekday"),
    [
        ("fr", "Dernier jour pour déposer", "mardi"),
        ("en", "Last day to file", "Tuesday"),
        ("ar", "آخر يوم لتقديم الطلب", "الثلاثاء،"),
    ],
)
def test_a_leaf_says_the_last_day_in_every_language(language, words, weekday):
    """Who reads « before the 16th » takes the 15th for the last day."""
    found = card(CLOSES - timedelta(days=5), language=language).leaf
    day = make_reading(RENEWAL, language=language).day(CLOSES)
    assert (found.what, found.in_full, found.iso) == (words, f"{weekday} {day}", "2027-03-16")
    assert found.tone == "danger"


def test_the_last_day_is_today_at_the_latest_and_no_longer_green():
    found = card(CLOSES)
    assert (found.tone, found.leaf.tone) == ("danger", "danger")
    assert found.leaf.left == "C’est aujourd’hui"
    before, after = card(CLOSES - timedelta(days=8)), card(CLOSES + timedelta(days=1))
    assert (before.tone, before.leaf.left) == ("success", "Encore 8 jours")
    assert after.label == "Aujourd’hui, sans attendre"


def test_the_last_day_of_who_is_late_is_today_too():
    found = card(ENDS)
    assert found.leads[0].endswith("Déposez aujourd’hui au plus tard.")
    assert fact(found, "Quand").value == "Aujourd’hui"
    assert found.leaf.left == "C’est aujourd’hui"


def test_too_late_for_any_day_it_says_to_file_all_the_same():
    found = card(ENDS + timedelta(days=150))
    assert found.label == "En retard"
    said = "En retard de 6 mois : le dernier jour était le 16\xa0mars\xa02027."
    assert found.leads == [f"{said} Déposez quand même, aujourd’hui."]
    # No right died on that day: nobody is told that it did.
    assert found.leaf is None
    assert fact(found, "Quand").value == "Aujourd’hui"


@pytest.mark.parametrize("days", range(-200, 400, 9))
def test_no_day_of_the_past_is_a_deadline(days):
    today = CLOSES + timedelta(days=days)
    found = card(today)
    rows = [one.value for one in found.facts if one.icon == "calendar"]
    past = [today - timedelta(days=one) for one in range(1, 700)]
    assert not {f"Au plus tard le {said(day)}" for day in past} & set(rows)
    assert found.leaf is None or date.fromisoformat(found.leaf.iso) >= today
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
    assert "ANEF" in fact(card(), "Où").note
    # Nobody confirmed this way: the counter that has a telephone is rung.
    assert fact(card(), "Où").link_url == "tel:0467"


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
    assert place.sure is False
    if not written:
        assert place.value == f"À vérifier d’abord : {where}"
        return
    assert (place.value, place.note.lower()) == ("À vérifier d’abord", where)
    # Whom to ask: nobody here has a telephone, so the préfecture's own page says how to reach it.
    assert place.link_url == "/fr/34/"


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
    assert fact(card(stances=stances, steps=steps), "Quand").value == "Aujourd’hui"
    steps[0]["place"] = "mairie"
    assert (
        fact(card(stances=stances, steps=steps), "Quand").value == "Dès que les papiers sont prêts"
    )


def test_a_card_that_tells_to_act_today_does_not_wait_for_the_papers():
    declare = [{"stance": "deposer", "today": True}]
    gather = [{"stance": "deposer", "lead": "Réunissez les papiers aujourd'hui."}]
    steps = [{"id": "declare", "text": "Déclarez la perte.", "place": "canal"}]
    assert fact(card(stances=declare, steps=steps), "Quand").value == "Aujourd’hui"
    waits = fact(card(stances=gather, steps=steps), "Quand").value
    assert waits == "Dès que les papiers sont prêts"


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

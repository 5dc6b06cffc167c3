"""What a whole result holds, for people of all kinds."""

from dataclasses import replace
from datetime import date

import pytest

from questionnaire.result import reasons

from .catalogue import (
    ABROAD,
    APPEAL,
    DEPARTMENTS,
    ELSEWHERE,
    FRENCH,
    LOST,
    MAYBE,
    ORIENTATIONS,
    PROCEDURES,
    QUESTIONS,
    RENEWAL,
    UNMARRIED,
    make_reading,
    make_renewal,
    make_result,
    make_rules,
    make_sheet,
    titles,
)


def test_a_recommended_procedure_is_shown_in_full():
    result = make_result(RENEWAL)
    assert result.title == "Renouveler la carte"
    assert result.verdict is None
    sheet = result.sheets[0]
    assert [step.title for step in sheet.steps] == ["Préparez.", "Déposez."]
    assert sheet.steps[1].when
    assert sheet.steps[1].state == "too_early"


def test_a_step_says_what_to_do_when_its_date_has_passed():
    steps = make_sheet({**RENEWAL, "expiry": "2026-12-01"}).steps
    assert [bool(step.late) for step in steps] == [False, True]


def test_a_warning_is_for_those_it_describes():
    rules = make_renewal(
        warnings=[{"text": "Marié ?", "when": {"married": True}}, {"text": "Gardez tout."}]
    )
    assert [one.line.lead for one in make_sheet(rules=rules).warnings] == ["Gardez tout."]


def test_the_answers_that_made_it_true_can_be_changed():
    rows = make_sheet().why
    assert [(row.answer, row.change_url) for row in rows] == [
        ("Maroc", "/nationality/"),
        ("Renouveler", "/goal/"),
    ]


def test_an_answer_that_is_not_known_says_so():
    rows = make_result({**LOST, "married": None}).why
    assert [row.unknown for row in rows] == [False, False, False, False, True]


def test_a_date_is_shown_as_the_page_writes_dates():
    rules = make_renewal(when={"expiry": {"known": True}})
    row = make_sheet(rules=rules).why[-1]
    assert row.answer == make_reading(RENEWAL).day(make_reading(RENEWAL).situation.state("expiry"))


def test_who_answers_for_somebody_reads_the_words_made_for_it():
    said = {**QUESTIONS[2], "assisted": "Quelle est sa nationalité ?"}
    rules = make_rules(questions=[*QUESTIONS[:2], said, *QUESTIONS[3:]])
    reading = replace(make_reading(RENEWAL, rules=rules), assisted=True)
    assert reasons.all_answers(reading)[2].question == "Quelle est sa nationalité ?"


def test_what_one_holds_meanwhile_promises_nothing_that_is_not_known():
    waiting = make_sheet().waiting
    assert [(right.allowed) for right in waiting.rights] == [True]
    rules = make_renewal(meanwhile={"text": "Rien.", "may_work": False, "may_travel": False})
    waiting = make_sheet(rules=rules).waiting
    assert [right.allowed for right in waiting.rights] == [False, False]


def test_what_one_holds_meanwhile_is_not_promised_to_who_acts_too_late():
    rules = make_renewal(meanwhile={"text": "Rien.", "may_work": True, "may_travel": True})
    in_time = make_sheet(rules=rules, today=date(2027, 3, 16)).waiting
    assert [right.allowed for right in in_time.rights] == [True, True]
    late = make_sheet(rules=rules, today=date(2027, 3, 17)).waiting
    assert late.rights == []
    rules = make_renewal(meanwhile={"text": "Rien.", "may_work": True, "may_travel": False})
    late = make_sheet(rules=rules, today=date(2027, 3, 17)).waiting
    assert [right.allowed for right in late.rights] == [False]


def test_the_country_that_somebody_fled_is_the_first_warning():
    police = {"text": "Allez à la police avec une association."}
    fled = {"text": "N'allez pas au consulat du pays que vous avez fui."}
    found = make_sheet(rules=make_renewal(warnings=[police, fled])).warnings
    assert [one.risk for one in found] == [True, True]
    assert "consulat" in found[0].line.lead


def test_a_french_person_has_no_procedure_but_an_answer():
    result = make_result(FRENCH)
    assert result.sheets == []
    assert result.verdict.title == "Vous êtes français"
    assert result.advice == []


def test_abroad_the_answer_is_the_consulate_with_its_links():
    result = make_result(ABROAD)
    assert result.verdict.title == "Allez au consulat"
    assert [link.url for link in result.answer.links] == ["https://visas.example"]
    assert [one.reference for one in result.sources] == ["CESEDA R. 431-5"]


def test_an_orientation_that_is_only_possible_is_not_shown():
    rules = make_rules(
        orientations=[{**ORIENTATIONS[2], "when": {"married": True}}, ORIENTATIONS[3]],
        procedures=PROCEDURES[3:],
        departments={},
    )
    assert make_result(MAYBE, rules=rules).verdict.title == "Rien trouvé"


def test_a_possible_procedure_says_what_it_depends_on_and_asks_for():
    result = make_result(MAYBE)
    assert titles(result.possible) == ["Carte de famille"]
    assert [one.question for one in result.possible[0].to_find_out] == ["Êtes-vous marié ?"]
    assert result.possible[0].papers == ["Acte de mariage"]
    assert [one.change_url for one in result.verdict.to_find_out] == ["/married/"]
    assert result.sources, "what is only possible has sources too"


def test_what_several_procedures_wait_for_is_asked_once():
    second = {**PROCEDURES[2], "id": "second", "rank": 31}
    rules = make_rules(procedures=[*PROCEDURES, second])
    result = make_result(MAYBE, rules=rules)
    assert len(result.possible) == 2
    assert len(result.verdict.to_find_out) == 1


def test_a_procedure_that_a_better_one_beats_is_shown_after_it():
    result = make_result({**RENEWAL, "expiry": "2026-10-01"})
    assert [sheet.id for sheet in result.sheets] == ["renewal"]
    assert titles(result.beaten) == ["Renouveler en retard"]
    assert result.beaten[0].papers == ["Passeport"]


def test_two_tracks_give_two_sheets_whose_parts_do_not_mix():
    other = {**PROCEDURES[0], "id": "other", "track": "child"}
    rules = make_rules(procedures=[*PROCEDURES, other])
    result = make_result(RENEWAL, rules=rules)
    assert [sheet.id for sheet in result.sheets] == ["renewal", "other"]
    assert len({sheet.suffix for sheet in result.sheets}) == 2


@pytest.mark.parametrize("answers", [RENEWAL, FRENCH, ABROAD, UNMARRIED, MAYBE, APPEAL])
def test_nobody_gets_an_empty_result(answers):
    result = make_result(answers)
    assert result.sheets or result.verdict or result.urgent
    assert result.title


def test_without_any_orientation_the_possible_ones_are_the_result():
    assert make_result(MAYBE, rules=make_rules(orientations=[])).possible


def test_only_a_sensitive_procedure_shows_the_quick_exit():
    assert make_result(APPEAL).sensitive
    assert not make_result(RENEWAL).sensitive


def many_possible():
    more = [{**PROCEDURES[2], "id": f"more{n}", "rank": 40 + n} for n in range(5)]
    return make_rules(procedures=[*PROCEDURES, *more], orientations=[*ORIENTATIONS, ELSEWHERE])


def test_where_nothing_is_certain_somebody_to_talk_to_comes_first():
    helper = {"name": "Une permanence", "kind": "point_justice", "phone": "04 67 00 00 00"}
    helpline = {"name": "L'aide du site", "kind": "centre_contact", "phone": "0806 00 16 20"}
    department = {**DEPARTMENTS["34"], "helpers": [helpline, helper]}
    rules = make_rules(departments={**DEPARTMENTS, "34": department})
    card = make_result(MAYBE, rules=rules).verdict
    assert [one.icon for one in card.facts] == ["people", "document"]
    assert card.facts[0].value == "Une permanence"
    assert card.action_url == "tel:0467000000"


def test_where_nothing_is_certain_the_first_advice_stays_in_sight():
    assert titles(make_result(MAYBE, rules=many_possible()).beside) == [ELSEWHERE["title"]]


def test_of_more_than_five_possible_procedures_none_is_put_forward():
    result = make_result(MAYBE, rules=many_possible())
    assert result.first_possible == []
    assert result.more_others
    assert "pour vous" not in result.others_title


def test_whoever_is_told_to_wait_reads_what_is_open_today():
    waits = [{"stance": "attendre", "moment": "avant"}, {"stance": "en_retard", "moment": "apres"}]
    waits.append({"stance": "deposer"})
    wait = {**PROCEDURES[0], "stances": waits}
    now = {
        **PROCEDURES[1],
        "when": {"goal": "renew"},
        "title": "Une autre carte",
        "stances": [{"stance": "deposer"}],
    }
    rules = make_rules(procedures=[wait, now, *PROCEDURES[2:]])
    result = make_result(RENEWAL, rules=rules)
    assert result.sheets[0].verdict.stance == "attendre"
    assert titles(result.open_now) == ["Une autre carte"]
    assert make_result(RENEWAL, rules=rules, today=date(2027, 2, 1)).open_now == []

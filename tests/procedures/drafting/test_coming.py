"""What the calendar alone will change, day by day."""

from datetime import date

from procedures.drafting.measures.coming import coming
from tests.procedures.engine.builders import TODAY, make_procedure, make_question, make_rules


def told(**sections):
    rules = make_rules(make_question("etudiant"), **sections)
    return [
        (day.isoformat(), [(turn.kind, str(turn.place), turn.text) for turn in turns])
        for day, turns in coming(rules, TODAY)
    ]


def test_a_rule_begins_on_its_first_day_and_ends_after_its_last():
    procedure = make_procedure("p", **{"from": "2027-01-01", "until": "2027-03-04"})
    place = "procedures/famille.yaml : p"
    assert told(procedures=[procedure]) == [
        ("2027-01-01", [("commence", place, "")]),
        ("2027-03-05", [("finit", place, "")]),
    ]


def test_what_changed_already_is_left_out():
    assert told(procedures=[make_procedure("p", **{"from": TODAY.isoformat()})]) == []


def test_a_line_is_told_with_its_text():
    warnings = [{"text": "Il reste peu de jours. " * 9, "until": "2026-12-31"}]
    ((_, [(kind, place, text)]),) = told(procedures=[make_procedure("p", warnings=warnings)])
    assert (kind, place) == ("finit", "procedures/famille.yaml : p.warnings.0")
    assert text.startswith("Il reste peu de jours.")
    assert text.endswith("…")


def test_a_price_is_told_with_the_one_before():
    amounts = [{"from": "2026-05-01", "amount": 350}, {"from": "2027-05-01", "amount": 360}]
    fees = [{"id": "taxe", "label": "Taxe", "amounts": amounts}]
    assert told(fees=fees) == [
        ("2027-05-01", [("change", "fees.yaml : taxe", "350 €, puis 360 €")])
    ]


def test_a_test_of_the_day_inside_a_condition_counts():
    when = {"any": [{"etudiant": True}, {"today": {"lte": "2026-12-31"}}]}
    assert told(procedures=[make_procedure("p", when=when)]) == [
        ("2027-01-01", [("change", "procedures/famille.yaml : p", "")])
    ]


def test_notices_and_steps_with_days_count():
    step = {"id": "s", "text": "Déposez.", "window": {"from": "2027-02-01", "to": "2027-02-28"}}
    notice = {"text": "Fermé.", "from": "2026-12-24", "until": "2027-01-02"}
    found = told(
        procedures=[make_procedure("p", steps=[step])],
        departments={"82": {"code": "82", "notices": [notice]}},
    )
    of_step = "procedures/famille.yaml : p.steps.s"
    of_notice = "departements/82.yaml : notices.0"
    assert found == [
        ("2026-12-24", [("commence", of_notice, "Fermé.")]),
        ("2027-01-03", [("finit", of_notice, "Fermé.")]),
        ("2027-02-01", [("commence", of_step, "Déposez.")]),
        ("2027-03-01", [("finit", of_step, "Déposez.")]),
    ]


def test_days_come_in_their_order():
    orientations = [
        {"id": name, "rank": 1, "title": name, "text": name, "until": day}
        for name, day in (("b", "2027-12-31"), ("a", "2026-12-31"))
    ]
    days = [date.fromisoformat(day) for day, _ in told(orientations=orientations)]
    assert days == [date(2027, 1, 1), date(2028, 1, 1)]

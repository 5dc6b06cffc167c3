"""The line of time: each day is that of the card, of the calendar or of the law, and no other."""

import re
from calendar import monthrange
from datetime import date, timedelta

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.milestones import milestones_of
from procedures.engine.schema.serialization import check_plain, rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.publishing.editions.in_memory import using
from questionnaire.result.calendar import Reminded, reminders
from questionnaire.result.last_days import day_of_leaf, days_of_card, undoes_the_first_day
from questionnaire.result.reading import Reading
from questionnaire.result.timeline import days_of_line, is_dated, timeline
from questionnaire.result.verdict import timing_of_card
from questionnaire.runs.run import Run, cookie_name, seal
from tests.drawn_people import DAYS, Visitors
from tests.languages import LANGUAGES

from .test_drawn_pages import EUROPEANS, may_be_protected

TODAY = date(2026, 12, 1)
ENDS = date(2027, 1, 25)
RUN = "2bcdefgh"
SALARIED = {
    "residence": "france",
    "commune": "34172",
    "beneficiary": "moi",
    "nationality": "SN",
    "age": 30,
    "goal": "renouvellement",
    "current_document": "carte_sejour",
    "permit_motive": "salarie",
    "same_reason": True,
    "ground": "travail_salarie",
    "contract": "cdi",
    "expiry_date": ENDS.isoformat(),
}
WAITING = {
    **{key: SALARIED[key] for key in ("residence", "commune", "beneficiary", "nationality", "age")},
    "goal": "retrait_suivi",
    "favorable_decision": False,
    "current_document": "carte_sejour",
    "permit_motive": "salarie",
    "ground": "travail_salarie",
    "request_filed_on": "2026-08-12",
    "expiry_date": ENDS.isoformat(),
}
# The cards that L. 433-3 names, as far as their length is known for sure.
THREE_MONTHS = {"carte_resident", "carte_resident_longue_duree_ue", "certificat_algerien_10_ans"}
SILENCE = {"jour_silence_mois_4", "jour_silence_jours_90", "jour_silence_jours_60"}


def read(rules, answers, today=TODAY, language="fr"):
    situation = Situation(rules, read_answers(rules, answers), today)
    return Reading(situation, language), evaluate_situation(situation)


def days(rules, answers, today=TODAY):
    return [(one.id, day) for one, day in milestones(rules, answers, today)]


def milestones(rules, answers, today=TODAY):
    reading, _evaluation = read(rules, answers, today)
    return [(one.orientation, one.day) for one in milestones_of(reading.situation)]


def months_after(day, months):
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def test_each_day_of_a_card_of_one_year(shipped):
    assert days(shipped, SALARIED) == [
        ("jour_prevenir", date(2026, 12, 26)),
        ("jour_sans_attestation", date(2027, 1, 15)),
        ("jour_lendemain", date(2027, 1, 26)),
        ("jour_france_travail", date(2027, 1, 26)),
        ("jour_silence_mois_4", date(2027, 4, 1)),
        ("jour_silence_mois_4", date(2027, 6, 1)),
        ("jour_soins", date(2027, 7, 31)),
    ]


def test_example_of_the_code_de_la_securite_sociale(shipped):
    """« titre fini le 15 septembre 2026 : droits jusqu'au 31 mars 2027 »."""
    found = dict(days(shipped, {**SALARIED, "expiry_date": "2026-09-15"}))
    assert found["jour_soins"] == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("held", "rule"),
    [
        ({"current_document": "carte_resident"}, "jour_lendemain_trois_mois"),
        ({"current_document": "carte_pluriannuelle"}, "jour_lendemain_quatre_ans"),
        ({"current_document": "carte_sejour"}, "jour_lendemain"),
    ],
)
def test_three_months_are_told_of_the_cards_that_the_law_names(shipped, held, rule):
    found = dict(days(shipped, {**SALARIED, **held}))
    assert {one for one in found if one.startswith("jour_lendemain")} == {rule}
    ends = found.get("jour_trois_mois")
    assert ends == (date(2027, 4, 25) if rule == "jour_lendemain_trois_mois" else None)


def test_silence_is_supposed_of_who_can_file_and_real_of_who_waits(shipped):
    assert not SILENCE & set(dict(days(shipped, {**SALARIED, "expiry_date": "2027-09-01"})))
    student = {"permit_motive": "etudiant", "ground": "etudes"}
    assert dict(days(shipped, {**SALARIED, **student}))["jour_silence_jours_90"]
    assert not SILENCE & set(dict(days(shipped, WAITING)))
    found = {one.day: one for one in days_of_line(*read(shipped, WAITING))}
    refused, appeal = found[date(2026, 12, 12)], found[date(2027, 2, 12)]
    assert (refused.what, refused.last) == ("Le silence devient un refus", False)
    assert (appeal.what, appeal.last) == ("Dernier jour pour le tribunal", True)
    assert not any(one.supposed for one in found.values())


def test_neither_asylum_nor_a_decision_nor_a_european_has_milestones(shipped):
    for more in (
        {"goal": "asile", "current_document": "attestation_demande_asile"},
        {"current_document": "attestation_demande_asile"},
        {"goal": "refus", "decision_kind": "menace_retrait"},
        {"nationality": "ES"},
        {"current_document": "recepisse"},
    ):
        assert days(shipped, {**SALARIED, **more}) == [], more


def test_supposed_days_are_on_the_line_and_not_in_the_calendar(shipped):
    reading, evaluation = read(shipped, SALARIED)
    line = days_of_line(reading, evaluation)
    assert [one.day for one in line if one.supposed] == [date(2027, 4, 1), date(2027, 6, 1)]
    kept = {one.day: one.about for one in reminders(reading, evaluation)}
    assert kept[date(2027, 7, 31)] is Reminded.DAY
    assert kept[ENDS] is Reminded.LAST_DAY
    assert not {date(2027, 4, 1), date(2027, 6, 1)} & set(kept)


def faults(shipped, answers, day):
    """Yield what is wrong with the line of a person."""
    reading, evaluation = read(shipped, answers, day)
    if not is_dated(reading):
        return
    line = days_of_line(reading, evaluation)
    if [one.day for one in line] != sorted(one.day for one in line):
        yield "order"
    own = {(one.day, one.last) for one in line if not one.supposed}
    yield from of_the_card(reading, evaluation, own)
    found = {one.orientation.id: one.day for one in milestones_of(reading.situation)}
    yield from of_the_law(answers, found)


def of_the_card(reading, evaluation, own):
    """Yield what the line lacks of the cards and of the calendar."""
    hidden = set()
    for result in evaluation.procedures:
        if result.recommended and result.stance:
            timing = timing_of_card(reading, result)
            leaf = day_of_leaf(result.stance, days_of_card(reading, result, timing, None))
            # A silence ends a wait, and no right.
            if leaf and (leaf.day, leaf.what != "Le silence devient un refus") not in own:
                yield f"card {leaf}"
            # Whoever has to be back before a day reads of no later one.
            hidden |= {one.closes for one in result.steps if undoes_the_first_day(result, one)}
    missing = (
        {one.day for one in reminders(reading, evaluation)} - {one for one, _last in own} - hidden
    )
    if missing:
        yield f"calendar {sorted(missing)}"


def of_the_law(answers, found):
    """Yield what is told to a person whom the law does not name, and each wrong day."""
    document, ends = answers.get("current_document"), answers.get("expiry_date")
    subsidiary = answers.get("permit_motive") == "protection_subsidiaire"
    long = document in THREE_MONTHS or (document == "carte_pluriannuelle" and subsidiary)
    wrong = {"jour_lendemain_trois_mois", "jour_trois_mois"} if not long else set()
    wrong |= {"jour_lendemain", "jour_lendemain_quatre_ans"} if may_be_protected(answers) else set()
    wrong |= SILENCE if answers.get("request_filed_on") else set()
    if (
        answers.get("nationality") in EUROPEANS
        or answers.get("goal") in ("asile", "refus")
        or document in ("attestation_demande_asile", "aps", "recepisse", "carte_ue", "aucun")
    ):
        wrong |= set(found)
    yield from wrong & set(found)
    if found.get("jour_trois_mois") not in (None, ends and months_after(ends, 3)):
        yield "three months"
    if "jour_soins" in found:
        month = months_after(ends, 6)
        if found["jour_soins"] != month.replace(day=monthrange(month.year, month.month)[1]):
            yield "care"


@pytest.mark.parametrize("day", DAYS)
def test_lines_of_people_drawn_at_random(shipped, day):
    drawn, dated = Visitors(shipped, day), 0
    wrong = []
    for number in range(150):
        answers = drawn.answers(number)
        dated += bool(answers.get("expiry_date"))
        data = {k: v.isoformat() if isinstance(v, date) else v for k, v in answers.items()}
        wrong += [(fault, data) for fault in faults(shipped, answers, day)]
    assert wrong == []
    assert dated > 10


def test_lines_of_every_case(shipped, shipped_cases):
    wrong = []
    for case in shipped_cases:
        day = date.fromisoformat(case["today"]) if case.get("today") else TODAY
        answers = read_answers(shipped, case["answers"])
        wrong += [(case["id"], fault) for fault in faults(shipped, answers, day)]
    assert wrong == []


# --- the page


@pytest.fixture
def show(client, monkeypatch, shipped):
    def open_page(answers, *, language="fr", place="temps/", today=TODAY):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: today)
        late = [key for key, question in shipped.questions.items() if question.late]
        kept = Run(RUN, dict(answers), 2_000_000_000, 1, passed=late)
        client.cookies[cookie_name(RUN)] = seal(kept.to_data())
        with using(shipped, number=1):
            return client.get(f"/{language}/demarche/{RUN}/{place}")

    return open_page


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_draws_the_line_and_lists_its_days(show, shipped, language):
    text = show(SALARIED, language=language).content.decode()
    line = timeline(*read(shipped, SALARIED, language=language))
    assert text.count('<li class="step day') == len(line.days)
    drawn = re.search(r'<svg class="strip"[^>]*role="img" aria-label="[^"]+">.*?</svg>', text, re.S)
    assert drawn
    edges = [int(one) for one in re.findall(r' x="(\d+)" y="22"', drawn[0])]
    assert edges == sorted(edges, reverse=language == "ar")
    assert text.count('<span class="day__tag">') == 2
    assert "calendar.ics" not in text
    assert "Agir" not in text
    beside = text.count('print-only" lang="fr" dir="ltr">')
    assert beside == (0 if language == "fr" else len(line.days))


def test_answer_leads_to_the_line_where_there_is_one(show):
    assert "/temps/" in show(SALARIED, place="resultat/").content.decode()
    asks = {**SALARIED, "current_document": "aucun", "goal": "asile"}
    asks = {
        k: v
        for k, v in asks.items()
        if k
        in ("residence", "commune", "beneficiary", "nationality", "age", "goal", "current_document")
    }
    assert "/temps/" not in show(asks, place="resultat/").content.decode()
    assert show(asks).status_code == 302


def test_paper_names_the_day_on_which_it_is_made(show):
    text = show(SALARIED).content.decode()
    paper = re.sub(r"<(\w+)[^>]*no-print[^>]*>.*?</\1>", "", text, flags=re.S)
    main = paper[paper.index("<h1>") : paper.index("</main>")]
    assert "ujourd" not in re.sub(r"<svg.*?</svg>", "", main, flags=re.S)
    assert "Liste faite le 1er" in main
    assert "si la demande est déposée le 1er" in main


def test_milestone_is_no_answer(shipped):
    reading, evaluation = read(shipped, SALARIED)
    assert milestones_of(reading.situation)
    assert not any(one.orientation.milestone for one in evaluation.orientations)
    plain = {
        "questions": [{"key": "ends", "kind": "date", "text": "Fin ?"}],
        "orientations": [
            {
                "id": "o",
                "rank": 1,
                "title": "O",
                "text": "O",
                "milestone": "jour",
                "last_day": {"fact": "ends", "days": 1},
            },
        ],
    }
    dateless = dict(plain["orientations"][0])
    del dateless["last_day"]
    assert [one.path for one in check_plain({**plain, "orientations": [dateless]})] == [
        "o.last_day"
    ]
    rules = rule_set_from_plain(plain)
    found = Situation(rules, {"ends": TODAY - timedelta(days=1)}, TODAY)
    assert [one.day for one in milestones_of(found)] == [TODAY]
    assert milestones_of(Situation(rules, {"ends": TODAY - timedelta(days=2)}, TODAY)) == []

"""What changed in a list since it was kept is said line by line, whatever the rules were."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation

from procedures.engine.evaluation import evaluate_situation
from questionnaire.result.reading import plain
from questionnaire.result.since import changes_since, fingerprint_from_data, fingerprint_of

from .catalogue import (
    ABROAD,
    APPEAL,
    DEPARTMENTS,
    DOCUMENTS,
    LOST,
    PROCEDURES,
    RENEWAL,
    SOURCE,
    TODAY,
    make_reading,
    make_renewal,
    make_rules,
)

NO_BREAK = "\N{NO-BREAK SPACE}"
PAPERS = PROCEDURES[0]["documents"]


def fingerprint(answers=RENEWAL, **options):
    reading = make_reading(answers, **options)
    return fingerprint_of(reading, evaluate_situation(reading.situation))


def said(before, answers=RENEWAL, *, language="fr", **options):
    """The lines that a list shows to who opens it again, as a link gives it."""
    reading = make_reading(answers, language=language, **options)
    kept = fingerprint_from_data(before.to_data())
    with translation.override(language):
        since = changes_since(reading, evaluate_situation(reading.situation), kept)
    return [
        " ".join(filter(None, (one.text, plain(one.name)))).replace(NO_BREAK, " ")
        for one in since.changes
    ]


@pytest.mark.parametrize("answers", [RENEWAL, LOST, APPEAL, ABROAD])
def test_the_same_rules_on_the_same_day_change_nothing(answers):
    kept = fingerprint(answers)
    assert fingerprint_from_data(kept.to_data()) == kept
    assert said(kept, answers) == []


def test_papers_added_and_dropped_are_named():
    without = make_renewal(documents=PAPERS[:1])
    assert said(fingerprint(rules=without)) == ["Un papier de plus : Un justificatif de domicile"]
    assert said(fingerprint(), rules=make_renewal(documents=PAPERS[1:])) == [
        "Un papier n’est plus demandé : Passeport"
    ]
    # The choice is asked of nobody any more; each of its papers is in the library still.
    lease = make_renewal(documents=[PAPERS[0], {"document": "lease"}])
    assert said(fingerprint(), rules=lease) == [
        "Un papier de plus : Bail",
        "Un papier n’est plus demandé.",
    ]


def test_paper_that_the_library_lost_is_said_without_its_name():
    more = [*DOCUMENTS, {"id": "old", "title": "Ancien papier"}]
    then = make_rules(
        documents=more,
        procedures=[
            {**PROCEDURES[0], "documents": [*PAPERS, {"document": "old"}]},
            *PROCEDURES[1:],
        ],
    )
    assert said(fingerprint(rules=then)) == ["Un papier n’est plus demandé."]


def test_names_are_in_the_language_of_the_page():
    assert said(fingerprint(rules=make_renewal(documents=PAPERS[1:])), language="ar")[0].endswith(
        "جواز السفر"
    )


@pytest.mark.parametrize(
    ("costs", "line"),
    [
        ([{"label": "Taxe", "amount": 120}], "Le prix change : 120 € au lieu de 100,50 €."),
        ([], "Le prix n’est plus sûr. Regardez « Le prix »."),
    ],
)
def test_prices(costs, line):
    assert said(fingerprint(), rules=make_renewal(costs=costs)) == [line]


def test_price_that_was_not_known():
    then = fingerprint(rules=make_renewal(costs=[]))
    assert said(then) == ["Le prix est maintenant connu : 100,50 €."]


def test_channel():
    counter = {"for": {"procedures": ["renewal"]}, "kind": "counter", "source": SOURCE}
    national = {**DEPARTMENTS["national"], "channels": [counter]}
    then = fingerprint(rules=make_rules(departments={**DEPARTMENTS, "national": national}))
    place = "Administration numérique pour les étrangers en France (ANEF), en ligne"
    assert said(then) == [f"La façon de déposer change. Maintenant : {place}"]


def test_days_that_the_rules_move():
    sooner = {"from": {"fact": "expiry", "days": -130}, "to": {"fact": "expiry", "days": -70}}
    steps = [PROCEDURES[0]["steps"][0], {**PROCEDURES[0]["steps"][1], "window": sooner}]
    assert said(fingerprint(), rules=make_renewal(steps=steps)) == [
        "Le premier jour pour demander change : le 5 janvier 2027.",
        "Le dernier jour change : le 6 mars 2027 au lieu du 16 mars 2027.",
    ]


def test_days_that_passed_meanwhile():
    kept = fingerprint()
    assert said(kept, today=kept.opens + timedelta(3)) == [
        "Vous pouvez demander depuis le 15 janvier 2027."
    ]
    assert said(kept, today=kept.closes + timedelta(1)) == [
        "Le dernier jour, le 16 mars 2027, est passé."
    ]
    assert said(replace(kept, day=kept.opens), today=kept.opens + timedelta(1)) == []


def test_another_answer_is_said_before_all_else():
    assert said(fingerprint(LOST)) == ["Ce n’est plus la même réponse. Lisez-la en entier."]
    assert said(fingerprint(ABROAD), APPEAL) == [
        "Ce n’est plus la même réponse. Lisez-la en entier."
    ]


def test_what_to_do_changed():
    assert said(replace(fingerprint(), stances="abc")) == [
        "Ce que vous devez faire a changé. Lisez le début de la réponse."
    ]


def test_days_are_counted_from_the_one_of_the_outline():
    assert fingerprint().day == TODAY
    assert fingerprint_from_data(fingerprint().to_data()).closes == date(2027, 3, 16)

"""The pages that people drawn at random read, word by word, in every language.

The proofs read the catalogue's French texts. This reads what is shown: the words of the interface,
the translations, the dates and the sums that the page works out.
"""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from procedures.engine.answers import answers_to_data, read_answers
from procedures.engine.evaluation import evaluate
from procedures.publishing.editions.in_memory import using
from questionnaire.runs.prepared import PreparedEdition
from questionnaire.runs.run import Run, cookie_name, seal
from questionnaire.runs.walk import walk
from tests.drawn_people import DAYS, Visitors
from tests.languages import LANGUAGES, SOURCE, TRANSLATED

from .read_pages import (
    BODIES,
    EUROPEANS,
    Page,
    bodies_left_out,
    cards_of_two_minds,
    cards_that_wait,
    codes,
    contradictions,
    days_on_no_card,
    dead_lines,
    denied_places,
    last_days_off_the_card,
    papers_not_linked,
    sends_away,
    title_ends_soon,
    wrong_doors,
)

RUN = "2bcdefgh"
FEW, MANY = 200, 20_000
# Each page names the day of its edition, which must not be the last day of anybody's step.
PUBLISHED = datetime(2020, 1, 1, tzinfo=UTC)

# --- who may be protected: what the law says, not what the catalogue derives

PROTECTIONS = {"refugie", "protection_subsidiaire", "apatride"}


def may_be_protected(answers):
    """A protection that is given, asked for or not known; not of Europeans."""
    if answers.get("nationality") in EUROPEANS:
        return False
    given = answers.get("protection_status", "aucune")
    return (
        given != "aucune"
        or answers.get("nationality") == "XXA"
        or answers.get("goal") == "asile"
        or answers.get("current_document") == "attestation_demande_asile"
        or answers.get("permit_motive") in PROTECTIONS
        or answers.get("ground") == "protection_internationale"
        or answers.get("minor_situation") == "enfant_protege"
    )


def pages(client, monkeypatch, rules, numbers):
    """Yield (answers, day, evaluation) of each distinct outcome of some people, and how to show it.

    Whoever gets the same procedures, steps before, in and after their dates, costs, kind of
    channel and orientations reads the same texts: one of them is shown. Of those who may be
    protected, one for each list of papers.
    """
    seen = set()
    visitors = {day: Visitors(rules, day) for day in DAYS}
    for number in numbers:
        day = DAYS[number % len(DAYS)]
        answers = visitors[day].answers(number)
        result = evaluate(rules, answers, day)
        protected = may_be_protected(answers)
        outcome = (day, protected, *outcome_of(result, day, fine=protected))
        if outcome in seen:
            continue
        seen.add(outcome)
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, day=day: day)

        yield answers, day, result, partial(page_of, client, answers)


def page_of(client, answers, language=SOURCE):
    """Return the page that somebody reads, or ``None`` if they are asked more before it."""
    kept = Run(RUN, answers_to_data(answers), 2_000_000_000, 1)
    client.cookies[cookie_name(RUN)] = seal(kept.to_data())
    response = client.get(f"/{language}/demarche/{RUN}/resultat/")
    if response.status_code != 200:
        return None
    return Page(response.content.decode())


def outcome_of(result, day, *, fine):
    """Yield what the texts of a page depend on; a ``fine`` outcome tells the papers apart too."""
    for one in result.procedures:
        told = (one.procedure.id, one.certain, one.recommended)
        if one.recommended:
            steps = ((step.step.id, step.certain, _place(step, day)) for step in one.steps)
            costs = ((cost.amount, cost.certain) for cost in one.costs)
            papers = ((line.entry.documents, line.certain) for line in one.documents if fine)
            kind = one.channel.channel.kind if one.channel.channel else ""
            told += (kind, len(one.warnings), tuple(steps), tuple(costs), tuple(papers))
        yield told
    yield tuple(
        one.orientation.id for one in result.orientations if one.certain or one.orientation.careful
    )


def _place(step, day):
    """Return where a day lies in the window of a step."""
    return (bool(step.opens and day < step.opens), bool(step.closes and step.closes < day))


def faults_of_pages(client, monkeypatch, rules, numbers):
    found, read, careful, late, ending = [], 0, 0, 0, 0
    with using(rules, number=1, published_at=PUBLISHED):
        for answers, day, result, show in pages(client, monkeypatch, rules, numbers):
            read += 1
            protected = may_be_protected(answers)
            careful += protected
            steps = [step for one in result.procedures if one.recommended for step in one.steps]
            past = {step.closes for step in steps if step.closes and step.closes < day}
            late += bool(past)
            ending += (ends := title_ends_soon(answers, day))
            priced = any(one.costs for one in result.procedures if one.recommended)
            # Only French pages are read for the price; the others, for what they may say wrong: one
            # of them by turns, for each of their texts stands on many pages.
            for language in (SOURCE, TRANSLATED[read % len(TRANSLATED)]):
                if not (protected or past or language == "fr"):
                    continue
                page = show(language)
                wrong = dead_lines(page.blocks, past, language) + codes(page)
                if protected:
                    wrong += [one for text in page.blocks for one in sends_away(text, language)]
                if language == "fr":
                    wrong += contradictions(page) if priced else []
                    wrong += denied_places(page) + last_days_off_the_card(page, day)
                    wrong += wrong_doors(page)
                    wrong += bodies_left_out(page) if ends else []
                    wrong += papers_not_linked(answers, page)
                if wrong:
                    found.append((language, day.isoformat(), wrong, answers))
    assert ending > read / 50
    return found, read, careful, late


def test_what_is_looked_for_is_found():
    for language, sent, kept in (
        ("fr", "Demandez-le au consulat de votre pays.", "N’allez pas au consulat de votre pays."),
        ("en", "Do this at the consulate.", "Your family goes to the French consulate."),
        ("ar", "اطلبه من قنصلية بلدك.", "لا تذهب إلى قنصلية بلدك."),
    ):
        assert sends_away(f"{kept} {sent}", language) == [sent.casefold()]
    assert codes(Page("<p>Votre motif : regroupement_familial</p><p>a@b_c.fr</p>")) != []
    assert codes(Page("<p>Écrivez à pref_34@exemple.fr ou sur https://exemple.fr/a_b</p>")) == []
    past = [date(2026, 3, 12)]
    texts = ["Au plus tard le 12 mars 2026", "La date limite était le 12 mars 2026", "12 mars 2026"]
    assert dead_lines(texts, past, "fr") == texts[:1]
    rows = "<tr><th>Taxe</th><td><bdi>300 €</bdi></td></tr>"
    rows += "<tr><th>Timbre</th><td>50 €</td></tr><tr><th>Total à payer</th><td>{}</td></tr>"
    table = f'<table class="costs">{rows}</table>'
    assert contradictions(Page(table.format("350 €, parfois 650 €"))) == []
    assert len(contradictions(Page(table.format("250 €")))) == 1
    free = "<p>La carte est prête. Vous ne payez rien.</p><p>Achetez le timbre de 225 €.</p>"
    assert len(contradictions(Page(table.format("350 €") + free))) == 2
    card = '<section class="answer "><dt>Où</dt><dd{}>À la préfecture</dd>{}</section><p>{}</p>'
    unknown = "Nous ne connaissons pas la façon de déposer cette demande."
    assert denied_places(Page(card.format("", "", unknown))) == ["À la préfecture"]
    assert denied_places(Page(card.format(' class="answer__unsure"', "", unknown))) == []
    assert denied_places(Page(card.format("", "", "Prenez rendez-vous."))) == []
    court = card.replace("À la préfecture", "Au tribunal judiciaire")
    assert wrong_doors(Page(court.format("", "", unknown))) == [unknown.casefold()]
    assert wrong_doors(Page(court.format("", "", "Les étapes disent comment faire."))) == []
    assert wrong_doors(Page(card.format("", "", unknown))) == []
    line, day = "Déposez au plus tard le 31 décembre 2026.", date(2026, 12, 1)
    leaf = "<time>jeudi 31 décembre 2026</time>"
    assert last_days_off_the_card(Page(card.format("", "", line)), day) == [line.casefold()]
    assert last_days_off_the_card(Page(card.format("", leaf, line)), day) == []
    assert last_days_off_the_card(Page(card.format("", "", line)), date(2027, 1, 1)) == []
    told = "".join(f"<li>{body} : envoyez.</li>" for body in BODIES[1:])
    assert bodies_left_out(Page(f"<p>Dites-le à France Travail.</p>{told}")) == [BODIES[0]]


def test_pages_of_people_drawn_at_random_keep_the_promises(client, monkeypatch, shipped):
    found, read, careful, late = faults_of_pages(client, monkeypatch, shipped, range(FEW))
    assert found == []
    assert read > FEW / 4
    assert careful > 10
    assert late > 3


# Each day apart: together they are the longest of all tests, and nobody is drawn for two days.
@pytest.mark.whole
@pytest.mark.parametrize("turn", range(len(DAYS)), ids=map(str, DAYS))
def test_pages_of_every_outcome_drawn_keep_the_promises(client, monkeypatch, shipped, turn):
    people = range(turn, MANY, len(DAYS))
    found, read, careful, late = faults_of_pages(client, monkeypatch, shipped, people)
    assert found == []
    assert read > 500
    assert careful > 100
    assert late > 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_comes_back_reads_whose_consulate_it_is(client, shipped, language):
    """Somebody whom France protects, abroad, goes to the consulate of France: the card says so."""
    answers = {
        "residence": "etranger",
        "beneficiary": "moi",
        "nationality": "GB",
        "goal": "retour_en_france",
        "current_document": "carte_resident",
        "permit_motive": "apatride",
        "expiry_date": "2033-06-01",
        "left_france_on": "2026-09-01",
        "loss_kind": "deterioration",
    }
    with using(shipped, number=1):
        client.cookies[cookie_name(RUN)] = seal(Run(RUN, answers, 2_000_000_000, 1).to_data())
        response = client.get(f"/{language}/demarche/{RUN}/resultat/")
    assert response.status_code == 200
    page = Page(response.content.decode())
    assert [one for text in page.blocks for one in sends_away(text, language)] == []


def faults_of_cards(client, monkeypatch, rules, cases, outcome_of_page):
    """Return (what is wrong on the card of each case, how many pages were read).

    Of the cases with the same ``outcome_of_page(evaluation, day)``, one page is read.
    """
    found, seen, prepared = [], set(), PreparedEdition(rules)
    with using(rules, number=1, published_at=PUBLISHED):
        for case in cases:
            day = date.fromisoformat(str(case.get("today") or DAYS[0]))
            answers = read_answers(rules, case["answers"])
            outcome = outcome_of_page(evaluate(rules, answers, day), day)
            if outcome in seen:
                continue
            monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, day=day: day)
            page = page_of(client, answers)
            if page is None:
                continue
            seen.add(outcome)
            wrong = denied_places(page) + last_days_off_the_card(page, day) + wrong_doors(page)
            wrong += cards_that_wait(page) + cards_of_two_minds(page)
            # The page counts the answers to what it asks.
            asked = walk(prepared, answers_to_data(answers), day).answers
            told = evaluate(rules, asked, day).orientations
            beside = {one.last_day for one in told if one.certain and one.last_day}
            wrong += days_on_no_card(page, beside)
            if wrong:
                found.append((case["id"], wrong))
    return found, len(seen)


def cards_of(result, day):
    """Return what stands on the cards of a page: its procedures, steps in time, orientations."""
    steps = (
        (step.step.id, _place(step, day))
        for one in result.procedures
        if one.recommended
        for step in one.steps
        if step.certain and (step.opens or step.closes)
    )
    ids = (one.procedure.id for one in result.procedures if one.recommended)
    return (*ids, *steps, *(one.orientation.id for one in result.orientations if one.certain))


def test_the_cards_of_cases_say_each_last_day_and_no_place_that_the_page_denies(
    client, monkeypatch, shipped, shipped_cases
):
    found, read = faults_of_cards(client, monkeypatch, shipped, shipped_cases, cards_of)
    assert found == []
    assert read > 300


@pytest.mark.whole  # The test above reads one page for each card.
def test_the_pages_of_cases_say_each_last_day_and_no_place_that_they_deny(
    client, monkeypatch, shipped, shipped_cases
):
    found, read = faults_of_cards(
        client,
        monkeypatch,
        shipped,
        shipped_cases,
        lambda result, day: (day, *outcome_of(result, day, fine=False)),
    )
    assert found == []
    assert read > 500

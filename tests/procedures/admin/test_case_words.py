"""A case edited in fields: only what somebody changed changes, and nothing is lost."""

from datetime import date

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from procedures import models
from procedures.drafting.cases.answered import merged
from procedures.drafting.cases.expected import ExpectationReader, fits
from procedures.drafting.cases.rows import rows_of
from procedures.drafting.cases.today import Today
from procedures.drafting.cases.words import CaseWords
from procedures.drafting.trying.answers import Answers
from procedures.drafting.versions import Version
from procedures.engine.values.facts import parse_date
from tests import factories
from tests.shipped import shipped_plain, shipped_rules

from .addresses import page
from .forms import fields_of, form_data
from .test_cases import make_case

RARE = {"of", "procedures_any_of", "shown", "questions_at_most"}


@pytest.fixture(scope="module")
def shipped():
    return Version(shipped_plain(), "shipped", shipped_rules())


def fields_as_sent(version, case):
    """Return what the page of a case would send if nobody changed anything."""
    answers = Answers(version.rule_set).read_data(case["answers"])
    day = parse_date(case.get("today")) or date(2026, 11, 24)
    rows = rows_of(case["expect"], Today(version, answers.given, day))
    html = render_to_string("admin/cases/expected.html", {"rows": rows})
    for fields in answers.fields(day, "fr"):
        html += "".join(render_to_string("admin/tryout/field.html", {"field": f}) for f in fields)
    data = QueryDict(mutable=True)
    for name, values in fields_of(html).items():
        data.setlist(name, values)
    return data


@pytest.mark.parametrize(
    "share", [40, pytest.param(1, marks=pytest.mark.whole)], ids=["a fortieth", "all"]
)
def test_fields_say_what_the_shipped_cases_say(shipped, share):
    cases = shipped.plain["cases"]
    told = [case for case in cases if RARE & set(case["expect"])] + cases[::12]
    assert all(fits(case["expect"]) for case in cases)
    town = [case for case in cases if case["answers"].get("commune") == "69381"]
    for case in told[::share] + town:
        data = fields_as_sent(shipped, case)
        reader = ExpectationReader(data, CaseWords(shipped.rule_set))
        assert reader.read(case["expect"]) == case["expect"]
        assert not reader.errors
        answers, fields = merged(shipped.rule_set, case["answers"], data)
        assert answers == case["answers"]
        assert not fields.errors


EXPECT = {
    "procedures": ["renouvellement"],
    "also": ["autre"],
    "documents": {"include": ["passeport", ["bail", "facture"]], "exclude": ["acte"]},
    "channel": ["postal", "unknown"],
    "window": {"to": "2027-03-16"},
    "costs": {"total": 50, "possible": 300},
    "questions_at_most": 8,
}


@pytest.fixture
def agent(catalogue, client_of):
    for key in ("bail", "facture", "acte"):
        factories.make_document(key=key, title_fr=f"Papier {key}")
    factories.make_procedure(key="autre", title_fr="Une autre carte", when={"age": {"gte": 60}})
    return client_of("82", role="redaction")


def sent(client, case, **changes):
    data = form_data(client.get(page(case))) | changes
    return {name: value for name, value in data.items() if value is not None}


def save(client, case, **changes):
    response = client.post(page(case), sent(client, case, **changes))
    case.refresh_from_db()
    return response


def test_page_saved_as_it_is_changes_nothing(agent):
    case = make_case(expect=EXPECT, answers={"situation": "etudes", "age": 20})
    assert save(agent, case, persona="Awa.").status_code == 302
    assert (case.expect, case.answers, case.persona) == (
        EXPECT,
        {"situation": "etudes", "age": 20},
        "Awa.",
    )


@pytest.mark.parametrize(
    ("changes", "key", "value"),
    [
        ({"x-p-renouvellement": "not"}, "not_procedures", ["renouvellement"]),
        ({"x-p-renouvellement": None, "x-none": "on"}, "procedures", []),
        ({"x-p-renouvellement": None}, "procedures", None),
        ({"x-add-0": "une autre carte"}, "procedures", ["renouvellement", "autre"]),
        ({"x-add-0": "autre", "x-add-0-as": "possible"}, "possible", ["autre"]),
        ({"x-any-0": ["aucune"]}, "procedures_any_of", [[]]),
        ({"x-any-0": ["Une autre carte", ""]}, "procedures_any_of", [["autre"]]),
        ({"x-of": "autre"}, "of", "autre"),
        ({"x-d-acte": ""}, "documents", {"include": ["passeport", ["bail", "facture"]]}),
        ({"x-d-passeport": "exclude"}, "documents", {
            "include": [["bail", "facture"]], "exclude": ["acte", "passeport"],
        }),
        ({"x-dadd-0": "Papier bail", "x-dadd-0-or": "Papier acte", "x-d-acte": ""}, "documents", {
            "include": ["passeport", ["bail", "facture"], ["bail", "acte"]],
        }),
        ({"x-channel": "email"}, "channel", "email"),
        ({"x-channel": None}, "channel", None),
        ({"x-window-from": "2027-01-01"}, "window", {"from": "2027-01-01", "to": "2027-03-16"}),
        ({"x-total": "12,50"}, "costs", {"total": 12.5, "possible": 300}),
        ({"x-total": ""}, "costs", {"possible": 300}),
        ({"x-possible-cost": "0"}, "costs", {"total": 50, "possible": 0}),
        ({"x-total": "", "x-possible-cost": ""}, "costs", None),
        ({"x-questions": "0"}, "questions_at_most", 0),
    ],
)  # fmt: skip
def test_one_expectation_is_changed_and_the_others_stay(agent, changes, key, value):
    case = make_case(expect=EXPECT)
    assert save(agent, case, **changes).status_code == 302
    expected = {name: one for name, one in EXPECT.items() if name != key}
    if changes.get("x-p-renouvellement") == "not":
        del expected["procedures"]
    assert case.expect == expected | ({} if value is None else {key: value})


@pytest.mark.parametrize(
    "changes",
    [
        {"x-add-0": "Une carte qui n'existe pas"},
        {"x-any-0": ["Rien de tel"]},
        {"x-dadd-0": "Papier bayl"},
        {"x-window-to": "demain"},
        {"x-total": "gratuit"},
        {"x-total": "NaN"},
        {"x-questions": "-1"},
        {"x-none": "on"},
        {"q-age": "vingt"},
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_saved(agent, changes):
    case = make_case(expect=EXPECT)
    ((name, typed),) = changes.items()
    response = save(agent, case, persona="Autre.", **changes)
    assert response.status_code == 200
    assert case.expect == EXPECT
    content = response.content.decode()
    assert "Autre." in content
    assert "tryout__error" in content
    if name != "x-none":
        assert (typed[0] if isinstance(typed, list) else typed) in content.replace("&#x27;", "'")


def test_answer_is_changed_removed_or_unknown(agent):
    models.Question.objects.filter(key="expiry_date").update(allow_unknown=True)
    case = make_case(answers={"situation": "etudes", "age": 20})
    save(agent, case, **{"q-situation": "travail", "q-age": "", "q-expiry_date-inconnu": "on"})
    assert case.answers == {"situation": "travail", "expiry_date": None}


def test_answer_that_nobody_asks_any_more_stays_until_it_is_dropped(agent):
    answers = {"situation": "etudes", "taille": 180}
    case = make_case(answers=answers)
    save(agent, case, persona="Awa.")
    assert case.answers == answers
    save(agent, case, **{"a-drop": "taille"})
    assert case.answers == {"situation": "etudes"}

"""A catalogue gets one warning for each thing that it lacks, and no other warning."""

import pytest

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.publishing.checks import checker
from procedures.publishing.checks.completeness import missing_content
from tests.procedures.engine.builders import TODAY, make_plain, make_procedure, make_question

CHECKED = {"source": {"reference": "CESEDA, L. 421-1", "checked_on": "2026-11-01"}}


def whole():
    """Return a catalogue that lacks nothing, new at each call."""
    carte = make_procedure(
        "carte",
        summary="Une carte.",
        steps=[{"id": "deposer", "text": "Déposez."}],
        documents=[{"document": "bail"}],
        recheck_after={"months": 12},
        **CHECKED,
    )
    bail = {"id": "bail", "title": "Bail", "explanation": "Un contrat.", "how_to_get": "Demandez."}
    return make_plain(
        make_question("age", "integer"),
        procedures=[carte],
        documents=[bail],
        orientations=[{"id": "toujours", "rank": 1, "title": "Aide", "text": "Une aide."}],
        cases=[{"id": "un", "answers": {}, "expect": {"procedures": ["carte"]}}],
    )


def said_of(plain):
    return [str(one) for one in missing_content(plain, rule_set_from_plain(plain), TODAY)]


def test_nothing_is_said_of_a_catalogue_that_lacks_nothing():
    assert said_of(whole()) == []


@pytest.mark.parametrize(
    ("section", "key", "value", "message"),
    [
        ("procedures", "steps", [], "la démarche n'a aucune étape"),
        ("procedures", "summary", None, "la démarche n'a pas de résumé"),
        ("procedures", "source", {}, "la démarche n'a pas de source vérifiée"),
        ("procedures", "documents", [], "aucune démarche ne demande cette pièce"),
        ("procedures", "recheck_after", {"days": 1}, "à revérifier : la source date du 01/11/2026"),
        ("cases", "expect", {"questions_at_most": 9}, "aucun cas n'attend cette démarche"),
        ("documents", "explanation", None, "la pièce n'est pas expliquée"),
        ("documents", "how_to_get", None, "il n'est pas dit comment l'obtenir"),
        ("orientations", "when", {"age": {"gte": 18}}, "aucune orientation ne vaut pour tous"),
    ],
)
def test_what_is_missing_is_said(section, key, value, message):
    plain = whole()
    plain[section][0][key] = value
    if value is None:
        del plain[section][0][key]
    (said,) = said_of(plain)
    assert message in said


def test_the_check_of_a_catalogue_says_what_is_missing():
    plain = whole()
    del plain["documents"][0]["explanation"]
    assert any("la pièce n'est pas expliquée" in str(one) for one in checker.check(plain, TODAY))

"""A catalogue gets one warning for each thing that it lacks, and no other warning."""

import pytest

from procedures.drafting.problems.problem_text import sentences
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
        ("procedures", "source", {}, "la démarche n'a pas de source lue"),
        ("procedures", "documents", [], "aucune démarche ne demande cette pièce"),
        (
            "procedures",
            "recheck_after",
            {"days": 1},
            "à revérifier : la source a été lue le 01/11/2026",
        ),
        (
            "cases",
            "expect",
            {"questions_at_most": 9},
            "aucune personne d'essai n'attend cette démarche",
        ),
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


@pytest.mark.parametrize("half", [{"verified_on": "2026-11-20"}, {"verified_by": "la mairie"}])
def test_a_verification_has_a_day_and_a_service(half):
    plain = whole()
    plain["procedures"][0]["source"] = CHECKED["source"] | half
    (said,) = said_of(plain)
    assert "une vérification a un jour et un service" in said


def test_what_was_verified_is_not_due_even_if_nobody_read_the_source_again():
    plain = whole()
    one = plain["procedures"][0]
    one["recheck_after"] = {"days": 10}
    one["source"] = CHECKED["source"] | {
        "verified_on": TODAY.isoformat(),
        "verified_by": "la préfecture du Gard",
    }
    assert said_of(plain) == []


def test_a_local_fact_says_how_old_its_document_is():
    plain = whole()
    source = {"reference": "Annuaire", "checked_on": "2026-11-01"}
    helper = {"name": "La Cimade", "kind": "association", "source": source}
    plain["departments"] = {"30": {"code": "30", "helpers": [helper]}}
    (said,) = missing_content(plain, rule_set_from_plain(plain), TODAY)
    assert ("de quand date le document" in said.message, said.fault) == (True, False)
    source["dated"] = "unknown"
    assert said_of(plain) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("channel", "lacks"),
    [
        ({}, True),
        ({"instructions": "Envoyez un courriel à la préfecture."}, True),
        ({"instructions": "Écrivez à depot@prefecture.example."}, False),
        ({"address": "depot@prefecture.example"}, False),
        ({"url": "https://prefecture.example/ecrire"}, False),
        ({"kind": "postal"}, False),
    ],
)
def test_a_channel_by_email_says_where_to_write(channel, lacks):
    plain = whole()
    plain["departments"] = {"82": {"code": "82", "channels": [{"kind": "email"} | channel]}}
    found = list(missing_content(plain, rule_set_from_plain(plain), TODAY))
    assert [one.kind for one in found] == ["no_email"] * lacks
    for one in found:
        assert (one.file, one.path) == ("departements/82.yaml", "channels.0")
        assert "sans savoir à qui écrire. Écrivez l'adresse" in " ".join(sentences([one]))


def test_the_check_of_a_catalogue_says_what_is_missing():
    plain = whole()
    del plain["documents"][0]["explanation"]
    assert any("la pièce n'est pas expliquée" in str(one) for one in checker.check(plain, TODAY))

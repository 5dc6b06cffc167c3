"""The tables of classes: each person is on one row, which says what that person gets."""

import pytest
from hypothesis import Phase, assume, given

from procedures.engine.evaluation import evaluate_situation
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.payloads import TABLES, decision, number_of_classes, table
from procedures.engine.proofs.space import Space
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.values.facts import Missing
from tests.procedures.engine.examples import examples
from tests.procedures.engine.proofs.small import (
    LARGEST,
    TODAY,
    catalogues,
    raw_people,
    situations,
)
from tests.procedures.engine.proofs.sound import sound_rules

MANY = examples(80, phases=[Phase.generate])


def rows_of(meaning, rows, raw):
    """The rows of a table that a person's answers are on."""
    classes = {
        key: meaning.space.domains[key].class_of(Missing.UNKNOWN if value is None else value)
        for key, value in raw.items()
    }
    return [row for row in rows if all(classes[key] in some for key, some in row.answers.items())]


def told(result, name):
    """What one decision gives to a person, in the words of the tables."""
    if name == "channel":
        found = result.channel
        kind = found.channel.kind if found.channel else "aucun"
        return {(kind if found.known else "commune à connaître", True)}
    if name == "documents":
        lines = {}
        for line in result.documents:
            key = " | ".join(line.entry.documents)
            lines[key] = lines.get(key, False) or line.certain
        return set(lines.items())
    if name == "steps":
        return {(one.step.id, one.certain) for one in result.steps}
    sure = {True: " (peut être demandé)", False: " (peut-être)"}
    return {
        (f"Timbre : 5 EUR{'' if one.certain else sure[one.possible]}", True) for one in result.costs
    }


@MANY
@given(catalogues())
def test_each_person_is_on_the_row_of_what_the_recommended_procedure_asks(plain):
    assume(len(raw_people(plain)) <= LARGEST)
    rule_set = rule_set_from_plain(plain)
    meaning = Meaning(Space([rule_set], TODAY), rule_set)
    tables = {
        (one.id, name): list(table(meaning, decision(meaning, one, name)))
        for one in rule_set.procedures.values()
        for name in TABLES
    }
    for raw, situation in situations(rule_set, plain):
        results = evaluate_situation(situation).procedures
        recommended = {one.procedure.id: one for one in results if one.recommended}
        for (procedure, name), rows in tables.items():
            found = rows_of(meaning, rows, raw)
            if procedure in recommended:
                (row,) = found
                assert set(row.outcome) == told(recommended[procedure], name)
            else:
                assert found == []


# --- examples


def outcomes(rules, procedure, name):
    meaning = Meaning(Space([rules], TODAY), rules)
    return {
        row.outcome for row in table(meaning, decision(meaning, rules.procedures[procedure], name))
    }


@pytest.mark.parametrize(
    ("procedure", "name", "expected"),
    [
        (
            "travail",
            "documents",
            {(("passeport", True),), (("passeport", True), ("contrat", True))},
        ),
        ("etudes", "documents", {(("passeport", True),), (("bail", True),)}),
        ("etudes", "steps", {(("deposer", True),), (("deposer", True), ("payer", True))}),
        ("etudes", "costs", {(), (("Taxe : 9 EUR", True),)}),
        ("travail", "costs", {()}),
        ("travail", "channel", {(("anef", True),), (("counter", True),)}),
        ("etudes", "channel", {(("anef", True),)}),
    ],
)
def test_a_decision_has_one_class_an_outcome(procedure, name, expected):
    assert outcomes(sound_rules(), procedure, name) == expected


def test_classes_are_counted_without_those_who_get_another_procedure():
    rules = sound_rules()
    meaning = Meaning(Space([rules], TODAY), rules)
    documents = decision(meaning, rules.procedures["travail"], "documents")
    assert number_of_classes(meaning, documents) == 2


def test_a_line_of_documents_that_replace_each_other_is_named_by_all_of_them():
    plain_lines = [{"one_of": ["bail", "photo"]}]
    rules = sound_rules(
        procedures=[
            {
                "id": "seule",
                "family": "famille",
                "track": "titre",
                "rank": 1,
                "title": "Seule",
                "documents": plain_lines,
                "costs": [{"label": "Timbre", "amount": 5}],
            }
        ],
        departments={"national": {"code": "national"}},
    )
    assert outcomes(rules, "seule", "documents") == {(("bail | photo", True),)}
    assert outcomes(rules, "seule", "costs") == {(("Timbre : 5 EUR", True),)}
    assert outcomes(rules, "seule", "channel") == {(("aucun", True),)}


def test_a_channel_is_named_by_its_kind_and_address():
    national = {"kind": "anef", "url": "https://example.org/"}
    rules = sound_rules(departments={"national": {"code": "national", "channels": [national]}})
    assert outcomes(rules, "etudes", "channel") == {(("anef https://example.org/", True),)}

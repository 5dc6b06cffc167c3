"""Diagrams say of any person, however far in the questionnaire, what walking the trees says."""

from datetime import date, timedelta

import pytest
from hypothesis import Phase, assume, given

from procedures.engine.channels import resolve_channel, view_of
from procedures.engine.conditions.tree import truth_of
from procedures.engine.evaluation import document_entries, listed
from procedures.engine.proofs.diagrams import OutOfSteps
from procedures.engine.proofs.meaning import Held, Meaning
from procedures.engine.proofs.readings import class_path
from procedures.engine.proofs.space import Space
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Missing
from tests.procedures.engine.builders import make_procedure, make_question, make_rules
from tests.procedures.engine.examples import examples
from tests.procedures.engine.proofs.small import TODAY
from tests.procedures.engine.proofs.truth_tables import value_at
from tests.procedures.engine.rich_strategies import ARRONDISSEMENTS, rich_catalogues_and_people

# Every commune of a département is in one of its arrondissements, as in the official table.
WHOLE = {**ARRONDISSEMENTS, "34003": "344"}


class Reading:
    """What the diagrams over every set of answers, partial ones too, say of one person."""

    def __init__(self, rules, answers, limit=100_000):
        space = Space([rules], TODAY, partial=True, limit=limit)
        self.meaning = Meaning(space, rules)
        pending = {
            space.levels[key]: domain.class_of(Missing.PENDING)
            for key, domain in space.domains.items()
        }
        self.path = {**pending, **class_path(self.meaning, answers)}

    def at(self, diagram):
        return value_at(self.meaning.store, diagram, self.path)


def assert_same(rules, answers):
    reading, situation = Reading(rules, answers), Situation(rules, answers, TODAY)
    meaning = reading.meaning
    shown = {one.id: certain for one, certain, _ in listed(situation)}
    best = {one.id for one, _, recommended in listed(situation) if recommended}
    for procedure in rules.procedures.values():
        name = procedure.id
        assert reading.at(meaning.when(procedure)) is truth_of(rules.conditions[name], situation)
        assert reading.at(meaning.recommended(procedure)) is (name in best)
        told = {True: True, False: None}.get(shown.get(name), False)
        assert reading.at(meaning.listed(procedure)) is told
        found = resolve_channel(situation, procedure)
        value = reading.at(meaning.channel(procedure))
        if found.channel:
            assert value == Held(found.channel)
        else:
            assert value is (Missing.ABSENT if found.known else Missing.PENDING)
        assert_same_lines(reading, situation, procedure, view_of(situation, found))


def assert_same_lines(reading, situation, procedure, view):
    meaning = reading.meaning
    kind = meaning.channel_kind(procedure)
    for one in (*procedure.steps, *procedure.costs, *procedure.warnings):
        assert reading.at(meaning.truth(one.when, kind)) is truth_of(one.when, view)
    local = {id(entry): truth for entry, truth in document_entries(situation, procedure)}
    for entry, _, diagram in meaning.documents(procedure):
        both = (local.get(id(entry), False), truth_of(entry.when, view))
        expected = False if False in both else None if None in both else True
        assert reading.at(diagram) is expected


@examples(120, phases=[Phase.generate])
@given(rich_catalogues_and_people())
def test_any_catalogue_means_to_anybody_what_its_trees_say(pair):
    plain, answers = pair
    try:
        assert_same(rule_set_from_plain(plain, WHOLE), answers)
    except OutOfSteps:
        assume(False)


# --- examples


def day(shift):
    return TODAY + timedelta(shift)


PLAIN = [
    make_question("birth_date", "date", allow_unknown=True),
    make_question("commune", "commune", allow_unknown=True),
    make_question("a", allow_unknown=True),
    make_question("b", when={"a": True}),
    make_question(
        "s", "choices", "x", {"value": "y", "text": "y", "when": {"a": True}}, allow_unknown=True
    ),
    make_question("c", "choice", "x", {"value": "y", "text": "y", "when": {"a": True}}),
]
WHENS = [
    {"age_today": {"gte": 18}},
    {"not": {"age_today": {"lt": 18}}},
    {"today": {"lt": date(2027, 1, 1)}},
    {"today": {"gte": date(2027, 1, 1)}},
    {"departement": "34"},
    {"arrondissement": "341"},
    {"not": {"arrondissement": ["341", "343"]}},
    {"arrondissement": {"known": True}},
    {"b": True},
    {"not": {"b": True}},
    {"b": {"known": False}},
    {"a": {"known": True}},
    {"s": "y"},
    {"s": {"includes_all": ["x", "y"]}},
    {"s": {"known": True}},
    {"c": "y"},
    {"not": {"c": "y"}},
    {"c": {"known": True}},
    {"genre": "p"},
    {"genre": {"known": True}},
    {"not": {"genre": "q"}},
]
LINES = [
    {"document": "bail", "when": {"channel": "counter"}},
    {"document": "photo", "when": {"not": {"channel": "anef"}}},
    {"document": "acte", "when": {"channel": {"known": False}}},
    {"one_of": ["bail", "photo"]},
]
RULES = make_rules(
    *PLAIN,
    derived_facts=[
        {
            "key": "genre",
            "kind": "choice",
            "values": ["p", "q"],
            "rules": [{"value": "p", "when": {"a": True}}, {"value": "q", "when": {"b": True}}],
        }
    ],
    documents=[{"id": one, "title": one} for one in ("bail", "photo", "acte")],
    procedures=[
        make_procedure(f"d{index}", index, when, documents=LINES, track=f"t{index % 3}")
        for index, when in enumerate(WHENS)
    ],
    departments={
        "national": {"code": "national", "channels": [{"kind": "anef", "when": {"a": True}}]},
        "34": {
            "code": "34",
            "channels": [
                {"kind": "counter", "for": {"procedures": ["d0"]}},
                {"kind": "postal", "when": {"arrondissement": "343"}},
            ],
            "overrides": [
                {
                    "procedure": "d0",
                    "drop_documents": ["photo"],
                    "add_documents": [{"document": "acte", "when": {"channel": "counter"}}],
                },
                {"procedure": "d4", "drop_documents": ["bail"]},
            ],
        },
        "82": {"code": "82"},
    },
    arrondissements={"34001": "341", "34172": "343"},
)
PEOPLE = [
    {},
    {"birth_date": date(2008, 11, 24)},
    {"birth_date": date(2008, 11, 25), "a": None},
    {"birth_date": None, "commune": None},
    {"commune": "34001", "a": True, "b": False},
    {"commune": "34172", "a": False, "b": True},
    {"commune": "82121", "a": None, "b": True},
    {"commune": "75056"},
    {"s": ("x", "y"), "c": "y"},
    {"s": ("x", "y"), "c": "y", "a": True},
    {"s": ("x", "y"), "c": "y", "a": False},
    {"s": ("y",), "c": "x", "a": False},
    {"s": (), "a": True},
    {"s": None, "a": False},
]


@pytest.mark.parametrize("answers", PEOPLE)
def test_built_in_facts_offers_and_places_mean_what_the_trees_say(answers):
    assert_same(RULES, answers)

"""An entry that is opened and saved without change keeps the value of every column."""

import pytest

from procedures import models
from procedures.exchange import load_into_database, plain_from_database, read_folder
from tests.procedures.exchange.test_round_trip import SMALL
from tests.shipped import shipped_plain

from .test_forms import save

SAVED = (
    models.Question,
    models.DerivedFact,
    models.Group,
    models.Fee,
    models.Document,
    models.Procedure,
    models.Orientation,
    models.Invariant,
    models.Step,
    models.DocumentEntry,
    models.Case,
    models.Department,
    models.Site,
    models.Channel,
    models.Override,
    models.Notice,
    models.Helper,
    models.WaitingTime,
)
# Entries of a model, each with columns that the others leave empty. Most are needed of questions: a
# date, a number, a country and several choices have each columns of their own.
MOST = 10


@pytest.fixture
def small(db):
    load_into_database(read_folder(SMALL))


@pytest.fixture
def shipped(db):
    """The longest procedure of each family, with all that is not about another."""
    plain = shipped_plain()
    longest = {}
    for procedure in sorted(plain["procedures"], key=lambda one: len(repr(one))):
        longest[procedure["family"]] = procedure["id"]
    local = plain["departments"].values()
    kept = {*longest.values(), *(one["procedure"] for d in local for one in d.get("overrides", ()))}
    load_into_database(only_about(plain, kept))


def only_about(plain, kept):
    gone = {one["id"] for one in plain["procedures"]} - kept
    procedures = [one for one in plain["procedures"] if one["id"] in kept]
    departments = {code: without(one, gone) for code, one in plain["departments"].items()}
    for one in departments.values():
        one["channels"] = [
            channel for channel in one["channels"] if channel.get("for", {}).get("procedures") != []
        ]
    said = repr((procedures, departments))
    documents = [one for one in plain["documents"] if repr(one["id"]) in said]
    gone_too = {one["id"] for one in plain["documents"] if one not in documents}
    cases = [one for one in plain["cases"] if not names_any(one, gone | gone_too)]
    people = {one["id"] for one in cases}
    return {
        **plain,
        "procedures": without(procedures, gone),
        "departments": departments,
        "documents": documents,
        # One that named only what is gone would ask for nothing.
        "invariants": [
            one
            for one in without(plain["invariants"], gone | gone_too)
            if "never" not in one or any(one["never"].values())
        ],
        "cases": cases,
        "examples": [one for one in plain["examples"] if one["case"] in people],
    }


def without(value, names):
    """Return plain data whose lists have not these names."""
    if isinstance(value, dict):
        return {key: without(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [without(one, names) for one in value if not (isinstance(one, str) and one in names)]
    return value


def names_any(entry, names):
    said = repr(entry)
    return any(repr(name) in said for name in names)


def covering(model):
    """Return entries that fill, together, each column that some entry of the model fills."""
    filled = {
        row: {field.name for field in model._meta.concrete_fields if field.value_from_object(row)}
        for row in model.objects.order_by("pk")
    }
    chosen, left = [], set().union(*filled.values())
    while left:
        best = max(filled, key=lambda row: len(filled[row] & left))
        chosen.append(best)
        left -= filled[best]
    assert len(chosen) <= MOST, chosen
    return chosen


@pytest.mark.parametrize("loaded", ["small", pytest.param("shipped", marks=pytest.mark.whole)])
def test_saving_without_a_change_changes_nothing(request, db, superuser, loaded):
    request.getfixturevalue(loaded)
    before = plain_from_database()
    for model in SAVED:
        entries = covering(model)
        assert entries, model
        for entry in entries:
            response = save(superuser, entry)
            assert response.status_code == 302, f"{entry}: {response.context['errors']}"
    assert plain_from_database() == before
    assert not models.EntryChange.objects.exists()

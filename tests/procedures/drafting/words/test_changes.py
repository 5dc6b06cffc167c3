"""Every field of every model has words, and no change shows a key or Python."""

import re
from copy import deepcopy
from functools import cache

import pytest

from procedures.drafting.versions import Version
from procedures.drafting.words.changes import ChangeWords
from procedures.drafting.words.columns import formatter_of
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange.columns import Block, Children, Listed, Text, field_of
from procedures.exchange.labels import kind_of
from procedures.exchange.plain import canonical
from procedures.exchange.snapshots import KINDS
from procedures.publishing.parts.changes import EntryDiff
from tests.procedures.engine.whole import PLAIN

CODE = re.compile(r"\bNone\b|\bTrue\b|\bFalse\b|\[\]|\{|\}|\w_\w|\bgte?\b|\blte?\b|\bfr:")


def columns(model, keys):
    """Yield (model, key, field) for each column under the keys of an entry."""
    for key in keys:
        if isinstance(key, Block):
            yield from columns(model, key.keys)
        elif isinstance(key, Children):
            yield from columns(key.shape.model, key.shape.keys)
        elif isinstance(key, Listed):
            yield key.model, key, field_of(key.model, key.column)
        else:
            yield model, key, field_of(model, key.column)


LINES = ("sites", "channels", "overrides", "notices", "helpers", "waiting_times")
EVERY = {
    f"{model.__name__}.{field.name}": (key, field)
    for section in [*KINDS]
    for model, key, field in columns(*kind_of(section))
}


def has_teller(key, field):
    try:
        return bool(formatter_of(field, translated=type(key) is Text))
    except LookupError:
        return False


def test_every_field_has_a_teller():
    assert [name for name, one in EVERY.items() if not has_teller(*one)] == []


@cache
def whole():
    plain = canonical(deepcopy(PLAIN))
    return Version(plain, "whole", rule_set_from_plain(PLAIN))


def entries():
    plain = canonical(deepcopy(PLAIN))
    for section in KINDS:
        if section == "department":
            for entry in plain["departments"].values():
                yield section, {key: one for key, one in entry.items() if key not in LINES}
        elif section == "inquiries":
            yield from ((section, one) for one in plain[section].values())
        elif section in LINES:
            for department in plain["departments"].values():
                yield from ((section, one) for one in department.get(section, ()))
        else:
            yield from ((section, one) for one in plain[section])


def told(before, after, section):
    words = ChangeWords(whole(), whole())
    change = EntryDiff(section, "x", before, after)
    return words.differences(change)


@pytest.mark.parametrize("section", [*KINDS])
def test_what_is_added_or_removed_is_said_whole_and_without_code(section):
    for name, entry in entries():
        if name != section:
            continue
        for pair in ((None, entry), (entry, None)):
            found = told(*pair, section)
            # What only bears a name that the team alone sees says nothing.
            assert found or not {*entry} - {"code", "name"}
            for one in found:
                for text in (one.label, one.before, one.after):
                    assert not CODE.search(text), one


@pytest.mark.parametrize("section", [*KINDS])
def test_each_key_that_leaves_is_said_without_code(section):
    for name, entry in entries():
        if name != section or isinstance(entry, list):
            continue
        for key in entry:
            rest = {one: value for one, value in entry.items() if one != key}
            for pair in ((entry, rest), (rest, entry)):
                found = told(*pair, section)
                assert found, key
                for one in found:
                    assert one.before != one.after, one
                    for text in (one.label, one.before, one.after):
                        assert text, one
                        assert not CODE.search(text), one


def test_an_amount_says_the_day_from_which_it_is_asked():
    fee = {"id": "timbre", "label": "Timbre", "amounts": [{"from": "2026-01-01", "amount": 350}]}
    later = {**fee, "amounts": [*fee["amounts"], {"from": "2027-01-01", "amount": 370}]}
    (one,) = told(fee, later, "fees")
    assert (one.label, one.before, one.after) == (
        "montant à partir du 1er janvier 2027",
        "350 €",
        "370 €",
    )


def test_hours_are_a_week_of_which_the_changed_days_are_marked():
    site = {"id": "accueil", "name": "Accueil", "hours": {"mon": ["09:00-12:00"], "fri": []}}
    later = {**site, "hours": {"mon": ["09:00-12:00"], "tue": ["14:00-16:30"]}}
    found = told(site, later, "sites")
    # They are named as the form names the week, not the words beside it.
    assert [one.label for one in found if not one.same] == [
        "horaires › mardi",
        "horaires › vendredi",
    ]
    assert found[1].after == "14 h – 16 h 30"
    assert len(found) == 7
    assert not any(one.lost for one in found)
    # A week that goes is one thing to lose, and not its closed days.
    assert {one.lost for one in told(site, {**site, "hours": {}}, "sites")} == {"horaires"}

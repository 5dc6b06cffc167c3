"""What the catalogue covers, counted from a small one; and the page that says it of the shipped."""

import csv
import io
from datetime import date

import pytest
from django.conf import settings

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.schema.texts import text_hash
from procedures.publishing.checks.coverage import (
    as_csv,
    as_markdown,
    as_text,
    coverage,
    day_of_page,
    is_page_of,
    page,
)
from tests.shipped import shipped_plain

TODAY = date(2026, 11, 24)
CHECKED = {"reference": "CESEDA | R. 431-5", "checked_on": "2026-05-24"}


def make_procedure(name, rank, **more):
    return {"id": name, "family": "f", "track": "t", "rank": rank, "title": name, **more}


def make_channel(**more):
    return {"kind": "postal", "for": {"procedures": ["one"]}, **more}


def make_plain(*channels, national=(), **more):
    return {
        "questions": [{"key": "age", "kind": "integer", "text": "Âge ?"}],
        "procedures": [
            make_procedure("one", 1, summary="Un.", source=CHECKED, confidence="medium"),
            make_procedure("two", 2),
        ],
        "departments": {
            "national": {"code": "national", "channels": list(national)},
            "82": {"code": "82", "channels": list(channels)},
        },
        **more,
    }


def tables(plain, today=TODAY):
    return coverage(plain, rule_set_from_plain(plain), today)


def filing(plain, today=TODAY):
    """The counts of each département: (known, to check, unknown)."""
    return {row[0]: tuple(map(int, row[2:])) for row in tables(plain, today)[1].rows}


def test_a_procedure_is_shown_with_its_cases_source_and_translations():
    cases = [
        {"id": "a", "answers": {}, "expect": {"procedures": ["one"]}},
        {"id": "b", "answers": {}, "expect": {"possible": ["one"], "not_procedures": ["two"]}},
    ]
    text = {"text": "One.", "status": "machine", "of": text_hash("Un.")}
    stale = {"text": "واحد", "status": "machine", "of": "000000000000"}
    translations = {
        "en": {"procedures/f.yaml": {"one.summary": text}},
        "ar": {"procedures/f.yaml": {"one.summary": stale}},
    }
    table = tables(make_plain(cases=cases, translations=translations))[0]
    assert table.columns[-2:] == ("ar", "en")
    one, two = table.rows
    assert one[1:] == (
        "one",
        "2",
        "0",
        "CESEDA | R. 431-5",
        "2026-05-24",
        "assez sûre",
        "0 %",
        "50 %",
    )
    assert two[1:5] == ("two", "0", "0", "—")


@pytest.mark.parametrize(
    ("channels", "national", "expected"),
    [
        ([], [], (0, 0, 2)),
        ([make_channel()], [], (1, 0, 1)),
        ([make_channel(confidence="low")], [], (0, 1, 1)),
        ([make_channel(when={"age": {"gte": 18}})], [], (0, 1, 1)),
        ([make_channel(when={"age": {"gte": 18}})], [make_channel()], (1, 0, 1)),
        ([], [make_channel()], (1, 0, 1)),
        ([{"kind": "postal", "for": {"families": ["f"]}}], [], (2, 0, 0)),
    ],
)
def test_a_way_to_file_is_known_or_to_check_or_unknown(channels, national, expected):
    assert filing(make_plain(*channels, national=national))["82"] == expected


def test_what_is_local_does_not_count_elsewhere():
    assert filing(make_plain(make_channel()))["ailleurs"] == (0, 0, 2)


def test_a_way_is_to_check_once_its_time_is_over():
    channel = make_channel(source=CHECKED, recheck_after={"months": 6})
    plain = make_plain(channel)
    assert filing(plain, date(2026, 11, 24))["82"] == (1, 0, 1)
    assert filing(plain, date(2026, 11, 25))["82"] == (0, 1, 1)


def test_each_format_shows_every_cell():
    found = tables(make_plain(make_channel()))
    parts = as_csv(found).split("\n\n")
    for table, part in zip(found, parts, strict=True):
        assert list(map(tuple, csv.reader(io.StringIO(part)))) == [table.columns, *table.rows]
    for text in (as_text(found), as_markdown(found)):
        assert all(
            cell.split("|")[0] in text for table in found for row in table.rows for cell in row
        )
    assert "CESEDA \\| R. 431-5" in as_markdown(found)


def test_a_page_knows_its_day_and_its_catalogue():
    plain = make_plain(make_channel(source=CHECKED, recheck_after={"months": 6}))
    text = page(tables(plain), TODAY)
    assert day_of_page(text) == TODAY
    assert day_of_page("rien") is None
    assert is_page_of(text, plain, rule_set_from_plain(plain))
    changed = make_plain()
    assert not is_page_of(text, changed, rule_set_from_plain(changed))


def test_the_documentation_says_what_the_shipped_catalogue_covers():
    """If not: manage.py catalogue coverage catalogue --page docs/coverage.md"""
    plain = shipped_plain()
    words = (settings.ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert is_page_of(words, plain, rule_set_from_plain(plain))

"""What a publication changes, entry by entry."""

import pytest

from procedures.publishing.parts.changes import changed_lines


def kinds(before, after):
    return [(one.kind, one.section, one.name) for one in changed_lines(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"fees": [{"id": "a"}]}, [("added", "fees", "a")]),
        ({"fees": [{"id": "a"}]}, {"fees": []}, [("removed", "fees", "a")]),
        (
            {"fees": [{"id": "a", "label": "1"}]},
            {"fees": [{"id": "a", "label": "2"}]},
            [("modified", "fees", "a")],
        ),
        (
            {"fees": [{"id": "a"}, {"id": "b"}]},
            {"fees": [{"id": "b"}, {"id": "a"}]},
            [("modified", "fees", "ordre")],
        ),
        (
            {"department": {"code": "82"}},
            {"department": {"code": "82", "sites": [{"id": "accueil"}]}},
            [("added", "sites", "accueil")],
        ),
        (
            {"translations": {}},
            {"translations": {"ar": {"fees.yaml": {"a.label": {"text": "رسم"}}}}},
            [("added", "translations", "ar : fees.yaml : a.label")],
        ),
        ({"fees": [{"id": "a"}]}, {"fees": [{"id": "a"}]}, []),
    ],
)
def test_changes(before, after, expected):
    assert kinds(before, after) == expected


def test_the_order_of_what_has_no_order_is_no_change():
    before = {"translations": {"en": {"departements/82.yaml": {"a": 1, "b": 2}}}}
    after = {"translations": {"en": {"departements/82.yaml": {"b": 2, "a": 1}}}}
    assert changed_lines(before, after) == []

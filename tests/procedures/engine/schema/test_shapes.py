"""Shapes on their own: what fits, and what is reported where."""

import pytest

from procedures.engine.errors import InvalidCatalogue, Problem, nearest
from procedures.engine.schema.shapes import (
    ListOf,
    MapOf,
    OneShape,
    Record,
    amount,
    anything,
    boolean,
    call_number,
    check_shape,
    day,
    identifier,
    integer,
    item_name,
    join,
    one_of,
    show,
    string,
    text,
)


def checked(value, shape):
    """Whether a value fits, and what is reported."""
    found = []
    fits = check_shape(value, shape, "lieu", lambda *report: found.append(report))
    return fits, found


KIND = one_of("anef", "email")
RECORD = Record({"id": identifier}, {"rank": integer})


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (KIND, "anef"),
        (RECORD, {"id": "a"}),
        (RECORD, {"id": "a", "rank": 3}),
        (ListOf(integer), []),
        (ListOf(integer), [1, 2]),
        (MapOf(integer), {}),
        (MapOf(integer), {"a": 1, 3: 2}),
        (OneShape(RECORD, integer), {"id": "a"}),
        (OneShape(RECORD, integer), 4),
        (text, "Bonjour"),
        (text, {"fr": "Bonjour", "zh-Hans": "你好"}),
        (string, "x"),
        (identifier, "a_1"),
        (call_number, "17"),
        (call_number, "116 006"),
        (call_number, "+33 1 23 45 67 89"),
        (boolean, False),
        (integer, -3),
        (amount, 0),
        (amount, 2.5),
        (day, "2026-11-24"),
        (anything, None),
    ],
)
def test_what_fits_is_not_reported(shape, value):
    assert checked(value, shape) == (True, [])


CHOICES = "valeurs possibles : anef, email"


@pytest.mark.parametrize(
    ("shape", "value", "reports"),
    [
        (
            call_number,
            "tel:17;ext",
            [
                (
                    "lieu",
                    "« tel:17;ext » n'est pas un numéro de téléphone : des chiffres et des espaces",
                    (),
                )
            ],
        ),
        (
            KIND,
            "anf",
            [("lieu", "« anf » n'est pas accepté (vouliez-vous dire « anef » ?) ; " + CHOICES, ())],
        ),
        (KIND, "zzz", [("lieu", f"« zzz » n'est pas accepté ; {CHOICES}", ())]),
        (KIND, 3, [("lieu", f"le nombre 3 n'est pas accepté ; {CHOICES}", ())]),
        (RECORD, [], [("lieu", "un bloc de clés est attendu, pas une liste", ())]),
        (RECORD, {}, [("lieu", "il manque la clé « id »", ())]),
        (
            RECORD,
            {"id": "a", "rang": 1},
            [("lieu.rang", "clé inconnue : « rang »", ("rank",))],
        ),
        (
            RECORD,
            {"rank": "x"},
            [
                ("lieu.rank", "un nombre entier est attendu, pas « x »", ()),
                ("lieu", "il manque la clé « id »", ()),
            ],
        ),
        (ListOf(integer), {}, [("lieu", "une liste est attendue, pas un bloc de clés", ())]),
        (ListOf(integer, may_be_empty=False), [], [("lieu", "la liste est vide", ())]),
        (
            ListOf(integer),
            ["a", 1, None],
            [
                ("lieu.0", "un nombre entier est attendu, pas « a »", ()),
                ("lieu.2", "un nombre entier est attendu, pas rien", ()),
            ],
        ),
        (
            ListOf(RECORD),
            [{"id": "a", "rank": "x"}],
            [("lieu.a.rank", "un nombre entier est attendu, pas « x »", ())],
        ),
        (MapOf(integer), None, [("lieu", "un bloc de clés est attendu, pas rien", ())]),
        (
            MapOf(integer),
            {"a": 1, 3: "x"},
            [("lieu.3", "un nombre entier est attendu, pas « x »", ())],
        ),
        (OneShape(RECORD, integer), {}, [("lieu", "il manque la clé « id »", ())]),
        (OneShape(RECORD, integer), "x", [("lieu", "un nombre entier est attendu, pas « x »", ())]),
    ],
)
def test_what_does_not_fit_is_reported_at_its_place(shape, value, reports):
    assert checked(value, shape) == (False, reports)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "rien"),
        ("mot", "« mot »"),
        ("a" * 61, f"« {'a' * 60} »"),
        (True, "true"),
        (False, "false"),
        (4, "le nombre 4"),
        (4.5, "le nombre 4.5"),
        ([], "une liste"),
        ({}, "un bloc de clés"),
    ],
)
def test_a_value_is_shown_short(value, words):
    assert show(value) == words


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"id": "a", "key": "b"}, "a"),
        ({"key": "b"}, "b"),
        ({"value": "c"}, "c"),
        ({"code": "d"}, "d"),
        ({"procedure": "e"}, "e"),
        ({"id": 3, "value": "c"}, "c"),
        ({"text": "f"}, "7"),
        ("g", "7"),
    ],
)
def test_an_item_is_named_by_its_id_or_place(item, name):
    assert item_name(item, 7) == name


def test_paths_are_joined_by_dots():
    assert (join("a", "b"), join("", "b")) == ("a.b", "b")


def test_up_to_three_near_names_are_given_best_first():
    names = ["carte", "cartes", "cartel", "carter", "autre"]
    assert nearest("Carte", names)[0] == "carte"
    assert len(nearest("carte", names)) == 3
    assert nearest("zzz", names) == ()
    assert nearest("c", ["CARTE"]) == ()
    assert nearest("abcd", ["abxy"]) == ()  # half of it is not enough
    assert nearest("abcde", ["abcxy"]) == ("abcxy",)


def test_a_problem_is_told_with_its_place_and_near_names():
    problem = Problem("fees.yaml", "taxe.amont", "clé inconnue", ("amounts", "label"))
    assert str(problem) == (
        "fees.yaml : taxe.amont : clé inconnue (vouliez-vous dire « amounts », « label » ?)"
    )
    assert str(Problem("fees.yaml", "", "vide")) == "fees.yaml : vide"


def test_an_invalid_catalogue_tells_every_problem_on_its_line():
    error = InvalidCatalogue([Problem("a.yaml", "", "un"), Problem("b.yaml", "x", "deux")])
    assert str(error) == "a.yaml : un\nb.yaml : x : deux"
    assert len(error.problems) == 2

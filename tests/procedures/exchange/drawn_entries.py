"""Entries of any shape as plain data, made from the table of shapes that the exchange walks."""

from datetime import date

from django.db.models import BooleanField, DateField, DecimalField
from hypothesis import strategies as st

from procedures import models
from procedures.exchange.columns import Block, Children, Flag, Hours, Listed, Text
from procedures.exchange.shapes import LISTS

CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
WORDS = st.text(CHARACTERS, min_size=1, max_size=12)
# Long enough to be folded, with all that folding must take care of.
PIECES = st.sampled_from(
    ["un mot ", "l’élève : ", "# ", "- ", "  ", "\n", "\n\n", "« x »", "oui\n"]
)
SENTENCES = st.lists(PIECES, min_size=1, max_size=9).map(lambda found: "".join(found) * 6)
# The shortest column of a text, what a person does or calls, holds 300 characters, and any of these
# may be drawn as its translation.
TEXTS = (WORDS | SENTENCES).filter(lambda text: text.strip() and len(text) <= 300)

CONDITIONS = [
    {},
    {"age": 18},
    {"country": ["NO", "SE"], "age": {"gte": 18, "lt": 60}},
    {"country": {"in_group": "nordiques"}},
    {"not": {"country": "FR"}, "any": [{"age": {"lt": 3}}, {"passport": True}]},
    {"ends": {"within": {"days": 3, "months": 2}}, "links": {"includes_all": ["a", "b"]}},
    {"all": [{"passport": {"known": True}}, {"ends": {"past": False}}], "adult": True},
]
WINDOW_ENDS = ["2026-12-01", {"fact": "ends", "days": -120}, {"fact": "ends", "months": 2}]
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
DATES = st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat)
# A rule does not end before it begins.
LAST_DAYS = st.dates(date(2030, 1, 1), date(2040, 1, 1)).map(date.isoformat)
# An announcement is shown until after the days that it speaks of.
LAST_SHOWN = st.dates(date(2041, 1, 1), date(2050, 1, 1)).map(date.isoformat)
DAYS_OF = {"until": LAST_DAYS, "shown_until": LAST_SHOWN}
PHONES = st.from_regex(r"\+?[0-9]( ?[0-9]){1,9}", fullmatch=True)
AMOUNTS = st.integers(0, 99_999).map(lambda cents: cents / 100)
DURATIONS = st.dictionaries(
    st.sampled_from(["years", "months", "days"]), st.integers(0, 99), min_size=1
)
HOURS = st.dictionaries(
    st.sampled_from(["mon", "sun"]), st.lists(st.sampled_from(["09:00-11:30"]), max_size=2)
)


def noted(pair):
    """Opening hours with words beside the week."""
    week, note = pair
    return {**week, "note": note}


def entries(shape, **fixed):
    """Entries of a shape: ``fixed`` gives strategies for keys that refer or are required."""
    return _mapping(shape.model, shape.keys, fixed)


def _mapping(model, keys, fixed):
    required = {}
    optional = {}
    for key in keys:
        if key.name in fixed:
            required[key.name] = fixed[key.name]
        elif isinstance(key, Block):
            optional[key.name] = _mapping(model, key.keys, {})
        elif not isinstance(key, (Children, Listed)):
            optional[key.name] = _value(model, key)
    return st.fixed_dictionaries(required, optional=optional)


def _value(model, key):
    if isinstance(key, Hours):
        return TEXTS | HOURS | st.tuples(HOURS, TEXTS).map(noted)
    if isinstance(key, Text):
        return TEXTS
    if isinstance(key, Flag):
        return st.booleans()
    field = model._meta.get_field(key.column)
    for kind, values in (
        (models.ConditionField, st.sampled_from(CONDITIONS)),
        (models.DurationField, DURATIONS),
        (models.SynonymsField, st.lists(WORDS.filter(str.strip), max_size=2)),
        (models.WindowEndField, st.sampled_from(WINDOW_ENDS)),
        (DateField, DAYS_OF.get(key.name, DATES)),
        (models.DocumentDateField, st.sampled_from(["unknown", "2019", "2019-09", "2019-09-21"])),
        (DecimalField, AMOUNTS),
        (BooleanField, st.booleans()),
    ):
        if isinstance(field, kind):
            return values
    return st.sampled_from(field.choices).map(lambda pair: pair[0]) if field.choices else SIMPLE


# A service that verifies has no address of e-mail.
SIMPLE = WORDS.map(lambda text: text[:3].replace("@", "a")).filter(str.strip)


def named(names, shape, **fixed):
    """One entry for each name."""
    called = (with_name(shape, name) for name in names)
    return st.tuples(*(entries(shape, **names_of, **fixed) for names_of in called)).map(list)


def with_name(shape, name):
    """A name, and where the shape has them former ones that no other entry has."""
    found = {shape.identity: st.just(name)}
    if any(key.name == "formerly" for key in shape.keys):
        former = [f"ancien_nom_{name}", f"nom_d_avant_{name}"]
        found["formerly"] = st.lists(st.sampled_from(former), unique=True)
    return found


def few_of(values, **limits):
    return st.lists(values, max_size=3, **limits)


def few_named(values, **limits):
    """Lists of entries of a département, each with an id of its own."""
    return few_of(values, **limits).map(
        lambda listed: [{**one, "id": f"nom_{place}"} for place, one in enumerate(listed)]
    )


def with_days(orientations):
    """Return orientations of which each milestone says which day it is."""
    days = [one.get("last_day") is not None for one in orientations]
    return [
        {key: value for key, value in one.items() if has_a_day or key != "milestone"}
        for one, has_a_day in zip(orientations, days, strict=True)
    ]


def authorities(names):
    """Sous-préfectures: a département may have several, each with its e-mail."""
    return named(
        names,
        LISTS["authorities"],
        kind=st.just("sous_prefecture"),
        name=SIMPLE,
        departments=st.just(["82"]),
    )


def without(names, found):
    return found.map(lambda entry: {key: entry[key] for key in entry if key not in names})

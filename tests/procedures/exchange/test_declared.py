"""What a dataclass declares reaches its column and its attribute, and no column is forgotten."""

import pytest
from django.db.models import ForeignKey

from procedures.engine.files import LISTS as ENTRIES
from procedures.engine.schema.declared import Block as Together
from procedures.engine.schema.declared import keys_of, record_of
from procedures.engine.schema.shapes import ListOf, OneOf, OneShape, Record
from procedures.engine.values.department import Department
from procedures.exchange.columns import Block, Children, Hours, Listed
from procedures.exchange.shapes import DEPARTMENT, LISTS
from procedures.translation import TEXTS
from tests.languages import LANGUAGES

SHAPES = (*LISTS.values(), DEPARTMENT)
# The keys that evaluation does not read, and who does.
UNREAD = {
    "id": "publishing.parts: of a helper, what is one entry has one id",
    "formerly": "RuleSet.renamed",
    "draft": "publishing.parts.preparing: no rule set that is published holds one",
    "source": "agents: the history, what is to be checked again",
    "recheck_after": "publishing.checks.completeness",
    "owner": "agents: who checks again",
    "synonyms": "agents: the condition builder finds what they mean",
    "values": "RuleSet.facts, for a derived fact",
}
# The columns that are no key, and why.
NO_KEYS = {
    "position": "the place in the list says it",
    "translation_states": "the translations of plain data hold it",
    "weekly_hours": "another form of « hours »",
    "inquiry": "plain data has a list of questions for each inquiry",
}


def declared(keys):
    """Yield (name, attribute) of every key below these."""
    for key in keys:
        if isinstance(key, Together):
            if key.name or key.attribute:
                yield from declared(key.keys)
            else:
                yield "source", ""
        else:
            yield key.name, key.attribute
            if key.entry:
                yield from declared(keys_of(key.type))


def columns_of(keys):
    """Yield (model, column) of every key below these, by the model of their shape."""
    for model, key in keys:
        if isinstance(key, Block):
            yield from columns_of((model, inner) for inner in key.keys)
        elif isinstance(key, Children):
            yield key.shape.model, key.parent
            yield from columns_of((key.shape.model, inner) for inner in key.shape.keys)
        elif isinstance(key, Listed):
            yield from ((key.model, key.parent), (key.model, key.column))
        else:
            yield model, key.column
            if isinstance(key, Hours):
                yield model, key.by_weekday


STORED = {
    place for shape in SHAPES for place in columns_of((shape.model, key) for key in shape.keys)
}


@pytest.mark.parametrize("entry", [*ENTRIES.values(), Department], ids=lambda one: one.__name__)
def test_every_key_reaches_an_attribute_or_says_who_reads_it(entry):
    unread = {name for name, attribute in declared(keys_of(entry)) if not attribute}
    assert unread <= set(UNREAD)


@pytest.mark.parametrize(
    "model", sorted({model for model, _ in STORED}, key=str), ids=lambda one: one.__name__
)
def test_every_column_of_the_catalogue_is_a_key(model):
    texts = {f"{name}_{end}" for name in TEXTS.get(model, ()) for end in LANGUAGES}
    columns = {
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in texts
    }
    assert {name for name in columns if (model, name) not in STORED} <= set(NO_KEYS)


def named_leaves(shape, path=""):
    """Yield (path, names) of every list of names below a shape of plain data."""
    if isinstance(shape, Record):
        for name, inner in shape.keys().items():
            yield from named_leaves(inner, f"{path}.{name}")
    elif isinstance(shape, ListOf):
        yield from named_leaves(shape.item, path)
    elif isinstance(shape, OneShape):
        yield from named_leaves(shape.mapping, path)
    elif isinstance(shape, OneOf):
        yield path, shape.names


def choices_of(keys, path):
    """Yield (path, names that the column takes) of every column with choices below these keys."""
    for model, key in keys:
        where = f"{path}.{key.name}"
        if isinstance(key, Block):
            yield from choices_of(((model, inner) for inner in key.keys), where)
        elif isinstance(key, Children):
            yield from choices_of(((key.shape.model, inner) for inner in key.shape.keys), where)
        elif not isinstance(key, Listed):
            field = model._meta.get_field(key.column)
            if field.choices and not isinstance(field, ForeignKey):
                yield where, tuple(value for value, _ in field.choices if value)


@pytest.mark.parametrize(
    ("entry", "shape"),
    [*((ENTRIES[section], shape) for section, shape in LISTS.items()), (Department, DEPARTMENT)],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_the_columns_take_the_names_that_the_engine_knows(entry, shape):
    keys = ((shape.model, key) for key in shape.keys)
    assert dict(choices_of(keys, "")) == dict(named_leaves(record_of(entry)))

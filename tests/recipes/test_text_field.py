"""« To add a text field to documents » of docs/recipes.md: its declaration is all that it takes.

The column « delay » stands for the one that a migration would add.
"""

from dataclasses import dataclass, field, replace

import pytest

from procedures import models
from procedures.engine import files
from procedures.engine.schema import builder
from procedures.engine.schema.declared import texts_of
from procedures.engine.schema.serialization import check_plain, rule_set_from_plain
from procedures.engine.schema.texts import text_hash
from procedures.engine.values import rules
from procedures.engine.values.content import Text
from procedures.exchange import (
    load_into_database,
    plain_from_database,
    read_folder,
    rows,
    shapes,
    write_folder,
)
from procedures.exchange.names import Name
from procedures.exchange.plain import canonical
from procedures.exchange.uses import renamed
from tests.procedures.engine.builders import make_plain, make_question

FRENCH = "Le nom doit être celui du passeport."


@dataclass(frozen=True, slots=True)
class Document(rules.Document):
    """A document with one text more."""

    pitfalls: Text = field(default_factory=dict)


@pytest.fixture(autouse=True)
def _declared(monkeypatch):
    monkeypatch.setitem(files.LISTS, "documents", Document)
    monkeypatch.setattr(builder, "Document", Document)
    monkeypatch.setitem(shapes.COLUMNS, "pitfalls", "delay")
    shape = shapes.shape_of(Document, models.Document)
    shape = replace(shape, keys=tuple(key for key in shape.keys if key.name != "delay"))
    for lists in (shapes.LISTS, rows.NATIONAL_LISTS):
        monkeypatch.setitem(lists, "documents", shape)


def make_catalogue(**texts):
    document = {"id": "bail", "title": "Bail", **texts}
    english = {"text": "The name must match.", "status": "machine", "of": text_hash(FRENCH)}
    translations = {"en": {"documents.yaml": {"bail.pitfalls": english}}}
    return make_plain(make_question("un"), documents=[document], translations=translations)


def blocking(plain):
    return [str(one) for one in check_plain(plain) if one.blocking]


def test_the_field_is_checked():
    assert blocking(make_catalogue(pitfalls=FRENCH)) == []
    assert blocking(make_catalogue(pitfalls=3)) == [
        "documents.yaml : bail.pitfalls : un texte est attendu, pas le nombre 3"
    ]
    (problem,) = blocking(make_catalogue(pitfals=FRENCH))
    assert "bail.pitfals : clé inconnue" in problem
    assert "vouliez-vous dire « pitfalls » ?" in problem


def test_the_field_is_built_with_its_translations():
    rule_set = rule_set_from_plain(make_catalogue(pitfalls=FRENCH))
    assert rule_set.documents["bail"].pitfalls == {"fr": FRENCH, "en": "The name must match."}


@pytest.mark.django_db
def test_the_field_is_imported_and_exported_with_its_translations(tmp_path):
    plain = canonical(make_catalogue(pitfalls=FRENCH))
    load_into_database(plain)
    assert models.Document.objects.get().delay_fr == FRENCH
    assert plain_from_database() == plain
    write_folder(plain_from_database(), tmp_path)
    assert read_folder(tmp_path) == plain


def test_a_renaming_keeps_the_field_and_its_translations():
    plain = renamed(make_catalogue(pitfalls=FRENCH), Name("document", "bail"), "location")
    assert plain["documents"][0]["pitfalls"] == FRENCH
    assert list(plain["translations"]["en"]["documents.yaml"]) == ["location.pitfalls"]


def test_the_public_page_is_given_the_field():
    assert "pitfalls" in texts_of(Document)

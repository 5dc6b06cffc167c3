from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given

from procedures.engine.schema.serialization import check_plain
from procedures.exchange import (
    load_into_database,
    plain_from_database,
    read_folder,
    write_folder,
)
from procedures.exchange.columns import Block, Children
from procedures.exchange.shapes import DEPARTMENT, LISTS
from tests.procedures.engine.examples import examples
from tests.procedures.exchange.strategies import catalogues

SMALL = Path(__file__).parents[2] / "catalogues" / "small"
SLOW = examples(
    12,
    # Each example is a whole import: making a failing one smaller would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def contents_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def keys_in(shape_keys, entries):
    """Yield (key name, whether an entry uses it) of the whole table below these keys."""
    entries = [entry for entry in entries if isinstance(entry, dict)]
    for key in shape_keys:
        found = [entry[key.name] for entry in entries if key.name in entry]
        yield key.name, bool(found)
        if isinstance(key, Block):
            yield from keys_in(key.keys, found)
        elif isinstance(key, Children):
            yield from keys_in(key.shape.keys, [child for children in found for child in children])


def test_the_small_catalogue_is_valid_and_uses_every_key_somewhere():
    plain = read_folder(SMALL)
    assert not [problem for problem in check_plain(plain) if problem.blocking]
    used = [
        pair for section, shape in LISTS.items() for pair in keys_in(shape.keys, plain[section])
    ]
    used += keys_in(DEPARTMENT.keys, plain["departments"].values())
    names = {name for name, _ in used}
    assert names == {name for name, is_used in used if is_used}


@pytest.mark.django_db
def test_import_then_export_then_import_loses_nothing(tmp_path):
    plain = read_folder(SMALL)
    load_into_database(plain)
    stored = plain_from_database()
    write_folder(stored, tmp_path)
    assert stored == plain
    assert read_folder(tmp_path) == plain


@pytest.mark.django_db
def test_an_export_is_the_same_bytes_each_time(tmp_path):
    load_into_database(read_folder(SMALL))
    write_folder(plain_from_database(), tmp_path / "first")
    load_into_database(read_folder(tmp_path / "first"))
    write_folder(plain_from_database(), tmp_path / "second")
    assert contents_of(tmp_path / "first") == contents_of(tmp_path / "second")
    write_folder(plain_from_database(), tmp_path / "first")
    assert contents_of(tmp_path / "first") == contents_of(tmp_path / "second")


@pytest.mark.django_db
def test_order_inside_conditions_does_not_depend_on_what_the_database_keeps():
    plain = read_folder(SMALL)
    load_into_database(plain)
    # repr, because == does not look at the order of keys.
    assert repr(plain_from_database()) == repr(plain)


@given(catalogues())
@SLOW
def test_any_catalogue_reads_back_from_its_files(tmp_path_factory, plain):
    folder = tmp_path_factory.mktemp("catalogue")
    write_folder(plain, folder)
    assert repr(read_folder(folder)) == repr(plain)


@pytest.mark.django_db
@given(catalogues())
@SLOW
def test_any_catalogue_comes_back_from_the_database(plain):
    load_into_database(plain)
    assert repr(plain_from_database()) == repr(plain)

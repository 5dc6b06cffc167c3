"""What is found of an entry is found again once it is another object, and never before."""

from procedures.engine.schema.shapes import Record
from procedures.exchange.plain import canonical
from procedures.publishing import links
from procedures.publishing.checks.plain_language import plain_language
from procedures.publishing.links import FoundByEntry, faulty_links
from tests.shipped import shipped_plain

SHAPE = Record()


def counting(asked):
    def find(file, path, entry, shape):
        asked.append(path)
        return [f"{path} is {entry['text']}"]

    return FoundByEntry(find)


def test_an_entry_that_is_the_same_object_is_looked_at_once():
    asked = []
    found, entry = counting(asked), {"text": "one"}
    assert found.of("a.yaml", "x", entry, SHAPE) == found.of("a.yaml", "x", entry, SHAPE)
    assert found.of("a.yaml", "x", {"text": "two"}, SHAPE) == ("x is two",)
    assert asked == ["x", "x"]


def test_the_same_object_elsewhere_is_another_entry():
    found, entry = counting([]), {"text": "one"}
    assert found.of("a.yaml", "0", entry, SHAPE) == ("0 is one",)
    assert found.of("a.yaml", "1", entry, SHAPE) == ("1 is one",)


def test_it_does_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr(links, "MOST_KEPT", 3)
    asked = []
    found, entry = counting(asked), {"text": "one"}
    for path in "abcda":
        found.of("a.yaml", path, entry, SHAPE)
    assert asked == [*"abcda"]
    assert len(found._kept) <= 3


def test_an_edit_of_the_shipped_catalogue_is_seen_by_each_check():
    plain = canonical(shipped_plain())
    long_one = "Vous " + "venez " * 30 + "sur https://gouv.fr@exemple.com/."
    before = [*plain_language(plain), *faulty_links(plain)]
    orientation = {**plain["orientations"][0], "text": long_one}
    edited = {**plain, "orientations": [orientation, *plain["orientations"][1:]]}
    new = [one for one in [*plain_language(edited), *faulty_links(edited)] if one not in before]
    assert {one.path.split(".")[0] for one in new} == {orientation["id"]}
    assert len(new) == 2
    assert [*plain_language(plain), *faulty_links(plain)] == before

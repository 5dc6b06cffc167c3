"""Some changes of a part are taken, the others left with all that needs them."""

from hypothesis import given
from hypothesis import strategies as st

from procedures.publishing.parts.merging import changed, put
from procedures.publishing.parts.taking import taken, with_what_it_needs, with_what_needs
from tests.procedures.engine.examples import examples

BEFORE = {
    "documents": [{"id": "photo", "title": "Photo"}, {"id": "bail", "title": "Bail"}],
    "procedures": [
        {"id": "carte", "title": "Carte", "documents": ["photo", "bail"]},
        {"id": "visa", "title": "Visa", "documents": ["photo"]},
    ],
    "translations": {},
}
AFTER = {
    "documents": [{"id": "photo", "title": "Photo"}, {"id": "acte", "title": "Acte"}],
    "procedures": [
        {"id": "carte", "title": "Carte", "documents": ["photo", "acte"]},
        {"id": "visa", "title": "Visa long", "documents": ["photo"]},
    ],
    "translations": {},
}
KEYS = [one.key for one in changed(BEFORE, AFTER)]


def named(part, section):
    return {one["id"]: one for one in part[section]}


def test_what_is_left_is_as_it_was_and_the_rest_is_new():
    part = taken(BEFORE, AFTER, {"procedures:visa"})
    assert named(part, "procedures")["visa"]["title"] == "Visa"
    assert named(part, "procedures")["carte"]["documents"] == ["photo", "acte"]
    assert "bail" not in named(part, "documents")


def test_what_needs_something_new_that_is_left_stays_and_keeps_what_it_named():
    left = with_what_needs(BEFORE, AFTER, {"documents:acte"})
    # The procedure names the new paper; as it was, it names the one that would have gone.
    assert left == {"documents:acte", "procedures:carte", "documents:bail"}
    part = taken(BEFORE, AFTER, {"documents:acte"})
    assert named(part, "procedures")["carte"]["documents"] == ["photo", "bail"]
    assert set(named(part, "documents")) == {"photo", "bail"}
    assert named(part, "procedures")["visa"]["title"] == "Visa long"


@examples(100)
@given(st.sets(st.sampled_from(KEYS)))
def test_whatever_is_left_nothing_names_what_is_not_there(aside):
    part = taken(BEFORE, AFTER, aside)
    papers = set(named(part, "documents"))
    assert all(papers.issuperset(one["documents"]) for one in part["procedures"])


def test_nothing_left_is_the_same_object():
    assert taken(BEFORE, AFTER, ()) is AFTER
    assert taken(BEFORE, AFTER, KEYS) == BEFORE


def test_what_is_kept_takes_along_what_it_names_and_what_no_longer_names_it():
    assert with_what_it_needs(BEFORE, AFTER, {"procedures:visa"}) == {"procedures:visa"}
    wanted = {"procedures:carte", "documents:acte"}
    assert with_what_it_needs(BEFORE, AFTER, {"procedures:carte"}) == wanted
    wanted = {"documents:bail", "procedures:carte", "documents:acte"}
    assert with_what_it_needs(BEFORE, AFTER, {"documents:bail"}) == wanted


@examples(100)
@given(st.sets(st.sampled_from(KEYS)))
def test_what_is_kept_with_what_it_needs_is_never_left(keys):
    kept = with_what_it_needs(BEFORE, AFTER, keys)
    left = with_what_needs(BEFORE, AFTER, set(KEYS) - kept)
    assert kept.isdisjoint(left)


def part_with(*notices):
    return {"department": {"code": "82", "notices": list(notices)}, "translations": {}}


def closed(name, day):
    return {"id": name, "closed": "jour", "from": day, "until": day}


def test_a_closure_that_goes_is_never_taken_for_the_one_that_comes():
    """Monday's is cancelled while Wednesday's is closed elsewhere: alike, they are two."""
    text = {"text": "Apportez un stylo."}
    monday, wednesday = closed("lundi", "2026-12-21"), closed("mercredi", "2026-12-23")
    found = put(part_with(text, monday), part_with(text), part_with(text, monday, wednesday))
    assert found["department"]["notices"] == [text, wednesday]
    found = put(
        part_with(text, monday), part_with(text, wednesday), part_with({"text": "Autre."}, monday)
    )
    assert found["department"]["notices"] == [{"text": "Autre."}, wednesday]


def named_part(title, arabic=None, english=None):
    texts = {"ar": arabic, "en": english}
    told = {one: {"documents.yaml": {"photo.title": text}} for one, text in texts.items() if text}
    return {"documents": [{"id": "photo", "title": title}], "translations": told}


def test_the_content_of_an_entry_is_one_value_and_each_of_its_translations_another():
    """What is translated after somebody planned another French title stays on the day."""
    before, after = named_part("Photo", "صورة"), named_part("Photo récente", "صورة", "Photo")
    found = put(before, after, named_part("Photos", "صور"))
    assert found == named_part("Photo récente", "صور", "Photo")
    assert put(after, before, after) == {
        **before,
        "translations": {**before["translations"], "en": {}},
    }


def test_what_is_no_longer_there_is_not_brought_back():
    gone = {"documents": [], "translations": {}}
    assert put(named_part("Photo"), named_part("Photo récente"), gone) == gone
    assert put(gone, named_part("Photo"), gone) == named_part("Photo")

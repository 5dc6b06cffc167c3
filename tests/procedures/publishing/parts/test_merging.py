"""Some changes of a part are taken, the others are left as they were."""

from procedures.publishing.parts.changes import changed
from procedures.publishing.parts.merging import put, without

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
    part = without(BEFORE, AFTER, {"procedures:visa"})
    assert named(part, "procedures")["visa"]["title"] == "Visa"
    assert named(part, "procedures")["carte"]["documents"] == ["photo", "acte"]
    assert "bail" not in named(part, "documents")


def test_all_is_taken_or_left():
    assert without(BEFORE, AFTER, ()) == AFTER
    assert without(BEFORE, AFTER, KEYS) == BEFORE


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

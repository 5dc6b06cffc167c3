"""What is added is shown as the public will see it, by the component of the public's pages."""

import pytest
from django.template.loader import render_to_string

from procedures.drafting.words.public_preview import seen_by_public
from procedures.publishing.parts.changes import EntryDiff


def added(section, entry):
    return seen_by_public(EntryDiff(section, "nouveau", after=entry))


def test_a_paper_says_all_that_its_public_line_opens():
    name, values = added(
        "documents", {"title": "Quittance", "explanation": "Un reçu.", "original": True}
    )
    assert (name, values["title"], values["form"]) == ("document", "Quittance", "original")
    assert values["texts"]["explanation"] == "Un reçu."


@pytest.mark.parametrize("section", ["sites", "helpers"])
def test_a_place_says_its_week_in_the_public_words(section):
    entry = {"name": "Guichet", "hours": {"mon": ["09:00-12:00"], "note": "sur rendez-vous"}}
    name, values = added(section, entry)
    assert (name, values["name"]) == ("contact", "Guichet")
    assert values["hours"] == ["Lundi : 9 h – 12 h", "sur rendez-vous"]


def test_an_orientation_says_its_words_and_its_links():
    entry = {"title": {"fr": "Aide"}, "text": "Lisez.", "links": [{"text": "Le site", "url": "u"}]}
    name, values = added("orientations", entry)
    assert (name, values["title"], values["text"]) == ("advice", "Aide", "Lisez.")
    assert values["links"] == [{"text": "Le site", "url": "u"}]
    assert values["calls"] == []


def test_an_orientation_shows_its_numbers_as_they_are_tapped():
    numbers = [{"number": f"11{place}", "text": {"fr": "Appelez."}} for place in range(3)]
    sms = {"number": "06 00 00 00 00", "kind": "sms", "text": "Écrivez."}
    _, values = added("orientations", {"title": "Danger", "text": "", "calls": [*numbers, sms]})
    shown = render_to_string("admin/publication/seen.html", {"name": "advice", "values": values})
    assert [link.split('"')[0] for link in shown.split('href="')[1:] if "#" not in link] == [
        *("tel:110", "tel:111", "tel:112"),
        "sms:0600000000",
    ]
    # As for the public: three numbers, then the words, then the others.
    assert len(values["first_calls"]) == 3


def test_only_what_is_added_is_shown_so():
    change = EntryDiff("notices", "0", {"text": "A"}, {"text": "B"})
    assert seen_by_public(change) is None
    assert added("fees", {"id": "timbre"}) is None


def test_a_way_to_file_says_its_public_title_and_help_for_who_is_stuck():
    entry = {
        "for": {"procedures": ["salarie"]},
        "kind": "online_booking",
        "url": "https://www.exemple.gouv.fr/",
        "instructions": {"fr": "Prenez rendez-vous. Venez à l'heure."},
        "no_slot_help": {"fr": "Essayez le matin."},
    }
    name, values = added("channels", entry)
    assert name == "channel"
    assert values["title"] == "Au guichet, sur rendez-vous"
    assert values["lead"] == "Prenez rendez-vous. Venez à l'heure."
    assert (values["url"], values["action"]) == (entry["url"], "Prendre rendez-vous")
    assert values["trouble_help"] == "Essayez le matin."
    entry = {"kind": "consulate", "consulate": "france"}
    assert added("channels", entry)[1]["title"] == "Au consulat de France"
    # Without an address there is nothing to press.
    assert added("channels", entry)[1]["url"] == ""

"""The list of dossiers: looked for, filtered, sorted, in pages, and told in no address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from questionnaire.dossiers.content import card_of, seal
from questionnaire.dossiers.sealing import cipher_of

from .test_dossiers import CHILDLESS, text_of


def listed(client, **sent):
    response = client.post("/dossiers/", sent)
    return [one.card.reference for one in response.context["page"]]


@pytest.fixture
def three(rive, keep):
    client = rive.clients["bilal"]
    keep(client, "A-1", nationality="XXA")
    keep(rive.clients["awa"], "B-2", "attend un courrier", **CHILDLESS)
    keep(client, "C-3", residence="etranger")
    return client


def test_list_is_searched_filtered_and_sorted(three, rive):
    assert sorted(listed(three)) == ["A-1", "B-2", "C-3"]
    assert listed(three, q="b 2") == ["B-2"]
    assert listed(three, q="Courrier") == ["B-2"]
    assert listed(three, procedure="a") == ["C-3"]
    assert listed(three, department="34") == ["A-1"]
    assert listed(three, holder=rive.member("awa").pk) == ["B-2"]
    assert listed(three, changed="any") == []
    assert listed(three, holder="none") == []
    assert listed(three, sort="reference") == ["A-1", "B-2", "C-3"]
    assert listed(three, sort="saved") == ["C-3", "B-2", "A-1"]


def test_what_is_found_is_in_sight_at_once(three):
    """On a phone, the filters that nobody set would push the dossiers out of sight."""
    searched = text_of(three.post("/dossiers/", {"q": "A-1", "procedure": "", "sort": ""}))
    assert '<details class="fold no-print">' in searched
    assert 'action="/dossiers/#trouves"' in searched
    assert '<h2 id="trouves" tabindex="-1">1 dossier sur 3</h2>' in searched
    filtered = text_of(three.post("/dossiers/", {"q": "", "department": "34"}))
    assert '<details class="fold no-print" open>' in filtered


def test_the_list_leads_to_papers_letters_and_words_between_two_cards(three):
    text = text_of(three.get("/dossiers/"))
    for page in ("papiers", "lettres", "statut", "sites"):
        assert f'href="/fr/{page}/"' in text


def test_list_is_filtered_and_sorted_by_what_changed_since(three, rive):
    cipher = cipher_of(rive.organisation)
    for reference, days in (("A-1", 20), ("B-2", 3)):
        for dossier in rive.organisation.dossiers.all():
            card = card_of(dossier, cipher)
            if card.reference == reference:
                card.changed_on = (timezone.localdate() - timedelta(days)).isoformat()
                seal(dossier, cipher, card)
                dossier.save()
    assert listed(three, changed="7") == ["B-2"]
    assert sorted(listed(three, changed="30")) == ["A-1", "B-2"]
    assert listed(three, sort="changed") == ["B-2", "A-1", "C-3"]


def test_list_has_pages(rive, keep, monkeypatch):
    monkeypatch.setattr("questionnaire.dossiers.pages.PAGE", 2)
    for number in range(3):
        keep(rive.clients["bilal"], f"A-{number}")
    assert listed(rive.clients["bilal"], sort="reference", page="2") == ["A-2"]


def test_search_that_finds_nothing_offers_to_begin_again(three):
    words = "Effacer la recherche"
    nothing = text_of(three.post("/dossiers/", {"q": "Z-9"}))
    assert f'href="/dossiers/"><span>{words}</span>' in nothing
    assert words not in text_of(three.get("/dossiers/"))


def test_place_is_written_by_its_name(three):
    page = " ".join(text_of(three.get("/dossiers/")).split())
    assert "Hérault (34) · Suivi par Bilal" in page
    assert '<option value="34">Hérault (34)</option>' in page
    assert '<option value="none">Aucun membre</option>' in page


def test_printed_dossier_holds_the_note(rive, keep):
    """The sheet stays with the association; a field of a form would be cut on paper."""
    dossier = keep(rive.clients["bilal"], "A-1", "revient <lundi>\navec l’acte")
    page = text_of(rive.clients["bilal"].get(f"/dossiers/dossier/{dossier.code}/"))
    printed = page.partition('<div class="print-only">')[2].partition("</div>")[0]
    assert "<p>revient &lt;lundi&gt;<br>avec l’acte</p>" in printed


@pytest.mark.parametrize("path", ["", "semaine/", "calendrier/", "association/"])
def test_menu_marks_the_page_that_one_is_on(rive, edition, path):
    page = text_of(rive.clients["awa"].get(f"/dossiers/{path}"))
    assert page.count('aria-current="page"') == 1
    assert f'<a href="/dossiers/{path}" aria-current="page">' in page


def test_no_address_holds_what_was_looked_for(three):
    page = text_of(three.post("/dossiers/", {"q": "A-1"}))
    assert 'method="get"' not in page
    assert "?q=" not in page

"""What is drawn once and kept holds no run, no token, and nothing that a person typed."""

import gzip
import re

import pytest
from django.test import Client

from portal import cached_fragments
from portal.cached_fragments import Fragments
from procedures.publishing.editions.in_memory import using
from questionnaire.runs.prepared import TOKEN, prepared_edition
from questionnaire.sheets.pages import page_cache
from tests.questionnaire.visitor import Visitor

# What a person says of themselves, as a page would write it.
TYPED = {
    "residence": {"reponse": "france"},
    "beneficiary": {"reponse": "moi"},
    "commune": {"recherche": "Figeac"},
    "nationality": {"recherche": "Kirghizstan"},
    "goal": {"reponse": "renouvellement"},
    "current_document": {"reponse": "carte_sejour"},
    "permit_motive": {"reponse": "etudiant"},
    "same_reason": {"reponse": "oui"},
    "expiry_date": {"reponse_day": "17", "reponse_month": "5", "reponse_year": "2031"},
    "papiers": {"pass": "1"},
}
SAID = re.compile(r"Figeac \(46|Kirghiz|17\W+mai\W+2031|value=\"(?:17|2031)\"")


@pytest.mark.django_db
def test_nothing_of_a_person_is_held(shipped, monkeypatch):
    monkeypatch.setattr(cached_fragments, "fragments", Fragments())
    own = set()
    with using(shipped):
        visitor = Visitor(Client()).start()
        for place in TYPED:
            assert visitor.place == place
            visitor.open(place)
            own.update(one.decode() for one in TOKEN.findall(visitor.response.content))
            following = visitor.send(place, **TYPED[place]).page
            visitor.open(place)
            visitor.page = following
        shown = visitor.open("resultat").text
        visitor.client.get("/fr/46/")
        edition = prepared_edition(shipped)
        kept = {
            "fragments": repr(cached_fragments.fragments.held),
            "lines": repr([built for _entry, built in shipped.held["shown"].values()]),
            "frames": repr(edition.frames._held),
            "drawings": repr(edition._drawings),
            "pages": "".join(
                f"{key} {gzip.decompress(page).decode()}"
                for key, (page, _tag) in page_cache(shipped)._pages.items()
            ),
        }
    assert SAID.search(shown), "the page itself shows what was typed"
    assert own
    for name, text in kept.items():
        assert len(text) > 100, f"{name}: nothing was kept, nothing was tried"
        assert visitor.id not in text, name
        assert not [one for one in own if one in text], name
        assert not SAID.search(text), (name, SAID.search(text))

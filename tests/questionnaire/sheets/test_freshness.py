"""Every local fact of over 24 months is read after « vérifiez », on the page of its préfecture."""

import re
from datetime import date
from html import unescape

import pytest

from procedures.publishing.editions.in_memory import using
from tests.shipped import shipped_plain

DEPARTMENTS = ("09", "30", "34", "46", "82")
TODAY = date(2026, 12, 3)
# What was written before this day has more than 24 months.
LIMIT = "2024-12-03"
MARK = re.compile("Vérifiez d’abord :|À vérifier auprès de la préfecture.")


@pytest.fixture
def page(client, monkeypatch, shipped):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)

    def read(address):
        with using(shipped):
            return " ".join(unescape(client.get(address).content.decode()).split())

    return read


def written(code):
    return shipped_plain()["departments"][code]


def is_old(fact):
    source = fact.get("source", {})
    if "reference" not in source or "from" in fact or "until" in fact:
        return False
    dated = str(source.get("dated", "")).removesuffix("unknown")
    both = (dated and (dated + "-01-01")[:10], str(source.get("verified_on", "")))
    return max(both) < LIMIT


def is_doubted(fact):
    return fact.get("confidence") == "low" or "à vérifier" in fact.get("address", "")


def normal(text):
    return " ".join(text.split()).replace("'", "’").replace("\u2011", "-")


def places_of(page):
    """Return {name of a place: what its card says}, of every card of a page."""
    cards = re.findall(r'<article class="contact">(.*?)</article>', page)
    return {
        normal(re.sub("<[^>]+>", "", re.search(r"<h3[^>]*>(.*?)</h3>", one)[1])): one
        for one in cards
    }


@pytest.mark.parametrize("code", DEPARTMENTS)
def test_an_old_place_is_read_after_the_word(page, code):
    held, cards = written(code), places_of(page(f"/fr/{code}/"))
    facts = [held["prefecture"], *held["sites"], *held["helpers"]]
    assert any(map(is_old, facts))
    for fact in facts:
        card = cards[normal(fact["name"])]
        first = card.partition('<ul class="contact__facts"')[0]
        expected = is_old(fact) or is_doubted(fact)
        assert bool(MARK.search(first)) is expected, fact["name"]


@pytest.mark.parametrize("code", DEPARTMENTS)
def test_an_old_way_to_file_is_read_after_the_word(page, code):
    ways = re.findall(r'<li class="way.*?</li>', page(f"/fr/{code}/"))
    for fact in written(code)["channels"]:
        start = normal(fact["instructions"])[:60]
        found = [one for one in ways if start in normal(one)]
        assert found, fact["id"]
        expected = is_old(fact) or is_doubted(fact)
        for one in found:
            assert bool(MARK.search(normal(one).partition(start)[0])) is expected, fact["id"]


@pytest.mark.parametrize("code", DEPARTMENTS)
def test_an_old_announcement_is_read_after_the_word(page, code):
    notices = page(f"/fr/{code}/").split('<div class="notice ')
    for fact in written(code)["notices"]:
        start = normal(fact["text"])[:60]
        found = [one for one in notices if start in normal(one)]
        assert len(found) == 1, fact["id"]
        before = normal(found[0]).partition(start)[0]
        assert bool(MARK.search(before)) is (is_old(fact) or is_doubted(fact)), fact["id"]


def test_an_old_remark_on_a_procedure_is_read_after_the_word(page):
    assert all(map(is_old, written("34")["overrides"]))
    asked = page("/fr/34/").partition('id="en-plus"')[2].partition('id="aide"')[0]
    summaries = re.findall(r"<summary>(.*?)</summary>", asked)
    assert len(summaries) == len(written("34")["overrides"])
    assert all(map(MARK.search, summaries))

"""What an agent or a translator writes is text for whoever reads it, never markup."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import groupby

import pytest

from procedures.publishing.editions.in_memory import using

# It closes what it may stand in: a script, an attribute, a comment.
WRITTEN = "</script><script>attack()</script>'\"><img src=attack onerror=attack()>-->"
MARKUP = re.compile(rb"<script>attack|<img src=attack")
LANGUAGES = ("fr", "en", "ar")


def with_attacks(value):
    """Return a value of a rule set, each of whose texts ends with the attack in every language."""
    if is_dataclass(value) and not isinstance(value, type):
        changed = {one.name: with_attacks(getattr(value, one.name)) for one in fields(value)}
        return replace(value, **changed)
    if isinstance(value, Mapping):
        if isinstance(value.get("fr"), str):
            return {one: value.get(one, value["fr"]) + WRITTEN for one in LANGUAGES}
        return {key: with_attacks(one) for key, one in value.items()}
    if type(value) in (tuple, list):
        return type(value)(map(with_attacks, value))
    return value


@pytest.fixture(scope="module")
def attacked(shipped):
    texts = ("questions", "derived_facts", "fees", "documents", "procedures", "orientations")
    texts += ("departments", "askers", "letters", "provisional_papers", "wordings", "authorities")
    texts += ("online_services", "examples", "inquiries")
    return replace(shipped, **{name: with_attacks(getattr(shipped, name)) for name in texts})


def addresses(client):
    """Return six addresses of each kind of page, in each language."""
    listed = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", client.get("/sitemap.xml").text)
    kinds = groupby(sorted(listed), lambda one: re.sub("[a-z0-9_-]+/$", "", one))
    return [one for _, group in kinds for one in [*group][:6]]


@pytest.mark.django_db
@pytest.mark.one_database
def test_a_script_in_every_text_stays_a_text(client, attacked):
    with using(attacked, number=13):
        pages = {one: client.get(one) for one in addresses(client)}
        example = next(one for one in pages if re.fullmatch("/fr/exemples/.+/", one))
        answer = client.post(f"{example}reponse/")
        run = answer.headers["Location"].rpartition("resultat/")[0]
        for place in ("resultat", "papiers", "temps", "pourquoi", "garder"):
            pages[place] = client.get(f"{run}{place}/", follow=True)
    assert {path: page.status_code for path, page in pages.items() if page.status_code > 399} == {}
    # The legal pages hold no text of the catalogue.
    bare = [path for path, page in pages.items() if b"attack()" not in page.content]
    assert len(bare) < len(pages) / 4
    assert [path for path, page in pages.items() if MARKUP.search(page.content)] == []

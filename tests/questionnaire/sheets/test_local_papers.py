"""On the sheet of a procedure: what some départements ask more, or less, and of whom."""

import re

import pytest
from django.utils import timezone

from procedures.publishing.editions.in_memory import using
from tests.languages import LANGUAGES, TRANSLATED
from tests.questionnaire.result.catalogue import DEPARTMENTS, make_rules

LEASE = {"document": "lease", "when": {"married": True}}
OVERRIDE = {"procedure": "renewal", "add_documents": [LEASE], "drop_documents": ["passport"]}


def rules(**changes):
    return make_rules(
        departments={
            **DEPARTMENTS,
            "34": {**DEPARTMENTS["34"], "overrides": [{**OVERRIDE, **changes}]},
        }
    )


def words(text):
    return " ".join(re.sub(r"<[^>]+>", "", text).replace("\u00a0", " ").split())


def read(client, page, language="fr", **changes):
    with using(rules(**changes)):
        response = client.get(f"/{language}/{page}")
    assert response.status_code == 200
    return response.text


def test_a_paper_of_one_departement_stands_below_the_papers_with_whom_it_is_for(client):
    text = read(client, "demarches/renewal/")
    said = words(text)
    assert "En plus, dans certains départements" in said
    assert "(34) : Bail (si vous répondez « Oui » à « Êtes-vous marié ? »)" in said
    assert 'href="/fr/34/#en-plus"' in text
    assert text.index('id="papiers"') < text.index("En plus, dans") < text.index('id="prix"')


def test_a_paper_that_one_departement_does_not_ask_is_said_too(client):
    said = words(read(client, "demarches/renewal/"))
    assert re.search(r"Pas demandé, dans certains départements.{,40}\(34\) : Passeport", said)


def test_a_local_paper_of_an_old_document_is_read_after_the_word(client):
    old, fresh = (
        words(read(client, "demarches/renewal/", source={"reference": "Liste", "dated": dated}))
        for dated in ("2019-09", f"{timezone.localdate().year}")
    )
    assert "(34) : À vérifier auprès de la préfecture. Bail" in old
    assert "(34) : Bail" in fresh


def test_a_sheet_that_nobody_adapts_says_nothing_of_it(client):
    for text in (
        read(client, "demarches/late-renewal/"),
        read(client, "demarches/renewal/", add_documents=[], drop_documents=[], notes="Deux."),
        read(client, "demarches/renewal/", add_documents=[{**LEASE, "until": "2020-01-01"}]),
    ):
        assert "En plus, dans" not in text
    assert "certains départements" not in read(client, "demarches/late-renewal/")


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ({}, "Bail"),
        ({"not": {"married": True}}, "Bail (si vous répondez « Non » à « Êtes-vous marié ? »)"),
        (
            {"not": {"goal": "lost"}},
            "Bail (sauf si vous répondez « Carte perdue » à « Que voulez-vous ? »)",
        ),
        ({"any": [{"married": True}, {"goal": "lost"}]}, "Bail (selon votre situation)"),
        ({"expiry": {"past": True}, "married": True}, None),
    ],
)
def test_whom_a_paper_is_for_is_said_whole_or_not_at_all(client, when, said):
    line = {"document": "lease", "when": when} if when else {"document": "lease"}
    text = words(read(client, "demarches/renewal/", add_documents=[line], drop_documents=[]))
    found = re.search(r"\(34\) : (Bail.*?) Le prix", text).group(1)
    assert found.startswith(said or "Bail (")


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_sentence_is_in_the_language_of_the_page(client, language):
    text = read(client, "demarches/renewal/", language)
    for french in ("En plus", "Pas demandé", "si vous répondez"):
        assert french not in text
    assert f'href="/{language}/34/#en-plus"' in text


def test_the_page_of_the_prefecture_names_the_papers_without_opening_anything(client):
    section = read(client, "34/").partition('<h2 id="en-plus"')[2]
    summary, *_inside = re.findall(r"<summary.*?</summary>", section, re.S)
    said = words(summary)
    assert "Renouveler la carte" in said
    assert "En plus : Bail (si vous répondez « Oui »" in said
    assert "Pas demandé : Passeport" in said


def test_an_adaptation_that_only_takes_papers_away_has_its_line(client):
    text = read(client, "34/", add_documents=[])
    assert "Pas demandé : Passeport" in words(text)


NOTE = {"fr": "Seulement si vous louez.", "en": "Only if you rent.", "ar": "فقط إذا كنت مستأجرًا."}
PAGES = ["demarches/renewal/", "34/"]


def in_sight(text, page):
    """Return what a page shows of the papers that are asked more, before anything is opened."""
    return text.partition('id="en-plus"')[2].partition("</summary>" if page == "34/" else "</ul>")[
        0
    ]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paper_for_some_persons_says_which_ones_in_the_language_of_the_page(
    client, page, language
):
    line = {"document": "lease", "note": NOTE, "for_some": True}
    text = read(client, page, language, add_documents=[line])
    assert f"({NOTE[language]})" in words(in_sight(text, page))


@pytest.mark.parametrize("page", PAGES)
def test_for_whom_a_paper_is_stays_in_french_and_marked_so_for_want_of_a_translation(client, page):
    line = {"document": "lease", "note": NOTE["fr"], "for_some": True}
    text = read(client, page, "ar", add_documents=[line])
    marked = r'<[a-z]+ [^>]*lang="fr"[^>]*>Seulement si vous louez\.<'
    assert re.search(marked, in_sight(text, page))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"for_some": True}, "Bail (selon votre situation)"),
        ({"note": NOTE, "for_some": True}, "Bail (Seulement si vous louez.)"),
        ({"note": "Les deux pages."}, "Bail"),
        (
            {"note": NOTE, "for_some": True, "when": {"married": True}},
            "Bail (si vous répondez « Oui » à « Êtes-vous marié ? ») (Seulement si vous louez.)",
        ),
    ],
)
def test_whom_a_marked_line_is_for_is_said_whatever_else_it_says(client, page, line, said):
    line = {"document": "lease", **line}
    text = read(client, page, add_documents=[line], drop_documents=[])
    assert words(in_sight(text, page)).endswith(f": {said}")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("turned", [False, True])
def test_a_paper_that_another_line_asks_of_everybody_is_said_once_for_everybody(
    client, page, turned
):
    lines = [{"document": "lease"}, {"document": "lease", "note": NOTE, "for_some": True}]
    lines = lines[::-1] if turned else lines
    text = read(client, page, add_documents=lines, drop_documents=[])
    assert words(in_sight(text, page)).endswith(": Bail")

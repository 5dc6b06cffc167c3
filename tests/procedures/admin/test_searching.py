"""« Chercher », and what still says an old address, number or hour."""

from html import unescape

import pytest
from django.urls import reverse

from procedures import models
from procedures.admin.searching import search_page as page_module
from procedures.drafting.searching import texts as texts_module
from tests import factories

from .addresses import page

pytestmark = pytest.mark.usefixtures("catalogue")
SEARCH = reverse("admin:desk_search")


@pytest.fixture
def texts(catalogue):
    document = factories.make_document(key="recepisse", title_fr="Récépissé de demande")
    step = models.Step.objects.get()
    models.Step.objects.filter(pk=step.pk).update(text_fr="Gardez vos récépissés jusqu'à la fin.")
    for code in ("82", "34"):
        models.Notice.objects.filter(department__code=code).update(text_fr="Plus de récépissé ici.")
    return document


def places(client, query):
    groups = client.get(SEARCH, {"q": query}).context["groups"]
    return {kind: listed for kind, _, listed in groups}


def test_texts_are_found_without_accents_and_in_the_plural(client_of, texts):
    found = places(client_of("82"), "RECEPISSES")
    assert [one.title for one in found["Dans les noms de pièces"]] != []
    said = ["".join(words for words, _ in one.words) for one in found["Dans les textes"]]
    assert "Gardez vos récépissés jusqu'à la fin." in said
    marked = {
        words for one in found["Dans les textes"] for words, is_found in one.words if is_found
    }
    assert marked == {"récépissés", "récépissé"}


def test_only_the_parts_of_the_account_are_searched(client_of, texts):
    titles = [one.title for one in places(client_of("82"), "récépissé ici")["Dans les textes"]]
    assert len(titles) == 1
    assert client_of().get(SEARCH, {"q": "récépissé"}).status_code == 403


def test_the_search_may_be_kept_to_the_departement(client_of, texts):
    client = client_of("82")
    groups = client.get(SEARCH, {"q": "récépissé", "ici": "1"}).context["groups"]
    assert [kind for kind, _, _ in groups] == ["Dans les textes"]
    assert "Dans le 82 seulement" in client.get(SEARCH, {"q": "récépissé"}).text


def test_verbs_follow_the_rights(client_of, texts):
    verbs = {one.verb for one in places(client_of("82"), "plus de récépissé")["Dans les textes"]}
    assert verbs == {"Changer"}
    verbs = {one.verb for one in places(client_of("82"), "gardez récépissé")["Dans les textes"]}
    assert verbs == {"Lire"}


def test_every_place_opens(client_of, texts):
    client = client_of("82", "national")
    for listed in places(client, "récépissé").values():
        for one in listed:
            assert client.get(one.url.partition("#")[0]).status_code == 200, one.title


def test_a_misspelt_word_is_answered_with_near_words(client_of, texts):
    context = client_of("82").get(SEARCH, {"q": "récipissé"}).context
    assert context["count"] == 0
    assert "récépissé" in context["near"]


def test_what_is_said_elsewhere_only_is_told_and_never_offered_as_another_word(client_of, texts):
    client = client_of("82")
    shown = client.get(SEARCH, {"q": "gardez vos récépissés", "ici": "1"})
    assert "Dans le 82, aucun texte ne dit « gardez vos récépissés »." in unescape(shown.text)
    assert "C'est dit ailleurs, à 1 endroit." in unescape(shown.text)
    assert 'href="?q=gardez%20vos%20r%C3%A9c%C3%A9piss%C3%A9s">Chercher' in shown.text
    assert shown.context["near"] == []
    assert client.get(SEARCH, {"q": "gardez vos récépissés"}).context["count"] == 1


def test_a_word_that_was_asked_is_never_offered_again(client_of, texts):
    """« Vouliez-vous dire « récépissé » ? », where the other word was the strange one."""
    context = client_of("82").get(SEARCH, {"q": "récépissé zzyzx"}).context
    assert context["count"] == 0
    assert not {"récépissé", "récépissés"} & set(context["near"])


def test_the_near_words_of_a_long_text_are_those_of_its_first_words(texts, monkeypatch):
    """A text of 80 misspelt words, each beside all the words of the catalogue, took 13 s."""
    compared, near = [], texts_module.get_close_matches

    def close_matches(word, *of):
        compared.append(word)
        return near(word, *of)

    monkeypatch.setattr(texts_module, "get_close_matches", close_matches)
    said = " ".join(f"récipissé{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    found = texts_module.near_words(f"récipissé récipissé {said}", lambda part: True)
    assert "récépissé" in found
    assert len(compared) == len(set(compared)) == 10


def test_a_source_is_found_by_its_number(client_of):
    models.Procedure.objects.update(source_reference="Fiche F2231", source_url="https://a.fr/F2231")
    (one,) = places(client_of("82"), "F2231")["Dans les sources"]
    assert one.url == page(models.Procedure.objects.get())


def test_links_and_what_only_colleagues_read_are_searched_too(client_of):
    """« Où est écrit anef ? » asks for the links too, and « stage » for who is tried."""
    url = "https://administration-etrangers.gouv.fr/anef/"
    department = models.Department.objects.get(code="82")
    for code in ("82", "34"):
        models.Channel.objects.filter(department__code=code).update(url=url)
    models.Department.objects.filter(pk=department.pk).update(prefecture_site=f"{url}accueil")
    orientation = models.Orientation.objects.create(key="aide", rank=1, title_fr="Aide")
    models.OrientationLink.objects.create(orientation=orientation, text_fr="Le site", url=url)
    fact = models.DerivedFact.objects.create(key="f", kind="boolean", title="Dépose sur l'ANEF")
    models.DerivedRule.objects.create(derived_fact=fact, value=True, label="Par l'ANEF")
    models.Invariant.objects.create(key="g", title="Personne sans adresse n'est envoyé à l'ANEF")
    models.Case.objects.create(file="a", key="c", persona="Une étudiante qui a un compte ANEF")
    client = client_of("82", "national")
    found = places(client, "anef")
    assert {kind: len(listed) for kind, listed in found.items()} == {
        "Dans les personnes d'essai": 1,
        "Dans les garanties": 1,
        "Dans les informations déduites": 2,
        "Dans les liens": 3,
    }
    for one in (one for listed in found.values() for one in listed):
        assert one.title
        assert client.get(one.url.partition("#")[0]).status_code == 200, one.title


def test_what_is_said_everywhere_is_counted_and_shown_in_part(client_of, texts, monkeypatch):
    """« fr » is said in 2,000 places of the shipped catalogue: each was put in words, in 0.6 s."""
    department = models.Department.objects.get(code="82")
    models.Notice.objects.bulk_create(
        models.Notice(department=department, text_fr="Plus de papier.") for _ in range(120)
    )
    named, shown = [], page_module.named
    monkeypatch.setattr(page_module, "named", lambda row: named.append(row) or shown(row))
    client = client_of("82")
    said = client.get(SEARCH, {"q": "papier"})
    assert len(named) == page_module.FIRST
    assert "Voir les 100 premiers" in said.text
    said = client.get(SEARCH, {"q": "papier", "tout": "Dans les textes"})
    counted = {kind: (number, len(listed)) for kind, number, listed in said.context["groups"]}
    assert counted["Dans les textes"] == (120, 100)
    assert "et 20 autres" in said.text


def test_a_second_search_reads_no_text_again(client_of, texts, monkeypatch):
    client = client_of("82")
    before = places(client, "récépissé")
    monkeypatch.setattr(texts_module, "read_texts", lambda: pytest.fail("read again"))
    assert places(client, "récépissé") == before
    assert places(client, "gardez")["Dans les textes"]


def test_nothing_asked_finds_nothing(client_of):
    for query in ("", "   ", "?!"):
        assert client_of("82").get(SEARCH, {"q": query}).context["groups"] == []


@pytest.mark.parametrize("words", ["mode accueil", "accueil", "tickets", "borne", "postes"])
def test_the_tool_of_the_entrance_is_found_by_the_words_of_agents(client_of, words):
    found = places(client_of("82"), words)
    assert next(iter(found)) == "Dans « Consulter »"
    urls = {one.url: one for one in found["Dans « Consulter »"]}
    shown = urls[reverse("admin:desk_reception")]
    assert (shown.title, shown.verb) == ("Postes d'accueil", "Ouvrir")
    # Who keeps no département opens no post.
    listed = places(client_of("national"), words).get("Dans « Consulter »", [])
    assert reverse("admin:desk_reception") not in {one.url for one in listed}


def test_lists_and_pages_of_the_menu_are_found_by_their_names(client_of):
    found = places(client_of("82"), "tableaux bord")["Dans « Consulter »"]
    assert [one.url for one in found] == [reverse("admin:desk_dashboards")]
    assert "Dans « Consulter »" not in {
        kind
        for kind, _, _ in client_of("82").get(SEARCH, {"q": "bord", "ici": "1"}).context["groups"]
    }

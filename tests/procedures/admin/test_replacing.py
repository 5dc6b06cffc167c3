"""« Remplacer partout »: what an account may change, in one act, read before and undone at once."""

from html import unescape
from unittest.mock import Mock

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from procedures import models
from procedures.drafting.searching import replacing
from procedures.drafting.searching.replacing import Replacement, places
from procedures.engine.errors import InvalidCatalogue, Problem
from tests import factories

from .addresses import page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
REPLACE = reverse("admin:desk_replace")
SIDES = {"q": "récépissé", "par": "attestation"}


@pytest.fixture
def texts(catalogue):
    """« récépissé » in a title, a step and an announcement of the 82; the title is translated."""
    document = factories.make_document(key="recepisse", title_fr="Récépissé de demande")
    document.set_translation("title", "ar", "وصل", models.TranslationStatus.REVIEWED)
    document.save()
    models.Step.objects.update(text_fr="Gardez vos récépissés (deux).")
    models.Notice.objects.filter(department__code="82").update(text_fr="Plus de récépissé ici.")
    return document


def shown(client, **sides):
    return client.get(REPLACE, SIDES | sides)


def marks(client, **sides):
    return [one.mark for one, _, _ in shown(client, **sides).context["places"]]


def send(client, action, endroits, **sides):
    return client.post(REPLACE, {**SIDES, **sides, "action": action, "endroits": endroits})


def said(response):
    return unescape(" ".join(str(one) for one in get_messages(response.wsgi_request)))


def test_each_place_is_shown_before_and_after_then_replaced_as_one_act(client_of, texts):
    client = client_of("82", "national")
    found = [place for place, _, ticked in shown(client).context["places"] if ticked]
    assert sorted(place.after for place in found) == [
        "Attestation de demande",
        "Gardez vos attestations (deux).",
        "Plus de attestation ici.",
    ]
    kept = [one.mark for one in found if one.after != "Plus de attestation ici."]
    read = send(client, "apercu", kept)
    assert models.EntryChange.objects.count() == 0
    assert [place.mark for place in read.context["places"]] == kept
    assert read.context["languages"] == [("arabe", 1)]
    assert "1 en arabe" in unescape(read.text)
    done = send(client, "appliquer", kept)
    assert "Remplacé à 2 endroits." in said(done)
    texts.refresh_from_db()
    assert texts.title_fr == "Attestation de demande"
    assert texts.translation_status("title", "ar") == models.TranslationStatus.STALE
    assert models.Notice.objects.get(department__code="82").text_fr == "Plus de récépissé ici."
    acts = models.EntryChange.objects.values_list("at", "author__email", "how")
    assert [how for _, _, how in set(acts)] == ["remplacement de « récépissé » par « attestation »"]


def test_an_act_is_undone_as_a_whole_with_its_translations(client_of, texts):
    client = client_of("82", "national")
    done = send(client, "appliquer", marks(client))
    address = reverse("admin:desk_undo", args=[models.EntryChange.objects.latest("pk").pk])
    assert address in said(done)
    link = client.get(page(texts, "history")).text
    assert "Défaire les 3 fiches de cet enregistrement" in unescape(link)
    assert "3 fiches sont comme avant." in said(client.post(address))
    texts.refresh_from_db()
    assert texts.title_fr == "Récépissé de demande"
    assert texts.translation_status("title", "ar") == models.TranslationStatus.REVIEWED
    assert len(marks(client)) == 3


def test_an_act_is_not_undone_over_what_somebody_wrote_since(client_of, texts):
    client = client_of("82", "national")
    send(client, "appliquer", marks(client))
    address = reverse("admin:desk_undo", args=[models.EntryChange.objects.latest("pk").pk])
    models.Document.objects.filter(pk=texts.pk).update(title_fr="Autre")
    refused = client.post(address)
    assert "changé depuis" in refused.text
    assert models.Step.objects.get().text_fr == "Gardez vos attestations (deux)."


def test_an_act_is_undone_by_those_who_may_change_each_entry(client_of, texts):
    client = client_of("82", "national")
    send(client, "appliquer", marks(client))
    address = reverse("admin:desk_undo", args=[models.EntryChange.objects.latest("pk").pk])
    local = client_of("82")
    assert local.get(address).status_code == local.post(address).status_code == 403


def test_only_what_the_account_may_change_is_replaced(client_of, texts):
    national = [one.mark for one in places(Replacement(**sides()), lambda *_: True)]
    client = client_of("82")
    own = marks(client)
    assert len(own) == 1
    refused = send(client, "appliquer", national)
    assert "Rien n'est remplacé" in unescape(refused.text)
    texts.refresh_from_db()
    assert texts.title_fr == "Récépissé de demande"
    assert client_of("82", role="consultation").get(REPLACE).status_code == 403


def sides():
    return {"sought": SIDES["q"], "put": SIDES["par"]}


def test_a_text_that_a_colleague_saved_since_stops_the_act_and_is_named(client_of, texts):
    client = client_of("82", "national")
    sent = marks(client)
    save = client.post(
        page(texts), form_data(client.get(page(texts))) | {"title_fr": "Récépissé de dépôt"}
    )
    assert save.status_code == 302
    refused = send(client, "appliquer", sent)
    assert refused.context["faults"] == [
        (
            "Pièce justificative « Récépissé de dépôt » : titre",
            "quelqu'un l'a changé ou retiré depuis cet aperçu",
        )
    ]
    assert models.Step.objects.get().text_fr == "Gardez vos récépissés (deux)."


@pytest.mark.parametrize(
    ("sought", "text", "put", "after"),
    [
        ("récépissé", "Un RÉCÉPISSÉ, des récépissés.", "reçu", "Un REÇU, des reçus."),
        ("l'anef", "Sur l’ANEF", "le site", "Sur le site"),
        ("200 €", "Payez 200\u00a0€, non 1200 €.", "275 €", "Payez 275 €, non 1200 €."),
        (".*", "Tout .* et rien", "a", "Tout a et rien"),
        ("an", "dans un an", "mois", "dans un mois"),
        ("an", "un an", r"\g<0>\1", r"un \g<0>\1"),
        ("ici", "Venez ici demain.", "", "Venez demain."),
        ("(deux)", "Gardez (deux).", "<b>2</b>", "Gardez <b>2</b>."),
    ],
)
def test_both_sides_are_literal_and_whole_words(sought, text, put, after):
    assert Replacement(sought, put).apply(text) == after


def test_markup_is_shown_as_text(client_of, texts):
    client = client_of("82")
    read = send(client, "apercu", marks(client, par="<script>a</script>"), par="<script>a</script>")
    assert "<script>a" not in read.text
    assert "&lt;script&gt;" in read.text


@pytest.mark.parametrize("q", ["é" * 301, ""])
def test_what_is_no_text_finds_nothing(client_of, q):
    answer = client_of("82").get(REPLACE, {"q": q, "par": "b"})
    assert answer.status_code == 200
    assert "places" not in answer.context


@pytest.mark.parametrize(("put", "why"), [("", "vide"), ("x" * 300, "500")])
def test_what_a_text_cannot_hold_is_refused_with_its_place(client_of, catalogue, put, why):
    site = models.Site.objects.filter(department__code="82")
    name = "Accueil" if put == "" else "Accueil Accueil"
    site.update(name_fr=name)
    client = client_of("82")
    sent = marks(client, q="Accueil", par=put)
    read = send(client, "apercu", sent, q="Accueil", par=put)
    refused = send(client, "appliquer", sent, q="Accueil", par=put)
    for answer in (read, refused):
        [(where, told)] = answer.context["faults"]
        assert name in where
        assert why in told
    assert site.get().name_fr == name


def test_what_would_make_an_entry_invalid_is_refused_with_the_entry(client_of, texts, monkeypatch):
    """What only the whole catalogue can tell is asked before the act ends."""
    problem = Problem("documents.yaml", "recepisse.title", "ce titre est déjà pris")
    monkeypatch.setattr(
        replacing, "refuse_new_faults", Mock(side_effect=InvalidCatalogue([problem]))
    )
    client = client_of("82", "national")
    refused = send(client, "appliquer", marks(client))
    assert "Ce titre est déjà pris." in refused.text
    assert page(texts) in refused.text
    texts.refresh_from_db()
    assert texts.title_fr == "Récépissé de demande"
    assert not models.EntryChange.objects.exists()


def test_the_search_leads_to_it_for_those_who_write(client_of, texts):
    search = reverse("admin:desk_search")
    link = f"{REPLACE}?q=r%C3%A9c%C3%A9piss%C3%A9"
    assert link in client_of("82").get(search, {"q": "récépissé"}).text
    assert link not in client_of("82", role="consultation").get(search, {"q": "récépissé"}).text

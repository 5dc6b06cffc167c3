"""The return to a former edition says first what the public and the working copy would lose."""

import re
from html import unescape

import pytest
from django.urls import reverse

from procedures import models
from procedures.publishing.checks import completeness
from procedures.publishing.editions import publisher
from tests import factories

pytestmark = pytest.mark.usefixtures("catalogue")


def shown(client, number=1):
    response = client.get(reverse("admin:desk_restore", args=[number]))
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.text)).split())


def between(text, first, last):
    return text[text.index(first) : text.index(last)]


@pytest.fixture
def undone(catalogue, monkeypatch):
    """Two editions: the second one brings a procedure, a paper, a deadline, and changes a text."""
    publisher.publish()
    renewal = models.Procedure.objects.get(key="renouvellement")
    paper = factories.make_document(key="attestation", title_fr="Attestation")
    renewal.documents.create(document=paper)
    renewal.steps.update(late_fr="Vous êtes en retard.")
    renewal.summary_fr = "Du neuf."
    renewal.save()
    # Its people are not what is looked at here.
    monkeypatch.setattr(completeness, "POSITIVE", 0)
    monkeypatch.setattr(completeness, "NEGATIVE", 0)
    source = {"source_reference": "CESEDA", "source_checked_on": "2026-01-01"}
    factories.make_procedure(key="autre", title_fr="Une autre carte", **source)
    models.Notice.objects.filter(department__code="82").delete()
    publisher.publish()
    return renewal


def test_what_disappears_is_said_first_the_gravest_before_the_rest(client_of, undone):
    text = shown(client_of("national"))
    lost = between(text, "Ce qui disparaît pour le public", "Ce qui change pour le public")
    names = (
        "démarche : « Une autre carte »",
        "pièce justificative : « Attestation »",
        "démarche : « Une carte » › pièces demandées › « Attestation »",
    )
    assert [name for name in names if name in lost] == list(names)
    assert sorted(map(lost.index, names)) == list(map(lost.index, names))
    assert "quoi faire une fois le délai passé" in lost
    # A paper that goes is named once, not once for each of its values.
    assert lost.count("› « Attestation »") == 1
    changes = between(text, "Ce qui change pour le public", "Et dans votre travail")
    assert "Après le retour" in changes
    assert "Du neuf." in changes
    assert "Fermé au 82." in changes
    assert text.index("Du neuf.") < text.index("Pourquoi")


def test_what_the_working_copy_would_lose_is_said_and_what_was_written_since_is_not(
    client_of, undone
):
    models.Document.objects.filter(key="passeport").update(title_fr="Passeport en cours")
    text = shown(client_of("national"))
    work = between(text, "Et dans votre travail", "Pourquoi")
    assert "n'est pas encore publié, reste dans les deux cas." in work
    assert "retrait démarche : « Une autre carte »" in work
    assert "modification démarche : « Une carte »" in work
    assert "Passeport en cours" not in work


def test_a_return_that_only_gives_back_says_that_nothing_disappears(client_of, published):
    models.Notice.objects.filter(department__code="82").delete()
    publisher.publish()
    text = shown(client_of("82"))
    assert "Ce qui disparaît" not in text
    assert "Ce qui change pour le public (1)" in text


def test_work_that_holds_nothing_of_it_any_more_is_not_asked_about(client_of, published):
    models.Channel.objects.filter(department__code="82").update(instructions_fr="Venez.")
    publisher.publish()
    models.Channel.objects.filter(department__code="82").update(instructions_fr="Écrivez au 82.")
    text = shown(client_of("82"))
    assert "Et dans votre travail" not in text
    assert "Votre travail ne change pas" in text


def test_an_announcement_that_only_moved_down_is_not_said_to_disappear(client_of, published):
    (former,) = models.Notice.objects.filter(department__code="82")
    models.Notice.objects.create(department=former.department, text_fr="Fermé le 24.", position=0)
    models.Notice.objects.filter(pk=former.pk).update(position=1)
    publisher.publish()
    text = shown(client_of("82"))
    lost = between(text, "Ce qui disparaît pour le public (1)", "Ce qui change pour le public (1)")
    assert "Fermé le 24." in lost
    assert "Fermé au 82." not in text


def test_a_return_past_several_publications_says_so(nation, undone):
    """The message of an older publication still led back before it, and a day closed since went."""
    assert "Vous défaites" not in shown(nation)
    undone.summary_fr = "Encore."
    undone.save()
    publisher.publish(note="Fermeture du 24 décembre")
    text = shown(nation)
    assert "Vous défaites 2 publications, pas une seule" in text
    assert "Fermeture du 24 décembre" in between(text, "Vous défaites", "Ce qui disparaît")
    assert "Vous défaites" not in shown(nation, 2)

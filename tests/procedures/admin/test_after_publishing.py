"""After a publication: when the public sees it, where to read it, and how to take it back."""

import re
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from procedures import models
from procedures.publishing.editions import publisher
from tests import factories

from .addresses import listing
from .test_cases import make_case

pytestmark = pytest.mark.usefixtures("catalogue")
PUBLISH = "/admin/publier/"


def publish(client, part="82"):
    models.Channel.objects.filter(department__code=part).update(instructions_fr="Venez.")
    digest = client.get(PUBLISH, {"part": part}).context["digest"]
    sent = {"part": part, "action": "publier", "digest": digest}
    response = client.post(PUBLISH, sent)
    assert response.status_code == 302
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def restoring(number):
    return reverse("admin:desk_restore", args=[number])


@pytest.mark.parametrize(
    ("seconds", "words"), [(300, "5 minutes au plus"), (60, "1 minute au plus")]
)
def test_how_long_browsers_keep_a_page_is_said(client_of, settings, seconds, words):
    settings.PUBLIC_PAGES_HELD = seconds
    publisher.publish()
    assert f"Visible du public dans {words}." in publish(client_of("82"))


def test_the_public_page_and_the_way_back_are_one_press_away(client_of, published):
    said = publish(client_of("82"))
    assert "/fr/82/" in said
    assert restoring(1) in said
    # A national publication has no page of its own.
    assert "Voir la page" not in publish(client_of("national"), models.NATIONAL)


def test_the_public_page_opens_where_what_is_asked_changed(local, published):
    assert 'href="/fr/82/"' in publish(local)
    models.Override.objects.filter(department__code="82").update(notes_fr="Deux copies.")
    assert 'href="/fr/82/#en-plus"' in publish(local)


def test_the_way_back_stands_on_the_row_of_what_it_takes_back(client_of, local, published):
    publish(local)
    text = local.get(listing(models.Edition)).text
    first_row = text[text.index("<tbody>") :].partition("</tr>")[0]
    assert "défaire cette publication" in first_row
    assert restoring(1) in first_row
    others = client_of("34").get(listing(models.Edition)).text
    assert restoring(1) not in others


def test_one_lands_where_what_is_public_and_what_waits_are_said(client_of, published):
    client = client_of("82", "34")
    models.Channel.objects.filter(department__code="34").update(instructions_fr="Plus tard.")
    models.Channel.objects.filter(department__code="82").update(instructions_fr="Venez.")
    digest = client.get(PUBLISH, {"part": "82"}).context["digest"]
    sent = {"part": "82", "action": "publier", "digest": digest}
    response = client.post(PUBLISH, sent, follow=True)
    assert response.redirect_chain == [("/admin/", 302)]
    text = unescape(response.text).replace("\xa0", " ")
    assert (
        "C'est publié. Changé : façon de déposer : « courrier, pour toutes les démarches »." in text
    )
    assert "Il ne vous reste rien" not in text
    assert [one["part"] for one in response.context["desk_strips"]] == ["34"]
    assert "Il ne vous reste rien à publier." in publish(client, "34")


def test_a_national_publication_leads_to_the_sheets_that_changed(client_of, published):
    models.Procedure.objects.filter(key="renouvellement").update(summary_fr="Du neuf.")
    said = publish(client_of("national"), models.NATIONAL)
    assert '<a href="/fr/demarches/renouvellement/">Voir la fiche « Une carte »</a>' in said
    assert "Changé : démarche : « Une carte »" in said


def test_persons_of_trial_alone_are_not_called_public(local, published):
    make_case()
    digest = local.get(PUBLISH, {"part": "82"}).context["digest"]
    response = local.post(PUBLISH, {"part": "82", "action": "publier", "digest": digest})
    said = " ".join(str(message) for message in get_messages(response.wsgi_request))
    assert "C'est publié : une personne d'essai. Le public ne la voit pas." in unescape(said)
    assert "Voir la page" not in said
    assert "Visible du public" not in said


def test_an_adaptation_that_comes_is_not_told_as_one_that_goes(local):
    adaptations = models.Override.objects.filter(department__code="82")
    row, paper = adaptations.get(), factories.make_document(title_fr="Attestation d'assurance")
    second = factories.make_document(key="autre", title_fr="Relevé")
    adaptations.update(draft=True)
    publisher.publish()
    adaptations.update(draft=False)
    line = models.DocumentEntry.objects.create(override=row, document=paper)
    name = "adaptation locale : « Une carte »"
    said = unescape(publish(local))
    assert f"Ajouté : {name} (« Attestation d'assurance »)." in said
    other = models.DocumentEntry.objects.create(override=row, document=second)
    assert f"Changé : {name} (en plus : « Relevé »)." in unescape(publish(local))
    other.delete()
    line.note_fr = "Une copie."
    line.save()
    said = unescape(publish(local))
    assert f"Changé : {name} (« Attestation d'assurance », en moins : « Relevé »)." in said
    row.delete()
    assert f"Retiré : {name} (« Attestation d'assurance »)." in unescape(publish(local))


def test_a_long_name_is_cut_between_two_words_and_its_sentence_ends_once(local, published):
    words = "Le vendredi 4 décembre, les guichets de la préfecture sont fermés toute la matinée."
    models.Notice.objects.filter(department__code="82").update(text_fr=words)
    for text in (local.get("/admin/").text, publish(local)):
        said = unescape(text)
        assert re.search(r"guichets (de la )?préfecture… »\.? ", said.replace("\n", " ")), said
        assert "…." not in said

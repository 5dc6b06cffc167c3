"""The admin's own pages: what conditions may name, the check, publication and its undoing."""

from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from procedures import models
from procedures.publishing import publisher

from .addresses import listing

pytestmark = pytest.mark.usefixtures("catalogue")


def url(name, *args):
    return reverse(f"admin:desk_{name}", args=args)


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def change(code, text="Prenez rendez-vous."):
    channel = models.Channel.objects.get(department__code=code)
    channel.instructions_fr = text
    channel.save()


def published_text(code):
    part = models.Edition.objects.first().parts.get(code=code)
    return part.content["department"]["channels"][0]["instructions"]


def test_facts_page_lists_what_conditions_may_name(client_of):
    facts = {fact["key"]: fact for fact in client_of("82").get(url("facts")).context["facts"]}
    assert {"age", "situation", "departement", "channel"} <= set(facts)
    assert [value for value, _ in facts["situation"]["values"]] == ["etudes", "travail"]


def test_check_page_leads_to_what_is_wrong(client_of):
    procedure = models.Procedure.objects.get()
    models.Procedure.objects.update(when={"situation": "etude"})
    response = client_of("82").get(url("check"))
    (label, address), problems = response.context["blocking"][0]
    assert "renouvellement" in label
    assert address == reverse("admin:procedures_procedure_change", args=[procedure.pk])
    assert problems[0].near == ("etudes",)
    assert problems[0].message in unescape(response.content.decode())


def test_check_page_leads_to_a_local_entry(client_of):
    channel = models.Channel.objects.get(department__code="34")
    models.Channel.objects.filter(pk=channel.pk).update(when={"ag": 3})
    assert client_of("82").get(url("check")).context["blocking"] == []
    places = [place for place, _ in client_of("34").get(url("check")).context["blocking"]]
    assert places[0][1] == reverse("admin:procedures_channel_change", args=[channel.pk])


def test_publish_page_shows_what_changes(client_of):
    publisher.publish()
    change("82")
    changes = client_of("82").get(url("publish")).context["changes"]
    assert [(one.kind, one.section, one.details) for one in changes] == [
        ("modified", "channels", ("instructions",))
    ]


def test_publisher_of_a_part_is_not_shown_the_warnings_of_others(client_of):
    publisher.publish()
    assert client_of("national").get(url("publish")).context["warning_count"] > 0
    assert client_of("82").get(url("publish")).context["warning_count"] == 0


def test_publishing_ones_part_leaves_the_others_alone(client_of):
    publisher.publish()
    change("82")
    change("34")
    client = client_of("82")
    response = client.post(url("publish"), {"part": "82", "note": "Rendez-vous."})
    assert response.status_code == 302
    edition = models.Edition.objects.first()
    assert (edition.number, edition.note) == (2, "Rendez-vous.")
    assert edition.author == models.PublishedPart.objects.get(code="82", editions=2).author
    assert published_text("82") == "Prenez rendez-vous."
    assert published_text("34") == "Écrivez au 34."
    assert "2" in said(response)


@pytest.mark.parametrize("part", ["34", "national", "", "99"])
def test_another_part_is_not_published(client_of, part):
    publisher.publish()
    change("34")
    response = client_of("82").post(url("publish"), {"part": part, "note": ""})
    assert response.status_code == 403
    assert models.Edition.objects.count() == 1


@pytest.mark.parametrize("role", ["consultation", "redaction"])
def test_publishing_takes_the_role(client_of, role):
    publisher.publish()
    change("82")
    client = client_of("82", role=role)
    assert client.get(url("publish")).status_code == 403
    assert client.post(url("publish"), {"part": "82"}).status_code == 403
    assert models.Edition.objects.count() == 1


def test_a_broken_catalogue_is_not_published_and_the_note_is_kept(client_of):
    publisher.publish()
    models.Channel.objects.filter(department__code="82").update(when={"ag": 3})
    response = client_of("82").post(url("publish"), {"part": "82", "note": "Ma note."})
    assert response.status_code == 200
    assert response.context["blocking_count"] == 1
    assert "Ma note." in response.content.decode()
    assert models.Edition.objects.count() == 1


def test_publishing_what_has_not_changed_says_so(client_of):
    publisher.publish()
    client_of("82").post(url("publish"), {"part": "82"})
    assert models.Edition.objects.count() == 1


def test_former_edition_is_put_in_force_again(client_of):
    publisher.publish()
    change("82")
    publisher.publish()
    client = client_of("national")
    assert client.get(url("restore", 1)).status_code == 200
    assert client.post(url("restore", 1), {"note": "Erreur."}).status_code == 302
    assert models.Edition.objects.first().number == 3
    assert published_text("82") == "Écrivez au 82."


@pytest.mark.parametrize(("part", "role"), [("82", "publication"), ("national", "redaction")])
def test_only_publishers_of_the_national_content_restore(client_of, part, role):
    publisher.publish()
    client = client_of(part, role=role)
    assert client.get(url("restore", 1)).status_code == 403
    assert client.post(url("restore", 1)).status_code == 403
    assert models.Edition.objects.count() == 1


def test_list_of_editions_says_which_is_in_force(client_of):
    publisher.publish()
    change("82")
    publisher.publish()
    page = client_of("national").get(listing(models.Edition)).content.decode()
    assert url("restore", 1) in page
    assert url("restore", 2) not in page


def test_every_page_is_in_french_whatever_the_browser_asks(client_of):
    response = client_of("82").get(reverse("admin:index"), headers={"accept-language": "ar"})
    assert '<html lang="fr" dir="ltr">' in response.content.decode()

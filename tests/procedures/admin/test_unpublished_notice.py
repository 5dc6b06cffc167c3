"""Once anything that the public reads is saved: it waits for a publication, and says where."""

from html import unescape

import pytest
from django.urls import reverse

from procedures import models
from procedures.admin.unpublished_notice import waits
from procedures.publishing.editions import publisher

from .addresses import listing, page
from .forms import form_data
from .test_cases import make_case
from .test_publishing_notices import DAYS

pytestmark = pytest.mark.usefixtures("catalogue")
WAITS = "le public le verra après publication"


def saved(client, row, **changes):
    address = page(row)
    answer = client.post(address, form_data(client.get(address)) | changes, follow=True)
    return unescape(" ".join(map(str, answer.context["messages"])))


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (models.Site, {"phone": "05 63 22 82 99"}),
        (models.Channel, {"instructions_fr": "Venez."}),
        (models.Helper, {"name_fr": "Une autre"}),
        (models.Notice, {"text_fr": "Fermé lundi."}),
    ],
)
@pytest.mark.parametrize(
    ("role", "leads"), [("redaction", "desk_own_changes"), ("publication", "desk_publish")]
)
def test_what_is_saved_waits_and_says_where_to_go(client_of, model, changes, role, leads):
    client = client_of("82", role=role)
    said = saved(client, model.objects.get(department__code="82"), **changes)
    assert said.count(WAITS) == 1
    for name in ("desk_tryout", leads):
        assert f'href="{reverse(f"admin:{name}")}' in said


def test_what_is_saved_unchanged_waits_for_nothing(client_of):
    said = saved(client_of("82"), models.Site.objects.get(department__code="82"))
    assert "Enregistré" in said
    assert WAITS not in said


def test_what_is_in_preparation_has_its_own_words(client_of):
    row = models.Site.objects.get(department__code="82")
    models.Site.objects.filter(pk=row.pk).update(draft=True)
    said = saved(client_of("82"), row, name_fr="Autre accueil")
    assert "C'est en préparation" in said
    assert WAITS not in said


@pytest.mark.parametrize(
    "row", [models.Case(), models.ApprovedHost(), models.Question(inquiry_id=1)], ids=repr
)
def test_what_the_public_never_reads_waits_for_nothing(row):
    assert not waits(row)


def test_an_announcement_published_at_once_does_not_wait(client_of):
    publisher.publish()
    row = models.Notice.objects.get(department__code="82")
    said = saved(client_of("82"), row, text_fr="Fermé.", _publier="oui", **DAYS)
    assert "C'est publié" in said
    assert WAITS not in said


def removed(client, row):
    answer = client.post(page(row, "delete"), {"post": "yes"}, follow=True)
    return unescape(" ".join(map(str, answer.context["messages"])))


def selected(client, *rows):
    sent = {"action": "delete_selected", "_selected_action": [one.pk for one in rows]}
    answer = client.post(listing(type(rows[0])), sent | {"post": "yes"}, follow=True)
    return unescape(" ".join(map(str, answer.context["messages"])))


@pytest.mark.parametrize("by", [removed, selected])
@pytest.mark.parametrize(
    ("role", "leads", "act"),
    [
        ("redaction", "desk_own_changes", "Proposez ce retrait"),
        ("publication", "desk_publish", "Publiez"),
    ],
)
def test_what_is_removed_is_still_read_until_one_publishes(client_of, by, role, leads, act):
    publisher.publish()
    row = models.Override.objects.get(department__code="82")
    said = by(client_of("82", role=role), row)
    assert not models.Override.objects.filter(pk=row.pk).exists()
    assert f"Le public la voit encore. {act} pour qu'elle disparaisse." in said
    assert f'href="{reverse(f"admin:{leads}")}' in said
    assert WAITS not in said


@pytest.mark.parametrize("by", [removed, selected])
def test_what_nobody_reads_is_removed_without_a_word(client_of, by):
    models.Override.objects.filter(department__code="82").update(draft=True)
    publisher.publish()
    said = by(client_of("82"), models.Override.objects.get(department__code="82"))
    assert "Retiré" in said
    assert "public" not in said


def test_before_the_first_publication_nothing_is_read(client_of):
    said = removed(client_of("82"), models.Override.objects.get(department__code="82"))
    assert "Retiré" in said
    assert "public" not in said


def test_several_that_are_removed_are_told_together(client_of):
    publisher.publish()
    said = selected(client_of("82", "34"), *models.Override.objects.all())
    assert "Le public voit encore ce que vous avez retiré." in said
    assert ">Publier (34)</a>" in said
    assert ">Publier (82)</a>" in said


@pytest.mark.parametrize("published", [True, False], ids=["published", "new"])
def test_a_line_deleted_in_a_form_is_still_read_if_it_was_published(client_of, published):
    override = models.Override.objects.get(department__code="82")
    line = {"override": override, "document": models.Document.objects.first()}
    if published:
        models.DocumentEntry.objects.create(**line)
    publisher.publish()
    if not published:
        models.DocumentEntry.objects.create(**line)
    said = saved(client_of("82"), override, **{"add_documents-0-DELETE": "on"})
    assert not override.add_documents.exists()
    assert ("Le public voit encore ce que vous avez retiré." in said) is published
    assert WAITS in said


@pytest.mark.parametrize("before", [{}, {"note_fr": "En double."}], ids=["as_is", "changed"])
def test_a_line_removed_on_its_own_page_is_still_read(client_of, before):
    override = models.Override.objects.get(department__code="82")
    line = models.DocumentEntry.objects.create(
        override=override, document=models.Document.objects.first()
    )
    publisher.publish()
    models.DocumentEntry.objects.filter(pk=line.pk).update(**before)
    assert "Le public la voit encore." in removed(client_of("82"), line)


def test_a_person_of_trial_is_removed_without_a_word_on_the_public(client_of):
    row = make_case()
    publisher.publish()
    said = removed(client_of("82"), row)
    assert "Retiré" in said
    assert "Le public" not in said

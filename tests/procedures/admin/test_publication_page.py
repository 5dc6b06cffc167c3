"""« Publier » shows what one part changes, in words and for whom, then publishes it."""

from html import unescape

import pytest

from procedures import models
from procedures.drafting.places import part_of
from procedures.publishing.editions import publisher
from tests import factories

from .addresses import page
from .channels import change, published_text
from .forms import form_data
from .reading import said

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/publier/"
STUDY = {"part": "national", "etude": "oui"}


def told_of(response):
    """Return every change of the page, in its words."""
    return [told for _, listed in response.context["groups"] for told in listed]


def words_of(told):
    """Return {label: (before, after)} of a change, without the marks."""
    return {
        one.label: tuple("".join(part for part, _ in side) for side in (one.before, one.after))
        for one in told.differences
    }


def test_publish_page_shows_what_changes(client_of, published):
    change("82")
    changes = client_of("82").get(URL).context["changes"]
    assert [(one.kind, one.section) for one in changes] == [("modified", "channels")]


def test_publisher_of_a_part_is_not_shown_the_warnings_of_others(client_of, published):
    change("82")
    models.Procedure.objects.update(title_fr="Un titre")
    assert client_of("national").get(URL).context["warning_count"] > 0
    context = client_of("82").get(URL).context
    shown = [problem for _, listed in context["warnings"] for problem in listed]
    assert {part_of(one.problem) for one in shown} <= {"82"}


def test_a_text_that_still_says_the_former_amount_is_one_link_away_before_publishing(client_of):
    fee = factories.make_fee(label_fr="Carte : 200 € et 50 €")
    amount = models.FeeAmount.objects.create(fee=fee, starts_on="2026-01-01", amount=250)
    notice = models.Notice.objects.get(department__code="34")
    models.Notice.objects.filter(pk=notice.pk).update(text_fr="La carte coûte 250 €.")
    publisher.publish()
    models.FeeAmount.objects.filter(pk=amount.pk).update(amount=275)
    words = unescape(client_of("national", "34").get(f"{URL}?part=national").text)
    assert "(250 €) est encore à 2 autres endroits. Relisez" in words
    assert page(fee) in words
    assert page(notice) in words
    models.Notice.objects.filter(pk=notice.pk).update(text_fr="La carte coûte 275 €.")
    models.Fee.objects.filter(pk=fee.pk).update(label_fr="Carte : 225 € et 50 €")
    assert "est encore à" not in unescape(client_of("national").get(f"{URL}?part=national").text)


def test_an_amount_to_come_has_nothing_to_plan(client_of):
    fee = factories.make_fee(label_fr="Droit de timbre")
    models.FeeAmount.objects.create(fee=fee, starts_on="2026-01-01", amount=350)
    publisher.publish()
    models.FeeAmount.objects.create(fee=fee, starts_on="2099-01-01", amount=370)
    words = unescape(client_of("national").get(URL).content.decode())
    assert "« Droit de timbre » : le montant change de lui-même le 1er janvier 2099." in words
    assert "Publiez maintenant : rien à prévoir." in words


def test_a_change_that_changes_no_answer_says_so(client_of, published):
    models.Site.objects.filter(department__code="82").update(address_fr="2 rue Neuve, Montauban")
    words = unescape(client_of("82").get(URL).content.decode())
    assert "Aucune démarche ni pièce ne change ; l'adresse affichée change." in words


def test_nothing_is_checked_when_nothing_changes(client_of, published):
    context = client_of("national").get(URL).context
    assert (context["change_count"], context["warning_count"]) == (0, 0)


def test_publishing_ones_part_leaves_the_others_alone(local, published):
    change("82")
    change("34")
    response = local.post(URL, {"part": "82", "note": "Rendez-vous."})
    assert response.status_code == 302
    edition = models.Edition.objects.first()
    assert (edition.number, edition.note) == (2, "Rendez-vous.")
    assert edition.author == models.PublishedPart.objects.get(code="82", editions=2).author
    assert published_text("82") == "Prenez rendez-vous."
    assert published_text("34") == "Écrivez au 34."
    assert "2" in said(response)


@pytest.mark.parametrize("part", ["34", "national", "", "99"])
def test_another_part_is_not_published(client_of, part, published):
    change("34")
    response = client_of("82").post(URL, {"part": part, "note": ""})
    assert response.status_code == 403
    assert models.Edition.objects.count() == 1


@pytest.mark.parametrize("role", ["consultation", "redaction"])
def test_publishing_takes_the_role(client_of, role, published):
    change("82")
    client = client_of("82", role=role)
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"part": "82"}).status_code == 403
    assert models.Edition.objects.count() == 1


def test_a_broken_catalogue_is_not_published_and_the_note_is_kept(client_of, published):
    models.Channel.objects.filter(department__code="82").update(when={"ag": 3})
    response = client_of("82").post(URL, {"part": "82", "note": "Ma note."})
    assert response.status_code == 200
    assert response.context["blocking_count"] == 1
    assert not response.context["people_fail"]
    assert "Ma note." in response.content.decode()
    assert models.Edition.objects.count() == 1


def test_publishing_what_has_not_changed_says_so(client_of, published):
    client_of("82").post(URL, {"part": "82"})
    assert models.Edition.objects.count() == 1


def test_changes_are_grouped_by_procedure_and_said_in_words(client_of, renewal_in_force):
    both = {"situation": ["etudes", "travail"]}
    models.Procedure.objects.update(title_fr="Un titre", when=both)
    models.DocumentEntry.objects.update(when={"age": {"gte": 18}})
    response = client_of("national").get(URL)
    ((title, (told,)),) = response.context["groups"]
    assert (title, told.url) == ("Démarche « Un titre »", page(renewal_in_force))
    rows = words_of(told)
    assert rows["titre"] == ("Une carte", "Un titre")
    assert [said.count("« Oui »") for said in rows["condition"]] == [1, 2]
    (document,) = [label for label in rows if label.startswith("pièces demandées › « Passeport »")]
    assert rows[document][0] == "toujours"
    assert "au moins 18" in rows[document][1]


def test_added_and_removed_entries_are_said(client_of, renewal_in_force):
    contract = factories.make_document(key="contrat", title_fr="Contrat")
    models.DocumentEntry.objects.update(document=contract)
    response = client_of("national").get(URL)
    kinds = {(told.diff.kind, told.diff.section) for told in told_of(response)}
    assert kinds == {("added", "documents"), ("modified", "procedures")}
    (told,) = [one for one in told_of(response) if one.diff.section == "procedures"]
    assert set(words_of(told).values()) == {("", "« Contrat »"), ("« Passeport »", "")}


def test_change_says_who_made_it(client_of, renewal_in_force):
    client = client_of("national", email="ana@example.org")
    document = models.Document.objects.get(key="passeport")
    data = form_data(client.get(page(document))) | {"title_fr": "Passeport valable"}
    assert client.post(page(document), data).status_code == 302
    (told,) = told_of(client.get(URL))
    assert told.author.email == "ana@example.org"


def test_change_of_a_line_is_of_who_changed_the_line(client_of, renewal_in_force):
    client = client_of("82", email="lea@example.org")
    channel = models.Channel.objects.get(department__code="82")
    data = form_data(client.get(page(channel))) | {"instructions_fr": "Venez."}
    assert client.post(page(channel), data).status_code == 302
    (told,) = told_of(client.get(URL))
    assert (told.author.email, told.url) == ("lea@example.org", page(channel))


def test_a_change_that_is_unticked_stays_and_the_page_says_so(local, published):
    change("82", "Appelez-nous.")
    models.Helper.objects.filter(department__code="82").update(name_fr="Maison du droit")
    shown = local.get(URL).context["choices"]
    assert [one.chosen for one in shown] == [True, True]
    keys = [one.key for one in shown]
    (helper,) = [one.key for one in shown if "Maison du droit" in one.label]
    response = local.post(URL, {"part": "82", "montre": keys, "pris": [helper]})
    assert response.status_code == 302
    assert "Laissé dans votre travail, non publié : " in said(response)
    part = models.Edition.objects.first().parts.get(code="82").content["department"]
    assert part["helpers"][0]["name"] == "Maison du droit"
    assert part["channels"][0]["instructions"] == "Écrivez au 82."
    (left,) = local.get(URL).context["changes"]
    assert left.section == "channels"


def test_what_the_writer_prepares_is_named_on_the_page_of_nobody_else(client_of, published):
    procedure = models.Procedure.objects.get()
    new = models.Procedure.objects.create(
        key="visa", family="etudes", track="titre", rank=99, title_fr="Visa long", draft=True
    )
    client = client_of("national", email="anne@example.org")
    address = f"/admin/procedures/procedure/{new.pk}/change/"
    data = form_data(client.get(address)) | {"title_fr": "Visa très long"}
    assert client.post(address, data).status_code == 302
    assert client.get(URL).context["in_preparation"] == ["Visa très long"]
    assert client.get(URL).context["changes"] == []
    assert b"Visa tr" not in client_of("national", email="ben@example.org").get(URL).content
    # What the public reads already is not put in preparation: it would go.
    form = client.get(f"/admin/procedures/procedure/{procedure.pk}/change/")
    assert "draft" not in form_data(form)


@pytest.mark.parametrize(
    ("asked", "named"),
    [("34", "34 Département 34"), ("national", "contenu national"), ("82", ""), ("zz", "")],
)
def test_a_part_that_one_may_not_publish_is_said_before_another_is_shown(client_of, asked, named):
    response = client_of("82").get(URL, {"part": asked})
    assert response.context["part"] == "82"
    told = response.context["elsewhere"]
    assert told == "" if not named else told.startswith(f"Vous ne pouvez pas publier « {named}")
    assert told == "" or (told in unescape(response.text) and "Voici « 82 Département 82 »" in told)

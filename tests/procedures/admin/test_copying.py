"""« Copier vers un autre département » checks rights in both places, warns, then writes."""

from datetime import date

import pytest

from procedures import models
from procedures.exchange import plain_from_database
from tests import factories

from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
CHANNELS, OVERRIDES = "/admin/copier/canaux/", "/admin/copier/adaptations/"


@pytest.fixture
def channel(catalogue):
    row = models.Channel.objects.get(department__code="82")
    row.department.name_fr = "Tarn-et-Garonne"
    row.department.save()
    row.url, row.families = "https://www.tarn-et-garonne.gouv.fr/rdv", ["etudes"]
    row.address_fr = "2 allée de l'Empereur"
    row.instructions_fr = "Écrivez à accueil@exemple.fr ou au 05 63 22 82 00, Tarn-et-Garonne."
    row.set_translation("instructions", "ar", "اكتبوا", models.TranslationStatus.REVIEWED)
    row.when = {"situation": "etudes", "not": {"arrondissement": "822"}}
    row.source_reference, row.owner, row.confidence = "Site de la préfecture", "82", "high"
    row.source_checked_on = date(2026, 11, 1)
    row.save()
    procedure = models.Procedure.objects.get(key="renouvellement")
    models.ChannelProcedure.objects.create(channel=row, procedure=procedure)
    return row


@pytest.fixture
def override(catalogue):
    row = models.Override.objects.get(department__code="82")
    row.notes_fr = "Venez tôt."
    row.set_translation("notes", "en", "Come early.", models.TranslationStatus.MACHINE)
    row.save()
    passport = models.Document.objects.get(key="passeport")
    other = factories.make_document(key="bail", title_fr="Bail")
    models.DroppedDocument.objects.create(override=row, document=other)
    entry = models.DocumentEntry.objects.create(
        override=row, group_fr="Un papier", when={"age": {"gte": 18}}, confidence="high"
    )
    for document in (passport, other):
        models.DocumentAlternative.objects.create(entry=entry, document=document)
    return row


def send(client, url, row, *targets, action="apercu", **data):
    return client.post(url, {"ligne": row.pk, "targets": targets, "action": action, **data})


def copy(client, url, row, *targets, **data):
    preview = send(client, url, row, *targets, **data)
    return client.post(url, form_data(preview) | {"action": "copier"})


def department(code):
    return plain_from_database()["departments"][code]


def test_a_channel_is_copied_with_its_translations_and_marked_unchecked(client_of, channel):
    client = client_of("82", "34", email="agent@example.org")
    assert copy(client, CHANNELS, channel, "34").status_code == 302
    copied = models.Channel.objects.get(department__code="34", kind="postal", url=channel.url)
    assert copied.pk != channel.pk
    assert (copied.source_checked_on, copied.confidence, copied.owner) == (None, "low", "34")
    assert copied.translation_status("instructions", "ar") == models.TranslationStatus.REVIEWED
    first, second = department("82")["channels"][0], department("34")["channels"][1]
    same = ("for", "when", "kind", "url", "address", "instructions")
    assert {name: second[name] for name in same} == {name: first[name] for name in same}
    (row,) = models.EntryChange.objects.filter(author__email="agent@example.org")
    assert (row.part, row.section, row.how) == ("34", "channels", "copie vers un autre département")


def test_what_may_have_no_meaning_there_is_said(client_of, channel):
    (plan,) = send(client_of("82", "34"), CHANNELS, channel, "34").context["plans"]
    said = "\n".join(plan.doubts)
    for word in (
        "l'arrondissement",
        "https://www.tarn-et-garonne.gouv.fr/rdv",
        "2 allée de l'Empereur",
        "accueil@exemple.fr",
        "05 63 22 82 00",
        "« Tarn-et-Garonne »",
    ):
        assert word in said


def test_a_condition_on_a_place_of_the_target_is_no_doubt(client_of, channel):
    models.Channel.objects.filter(pk=channel.pk).update(when={"commune": ["34172"]})
    (plan,) = send(client_of("82", "34"), CHANNELS, channel, "34").context["plans"]
    assert not [one for one in plan.doubts if "condition" in one]


def test_what_somebody_checked_for_the_new_place_keeps_its_confidence(client_of, channel):
    copy(client_of("82", "34"), CHANNELS, channel, "34", checked="on")
    copied = models.Channel.objects.get(department__code="34", url=channel.url)
    assert copied.confidence == "high"
    assert copied.source_checked_on is not None


def test_the_channels_that_are_there_for_the_same_procedures_are_shown(client_of, channel):
    client = client_of("82", "34")
    (plan,) = send(client, CHANNELS, channel, "34").context["plans"]
    assert plan.there == []  # That of 34 is for everything: it is no double.
    copy(client, CHANNELS, channel, "34")
    (plan,) = send(client, CHANNELS, channel, "34").context["plans"]
    assert (len(plan.there), plan.chosen) == (1, "ignorer")
    copy(client, CHANNELS, channel, "34")
    assert models.Channel.objects.filter(department__code="34").count() == 2


def test_an_adaptation_is_copied_with_its_documents(client_of, override):
    models.Override.objects.filter(department__code="34").delete()
    copy(client_of("82", "34"), OVERRIDES, override, "34")
    entry = department("82")["overrides"][0]
    copied = department("34")["overrides"][0]
    assert copied.pop("confidence") == "low"
    assert copied["add_documents"][0].pop("confidence") == "low"
    assert entry["add_documents"][0].pop("confidence") == "high"
    assert copied == entry
    row = models.Override.objects.get(department__code="34")
    assert row.translation_status("notes", "en") == models.TranslationStatus.MACHINE


def test_an_adaptation_that_is_there_is_shown_and_left_unless_replacing_is_chosen(
    client_of, override
):
    there = models.Override.objects.get(department__code="34")
    client, before = client_of("82", "34"), department("34")
    preview = send(client, OVERRIDES, override, "34")
    (plan,) = preview.context["plans"]
    assert (plan.there, plan.chosen) == ([there], "ignorer")
    client.post(OVERRIDES, form_data(preview) | {"action": "copier"})
    assert department("34") == before
    chosen = {plan.name: "remplacer", "action": "copier"}
    client.post(OVERRIDES, form_data(send(client, OVERRIDES, override, "34")) | chosen)
    there.refresh_from_db()
    assert (there.notes_fr, there.add_documents.count()) == ("Venez tôt.", 1)
    assert models.Override.objects.filter(department__code="34").count() == 1


def test_several_places_at_once_and_never_the_place_it_comes_from(client_of, channel):
    factories.make_department("30", name_fr="Gard")
    client = client_of("82", "34", "30")
    preview = send(client, CHANNELS, channel, "30", "34", "82")
    assert [plan.target.code for plan in preview.context["plans"]] == ["30", "34"]
    client.post(CHANNELS, form_data(preview) | {"action": "copier"})
    codes = models.Channel.objects.filter(url=channel.url).values_list(
        "department__code", flat=True
    )
    assert sorted(codes) == ["30", "34", "82"]


def test_the_preview_writes_nothing_and_a_change_in_between_is_shown_again(client_of, channel):
    client, before = client_of("82", "34"), plain_from_database()
    preview = send(client, CHANNELS, channel, "34")
    assert plain_from_database() == before
    models.Channel.objects.filter(pk=channel.pk).update(instructions_fr="Autre chose.")
    response = client.post(CHANNELS, form_data(preview) | {"action": "copier"})
    assert response.context["stale"]
    assert not models.Channel.objects.filter(department__code="34", url=channel.url).exists()


@pytest.mark.parametrize(
    ("memberships", "target"),
    [
        ((("82", "publication"),), "34"),
        ((("34", "publication"),), "34"),
        ((("82", "publication"), ("34", "consultation")), "34"),
        ((("82", "publication"), ("34", "publication")), "national"),
        ((), "34"),
    ],
)
def test_who_may_not_read_one_end_and_write_the_other_copies_nothing(
    client, channel, memberships, target
):
    user = factories.make_user()
    for part, role in memberships:
        factories.make_membership(part, role, user=user)
    client.force_login(user)
    before = plain_from_database()
    for action in ("apercu", "copier"):
        assert send(client, CHANNELS, channel, target, action=action).status_code == 403
    assert plain_from_database() == before


def test_a_reader_of_the_source_may_copy_into_their_own_department(client, channel):
    user = factories.make_user()
    factories.make_membership("82", "consultation", user=user)
    factories.make_membership("34", "redaction", user=user)
    client.force_login(user)
    assert copy(client, CHANNELS, channel, "34").status_code == 302
    assert models.Channel.objects.filter(department__code="34", url=channel.url).exists()


@pytest.mark.parametrize("keys", [[], ["x"], ["999999"], ["9" * 40]])
def test_what_does_not_exist_is_not_found(client_of, keys):
    client = client_of("82", "34")
    assert client.get(CHANNELS, {"ligne": keys}).status_code == 404
    assert client.get("/admin/copier/annonces/", {"ligne": keys}).status_code == 404


def test_without_a_target_the_form_says_so(client_of, channel):
    response = send(client_of("82", "34"), CHANNELS, channel)
    assert "targets" in response.context["form"].errors


def test_the_list_and_the_page_of_an_entry_lead_to_the_copy(client_of, channel):
    client = client_of("82", "34")
    data = {"action": "copy_elsewhere", "_selected_action": [channel.pk]}
    response = client.post("/admin/procedures/channel/", data)
    assert response.url == f"{CHANNELS}?ligne={channel.pk}"
    page = client.get(f"/admin/procedures/channel/{channel.pk}/change/").content.decode()
    assert f"{CHANNELS}?ligne={channel.pk}" in page
    page = client_of("82", email="b@example.org").get(
        f"/admin/procedures/channel/{channel.pk}/change/"
    )
    assert CHANNELS not in page.content.decode()


def test_nothing_is_copied_if_the_end_fails(client_of, channel, monkeypatch):
    client = client_of("82", "34")
    client.raise_request_exception = False
    preview = send(client, CHANNELS, channel, "34")
    before = plain_from_database()
    monkeypatch.setattr("procedures.admin.copying.elsewhere._done", _fail)
    response = client.post(CHANNELS, form_data(preview) | {"action": "copier"})
    assert response.status_code == 500
    assert plain_from_database() == before


def _fail(*arguments):
    raise RuntimeError

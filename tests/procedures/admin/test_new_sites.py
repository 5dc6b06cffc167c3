"""« Nouveaux sites »: a publication with links to new sites waits for a confirmation."""

from html import unescape

import pytest

from procedures import models
from procedures.publishing.editions import publisher

from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/publier/"
BOOKING = "https://rendez-vous.example/82"


@pytest.fixture
def new_link():
    publisher.publish()
    channel = models.Channel.objects.get(department__code="82")
    channel.url = BOOKING
    channel.save()
    models.ChannelProcedure.objects.create(
        channel=channel, procedure=models.Procedure.objects.get()
    )
    return channel


def publish(client, **data):
    page = f"{URL}?part=82"
    sent = form_data(client.get(page)) | {"part": "82", "action": "publier", **data}
    return client.post(URL, sent)


def approved():
    return models.ApprovedHost.objects.filter(host__endswith=".example")


def test_the_page_shows_the_new_site_with_its_link_entry_and_procedure(client_of, new_link):
    (site,) = client_of("82").get(URL).context["new_sites"]
    assert (site.host, site.mentioned) == ("rendez-vous.example", False)
    (link,) = site.links
    assert link.url == BOOKING
    assert link.procedures == "Une carte"
    assert link.page == f"/admin/procedures/channel/{new_link.pk}/change/"


@pytest.mark.parametrize("confirmed", [[], ["example"], ["rendez-vous.example.com"]])
def test_nothing_is_published_until_the_site_is_confirmed(client_of, new_link, confirmed):
    response = publish(client_of("82"), confirmed_host=confirmed, note="Le nouveau lien")
    assert response.status_code == 200
    assert response.context["refused"]
    assert "Le nouveau lien" in response.content.decode()
    assert models.Edition.objects.count() == 1
    assert not approved().exists()


def test_a_confirmation_publishes_and_says_who_confirmed(client_of, new_link):
    client = client_of("82", models.NATIONAL, email="editrice@example.org")
    assert publish(client, confirmed_host=["rendez-vous.example"]).status_code == 302
    assert models.Edition.objects.count() == 2
    (row,) = approved()
    assert row.approved_by.email == "editrice@example.org"
    assert client.get(f"{URL}?part=82").context["new_sites"] == []


def test_another_link_to_a_confirmed_site_is_not_asked_about(client_of, new_link):
    client = client_of("82", models.NATIONAL)
    publish(client, confirmed_host=["rendez-vous.example"])
    models.Channel.objects.filter(pk=new_link.pk).update(url=f"{BOOKING}/autre")
    assert publish(client).status_code == 302
    assert models.Edition.objects.count() == 3


@pytest.mark.parametrize("role", ["consultation", "redaction"])
def test_who_may_not_publish_may_not_confirm(client_of, new_link, role):
    data = {"part": "82", "action": "publier", "confirmed_host": "rendez-vous.example"}
    assert client_of("82", role=role).post(URL, data).status_code == 403
    assert client_of("34", email="autre@example.org").post(URL, data).status_code == 403
    assert not approved().exists()
    assert models.Edition.objects.count() == 1


@pytest.mark.parametrize("role", ["redaction", "publication"])
def test_a_department_does_not_write_the_list_by_hand(client_of, role):
    client = client_of("82", role=role)
    data = {"host": "faux.example", "reason": "essai"}
    assert client.post("/admin/procedures/approvedhost/add/", data).status_code == 403
    assert not approved().exists()


def test_what_a_national_publisher_adds_bears_their_name(client_of):
    client = client_of(models.NATIONAL, email="n@example.org")
    data = {"host": "vrai.example", "reason": "Site de l'association"}
    assert client.post("/admin/procedures/approvedhost/add/", data).status_code == 302
    assert approved().get().approved_by.email == "n@example.org"


def change(client, channel, url):
    address = f"/admin/procedures/channel/{channel.pk}/change/"
    return client.post(address, form_data(client.get(address)) | {"url": url}, follow=True)


@pytest.mark.parametrize(
    "url",
    ["http://exemple.fr/", "https://gouv.fr@evil.com/", "https://192.0.2.1/", "https://exemple"],
)
def test_a_link_that_deceives_is_refused_in_the_form(client_of, new_link, url):
    response = change(client_of("82"), new_link, url)
    assert response.context["adminform"].form.errors["url"]
    new_link.refresh_from_db()
    assert new_link.url == BOOKING


def test_an_old_source_is_kept_but_not_written_anew(local, new_link):
    old = "http://ancien.example/page"
    models.Channel.objects.filter(pk=new_link.pk).update(source_url=old)
    change(local, new_link, f"{BOOKING}/b")
    new_link.refresh_from_db()
    assert (new_link.url, new_link.source_url) == (f"{BOOKING}/b", old)
    address = f"/admin/procedures/channel/{new_link.pk}/change/"
    data = form_data(local.get(address)) | {"source_url": f"{old}/2"}
    assert "source_url" in local.post(address, data).context["adminform"].form.errors


def test_the_channels_page_says_at_once_that_a_site_is_new(local, new_link):
    said = "devra le confirmer"
    assert said in unescape(change(local, new_link, "https://nouveau.example/").content.decode())
    address = f"/admin/procedures/channel/{new_link.pk}/change/"
    assert said in local.get(address).content.decode()
    change(local, new_link, "https://www.tarn-et-garonne.gouv.fr/")
    assert said not in local.get(address).content.decode()

"""A new site that people follow is put live by two persons, or by who publishes for all."""

import pytest
from django.test import Client
from django.urls import reverse

from procedures import models
from procedures.models import SecurityEvent
from procedures.publishing import hosts
from procedures.publishing.editions import publisher
from tests import factories

from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/publier/"
HOST = "rendez-vous.example"


@pytest.fixture
def new_link():
    publisher.publish()
    channel = models.Channel.objects.get(department__code="82")
    channel.url = f"https://{HOST}/82"
    channel.save()
    return channel


def account(*parts, **fields):
    user = factories.make_user(**fields)
    for part in parts:
        factories.make_membership(part, role="publication", user=user)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def publish(client):
    data = form_data(client.get(f"{URL}?part=82")) | {"part": "82", "action": "publier"}
    return client.post(URL, data | {"confirmed_host": [HOST]})


def is_live():
    return models.Edition.objects.count() == 2


def approved():
    return models.ApprovedHost.objects.filter(host=HOST)


def test_one_account_puts_no_site_live_however_often_it_tries(new_link):
    alone = account("82")
    for _ in range(3):
        response = publish(alone)
        assert response.context["refused"]
        assert "deuxième personne" in response.content.decode()
    assert not is_live()
    assert not approved().exists()
    assert hosts.proposals()[0].proposed_by == alone.user


def test_a_second_person_puts_it_live(new_link):
    publish(account("82"))
    second = account("82")
    assert publish(second).status_code == 302
    assert is_live()
    assert approved().get().approved_by == second.user
    assert hosts.proposals() == []


def test_the_publisher_of_another_part_is_no_second_person(new_link):
    publish(account("82"))
    assert publish(account("34")).status_code == 403
    assert not is_live()


def test_the_first_account_does_not_become_the_second(new_link):
    """It proposes again after somebody else did: it is still alone if nobody else looked."""
    first = account("82")
    publish(first)
    models.HostProposal.objects.update(host="autre.example")
    publish(first)
    assert not is_live()


@pytest.mark.parametrize("who", ["national", "administrator"])
def test_who_publishes_for_all_decides_alone(new_link, who):
    deciding = account("82", "national") if who == "national" else account(is_superuser=True)
    assert publish(deciding).status_code == 302
    assert is_live()


def test_an_editor_of_the_national_content_is_no_publisher(new_link):
    user = factories.make_user()
    factories.make_membership("82", role="publication", user=user)
    factories.make_membership("national", role="redaction", user=user)
    client = Client()
    client.force_login(user)
    publish(client)
    assert not is_live()


def test_a_site_that_is_only_cited_waits_for_nobody(catalogue):
    publisher.publish()
    models.Channel.objects.filter(department__code="82").update(
        source_url="https://source.example/a"
    )
    client = account("82")
    data = form_data(client.get(f"{URL}?part=82")) | {"part": "82", "action": "publier"}
    assert client.post(URL, data | {"confirmed_host": ["source.example"]}).status_code == 302


def test_the_home_tells_those_who_may_decide(new_link):
    national, colleague, other = account("national"), account("82"), account("34")
    first = account("82", full_name="Anne")
    publish(first)

    def told(client):
        return [one for one in client.get("/admin/").context["desk_waiting"] if HOST in one[0]]

    ((text, address, _),) = told(national)
    assert "proposé par Anne" in text
    assert national.get(address).context["adminform"].form.initial["host"] == HOST
    assert told(colleague)[0][1] == f"{URL}?part=82"
    assert told(first) == told(other) == []


def test_every_approval_is_told_to_those_who_publish_for_all(new_link):
    publish(account("82"))
    second = account("82", full_name="Bea")
    publish(second)
    national = account("national")
    told = [one for one in national.get("/admin/").context["desk_waiting"] if HOST in one[0]]
    assert [text.partition(" le ")[0] for text, *_ in told] == [f"Site approuvé : {HOST}, par Bea"]
    assert national.get(told[0][1]).status_code == 200
    assert not [one for one in second.get("/admin/").context["desk_waiting"] if HOST in one[0]]


def test_the_journal_of_security_knows_who_proposed_and_who_approved(new_link):
    first, second = account("82"), account("82")
    publish(first)
    publish(second)
    found = SecurityEvent.objects.filter(about=HOST).order_by("pk")
    assert [(one.kind, one.account) for one in found] == [
        ("host_proposed", first.user),
        ("host_approved", second.user),
    ]


def test_what_is_written_in_the_list_by_hand_is_in_the_journal_too(catalogue):
    national = account("national")
    data = {"host": "vrai.example", "reason": "Site de l'association"}
    assert national.post(reverse("admin:procedures_approvedhost_add"), data).status_code == 302
    event = SecurityEvent.objects.get(kind="host_approved")
    assert (event.account, event.about) == (national.user, "vrai.example")


def test_an_approval_by_hand_ends_the_waiting(new_link):
    publish(account("82"))
    national = account("national")
    data = {"host": HOST, "reason": "Vu avec la préfecture"}
    national.post(reverse("admin:procedures_approvedhost_add"), data)
    assert hosts.proposals() == []
    assert publish(account("82")).status_code == 302

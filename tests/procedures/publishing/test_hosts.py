"""A link is published only to a site that is in the list, or that somebody confirms."""

import pytest

from procedures.models import ApprovedHost
from procedures.publishing import hosts
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def listed():
    ApprovedHost.objects.all().delete()
    ApprovedHost.objects.create(host="gouv.fr", includes_subdomains=True, reason="officiel")
    ApprovedHost.objects.create(host="exemple.fr", reason="connu")
    ApprovedHost.objects.create(host="presse.fr", mentions_only=True, reason="cité")


def contents(url="", **channel):
    channel = {"kind": "online_booking", **({"url": url} if url else {}), **channel}
    return {
        "national": {"orientations": []},
        "82": {"department": {"code": "82", "channels": [channel]}},
    }


def new(url, before=None, **channel):
    return [link.url for link in hosts.unapproved(before or {}, contents(url, **channel))]


@pytest.mark.parametrize(
    "url", ["https://www.herault.gouv.fr/x", "https://gouv.fr/", "https://EXEMPLE.fr/rdv"]
)
def test_a_site_of_the_list_is_not_asked_about(url):
    assert new(url) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://fauxgouv.fr/",
        "https://gouv.fr.rendez-vous.com/",
        "https://rdv.exemple.fr/",
        "https://presse.fr/",
        "https://gouv.fr@evil.com/",
    ],
)
def test_a_site_outside_the_list_is(url):
    assert new(url) == [url]


def test_a_text_or_a_source_may_name_a_site_that_a_channel_may_not_follow():
    source = {"source": {"url": "https://presse.fr/article"}}
    assert new("", **source) == []
    assert new("", instructions="Lisez https://presse.fr/rdv") == ["https://presse.fr/rdv"]
    notice = {"department": {"code": "82", "notices": [{"text": "Lisez presse.fr"}]}}
    assert hosts.unapproved({}, {"82": notice}) == []


def test_what_is_published_and_has_not_changed_is_not_asked_again():
    url = "https://ailleurs.fr/rdv"
    assert new(url, before=contents(url)) == []
    assert new(url, before=contents(url), instructions="Venez.") == []
    assert new(f"{url}?autre", before=contents(url)) == [f"{url}?autre"]


def test_a_published_source_does_not_become_a_booking():
    url = "https://presse.fr/article"
    before = contents("", source={"url": url})
    assert new(url, before=before) == [url]


def test_a_translation_may_not_lead_elsewhere():
    candidate = contents()
    path = {"channels.0.instructions": {"text": "https://ailleurs.fr"}}
    candidate["82"]["translations"] = {"ar": {"departements/82.yaml": path}}
    assert [link.url for link in hosts.unapproved({}, candidate)] == ["https://ailleurs.fr"]


def test_nothing_is_confirmed_unless_everything_new_is():
    candidate = contents("https://un.fr/", instructions="Ou bien https://deux.fr/")
    with pytest.raises(hosts.UnapprovedHosts) as refusal:
        hosts.confirm({}, candidate, confirmed=["un.fr", "trois.fr"])
    assert refusal.value.hosts == ("deux.fr",)
    assert "departements/82.yaml" in str(refusal.value)
    assert not ApprovedHost.objects.filter(host__in=("un.fr", "deux.fr", "trois.fr")).exists()


def test_a_confirmation_says_who_and_when_and_holds_for_that_site_alone():
    author = factories.make_membership("national", role="publication").user
    hosts.confirm({}, contents("https://un.fr/"), author=author, confirmed=["un.fr"])
    row = ApprovedHost.objects.get(host="un.fr")
    assert (row.approved_by, row.includes_subdomains, row.mentions_only) == (author, False, False)
    assert new("https://un.fr/autre") == []
    assert new("https://a.un.fr/") == ["https://a.un.fr/"]


def test_a_confirmation_by_one_account_of_a_departement_approves_nothing():
    author = factories.make_membership("82", role="publication").user
    with pytest.raises(hosts.SecondPersonNeeded):
        hosts.confirm({}, contents("https://un.fr/"), author=author, confirmed=["un.fr"])
    assert new("https://un.fr/") == ["https://un.fr/"]


def test_a_named_site_confirmed_for_a_booking_does_not_open_its_sub_sites():
    ApprovedHost.objects.filter(host="presse.fr").update(includes_subdomains=True)
    hosts.confirm({}, contents("https://presse.fr/rdv"), confirmed=["presse.fr"])
    assert new("https://presse.fr/autre") == []
    assert new("https://blog.presse.fr/") == ["https://blog.presse.fr/"]


def test_a_source_confirmed_stays_a_source():
    source = {"source": {"url": "https://un.fr/article"}}
    hosts.confirm({}, contents("", **source), confirmed=["un.fr"])
    assert ApprovedHost.objects.get(host="un.fr").mentions_only

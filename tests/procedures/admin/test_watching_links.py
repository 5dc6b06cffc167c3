"""The page « Liens », and what the page of an entry says of its dead links."""

import pytest

from procedures import models
from procedures.watching import link_run
from procedures.watching.asking import Answer

from .addresses import page

pytestmark = pytest.mark.usefixtures("catalogue")
LINKS = "/admin/liens/"
DEAD = Answer("gone", 404, "la page n'existe plus")


@pytest.fixture
def dead(catalogue):
    """A dead link of each part, one of them in a text of a line of a procedure."""
    for code in ("82", "34"):
        models.Channel.objects.filter(department__code=code).update(url=f"https://mort{code}.fr/")
        link_run.keep(f"https://mort{code}.fr/", DEAD)
    models.Step.objects.update(text_fr="Allez sur https://mort-national.fr/page.")
    link_run.keep("https://mort-national.fr/page", DEAD)


def shown(response):
    return {
        title: {link.url: [one.url for one in holders] for link, holders in lines}
        for title, _, lines in response.context["panels"]
    }


@pytest.mark.usefixtures("dead")
def test_dead_links_are_shown_with_the_pages_that_mend_them(client_of):
    channel = models.Channel.objects.get(department__code="82")
    assert shown(client_of("82").get(LINKS)) == {
        "Liens morts": {
            "https://mort82.fr/": [page(channel)],
            "https://mort-national.fr/page": [page(models.Step.objects.get())],
        }
    }


@pytest.mark.usefixtures("dead")
def test_links_of_other_parts_are_not_shown(client_of):
    html = client_of("82").get(LINKS).content.decode()
    assert "mort34" not in html
    assert "mort34" in client_of(is_superuser=True).get(LINKS).content.decode()


def test_new_address_and_doubtful_links_have_their_own_lists(client_of):
    document = models.Document.objects.get()
    document.how_to_get_fr = "https://a.fr/ puis https://b.fr/ puis https://c.fr/"
    document.save()
    link_run.keep("https://a.fr/", Answer("ok", 200))
    link_run.keep("https://b.fr/", Answer("moved", 200, "ailleurs", "https://bb.fr/"))
    link_run.keep("https://c.fr/", Answer("blocked", 403, "le site refuse"))
    response = client_of("82").get(LINKS)
    assert {title: list(found) for title, found in shown(response).items()} == {
        "À vérifier à la main": ["https://c.fr/"],
        "Changements d'adresse": ["https://b.fr/"],
    }
    assert 'href="https://bb.fr/"' in response.content.decode()


@pytest.mark.usefixtures("dead")
def test_page_of_the_entry_tells_its_dead_links_and_those_of_its_lines(client_of):
    client = client_of("82")
    channel = models.Channel.objects.get(department__code="82")
    assert "1 lien mort ici" in client.get(page(channel)).content.decode()
    procedure = models.Procedure.objects.get()
    assert "https://mort-national.fr/page" in client.get(page(procedure)).content.decode()
    site = models.Site.objects.get(department__code="82")
    assert "lien mort" not in client.get(page(site)).content.decode()


@pytest.mark.usefixtures("dead")
def test_link_that_was_mended_is_no_longer_told(client_of):
    models.Channel.objects.filter(department__code="82").update(url="https://vivant.fr/")
    client = client_of("82")
    assert "mort82" not in client.get(LINKS).content.decode()
    channel = models.Channel.objects.get(department__code="82")
    assert "lien mort" not in client.get(page(channel)).content.decode()


def test_page_asks_each_table_once(client_of, dead, django_assert_max_num_queries):
    client = client_of("82")
    client.get(LINKS)
    with django_assert_max_num_queries(55):
        client.get(LINKS)


def test_page_before_the_first_run(client_of):
    html = client_of("82").get(LINKS).content.decode()
    assert "Aucun lien n'a encore été contrôlé" in html.replace("&#x27;", "'")


def test_accounts_without_a_part_are_refused(client_of):
    assert client_of().get(LINKS).status_code == 403

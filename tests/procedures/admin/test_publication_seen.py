"""« Publier » shows what is added by the components of the public's pages."""

from html import unescape

import pytest
from django.contrib.messages import get_messages

from procedures import models
from procedures.publishing.editions import publisher
from tests import factories

pytestmark = pytest.mark.usefixtures("catalogue")
PUBLISH = "/admin/publier/"


def test_what_is_added_stands_as_the_public_will_see_it(client_of, published):
    department = models.Department.objects.get(code="82")
    models.Notice.objects.create(department=department, text_fr="Fermé lundi.", position=9)
    models.Site.objects.create(
        department=department, key="annexe", name_fr="Annexe", phone="05 63 00 00 01", position=9
    )
    orientation = models.Orientation.objects.create(
        key="aide", rank=9, title_fr="Aide sur place", text_fr="Un site vous aide.", position=9
    )
    models.OrientationLink.objects.create(
        orientation=orientation, text_fr="Ouvrir ce site", url="https://a.fr/"
    )
    factories.make_document(key="quittance", title_fr="Quittance", explanation_fr="Un reçu.")
    client = client_of("82", "national")
    page = client.get(PUBLISH, {"part": "82"}).text
    assert page.count("Un aperçu de ce que le public lira") == 2
    assert '<div class="notice notice--info">' in page
    assert '<h3 class="contact__name">Annexe</h3>' in page
    page = client.get(PUBLISH, {"part": "national"}).text
    assert '<span class="document__title">Quittance</span>' in page
    assert '<p class="notice__title">Aide sur place</p>' in page
    assert '<a href="https://a.fr/" rel="external">Ouvrir ce site</a>' in page


@pytest.fixture
def beaten(catalogue):
    """A second way to apply for everything, behind that of the 82, which the public reads."""
    factories.make_question(key="commune", kind="commune", position=9)
    publisher.publish()
    department = models.Department.objects.get(code="82")
    return models.Channel.objects.create(
        department=department, key="courrier_bis", kind="counter", position=9
    )


def test_a_way_to_apply_that_another_always_beats_is_not_shown_as_read(client_of, beaten):
    client = client_of("82")
    page = unescape(client.get(PUBLISH, {"part": "82"}).text)
    assert "Un aperçu de ce que le public lira" not in page
    unread = "<strong>Le public ne la lira pas.</strong> Personne ne dépose par « guichet »."
    assert f"{unread} Une autre façon de déposer passe toujours avant." in page
    # With a family of its own, it comes before the other one.
    beaten.families = ["etudes"]
    beaten.save()
    page = unescape(client.get(PUBLISH, {"part": "82"}).text)
    assert "Un aperçu de ce que le public lira" in page
    assert "Le public ne la lira pas." not in page


def test_a_way_to_apply_that_nobody_reads_is_not_told_as_public(client_of, beaten):
    told = published_by(client_of("82"))
    assert "C'est publié, mais le public n'en lit rien." in told
    assert "Personne ne dépose par « guichet ». Une autre façon de déposer passe toujours" in told
    assert "Visible du public" not in told
    models.Channel.objects.filter(pk=beaten.pk).update(address_fr="Montauban")
    models.Notice.objects.filter(department__code="82").update(text_fr="Ouvert.")
    told = published_by(client_of("82"))
    assert "Visible du public" in told
    assert "Le public ne lira pas" in told


def published_by(client):
    digest = client.get(PUBLISH, {"part": "82"}).context["digest"]
    response = client.post(PUBLISH, {"part": "82", "digest": digest})
    assert response.status_code == 302, response.text
    return unescape(" ".join(map(str, get_messages(response.wsgi_request))))

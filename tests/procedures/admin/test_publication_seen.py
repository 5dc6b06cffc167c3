"""« Publier » shows what is added by the components of the public's pages."""

from html import unescape

import pytest

from procedures import models
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


def test_a_way_to_apply_that_another_always_beats_is_not_shown_as_read(client_of, published):
    department = models.Department.objects.get(code="82")
    models.Channel.objects.create(
        department=department, key="courrier_bis", kind="postal", position=9
    )
    page = unescape(client_of("82").get(PUBLISH, {"part": "82"}).text)
    assert "Un aperçu de ce que le public lira" not in page
    unread = "<strong>Le public ne la lira pas.</strong> Personne ne dépose par « courrier »."
    assert f"{unread} Une autre façon de déposer passe toujours avant." in page

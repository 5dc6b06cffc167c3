"""Every file that the desk gives of many rows is written in the journal of security."""

import pytest
from django.urls import reverse

from procedures.admin.own_pages import OWN_PAGES
from procedures.models import Kit, SecurityEvent, Wave
from tests.questionnaire.inquiries.conftest import CONTENT

pytestmark = pytest.mark.usefixtures("catalogue")

# {name of a page: what it is sent, by which method, and (what, the parts) that the journal says}
TEXTS = {"langue": "ar", "partie": ["82"], "etat": ["missing"], "fichier": "xlsx"}
EXPORTS = {
    "desk_waves_export": ("get", {}, "enquêtes de terrain", "34, 82"),
    "desk_reception_export": ("get", {"ou": "82"}, "visites à l'accueil", "82"),
    "desk_translating_export": ("get", TEXTS, "traductions : ar", "82"),
    "desk_security_export": ("post", {"format": "csv"}, "journal de sécurité", ""),
}


def make_waves():
    kit = Kit.objects.create(part="national", key="visite", title="Votre visite", content=CONTENT)
    for part in ("82", "34"):
        days = {"opens_on": "2026-11-01", "closes_on": "2026-11-30"}
        Wave.objects.create(kit=kit, part=part, name=part, token=part, content=CONTENT, **days)


def test_every_export_is_tried():
    assert {name for *_, name in OWN_PAGES if name.endswith("_export")} == {*EXPORTS}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_written_with_who_took_what(client_of, name):
    make_waves()
    method, sent, about, parts = EXPORTS[name]
    client = client_of(is_superuser=True, email="anne@example.org")
    response = getattr(client, method)(reverse(f"admin:{name}"), sent)
    assert response.headers["Content-Disposition"].startswith("attachment")
    told = SecurityEvent.objects.get(kind=SecurityEvent.Kind.EXPORTED)
    assert (told.name, told.about, told.part) == ("anne@example.org", about, parts)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_that_is_refused_is_not_written(client_of, name):
    method, sent, *_ = EXPORTS[name]
    response = getattr(client_of(), method)(reverse(f"admin:{name}"), sent)
    assert response.status_code == 403
    assert not SecurityEvent.objects.filter(kind=SecurityEvent.Kind.EXPORTED).exists()

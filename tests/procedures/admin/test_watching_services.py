"""« Confirmer avec la préfecture » notes which service said that a local statement is true."""

from html import unescape

import pytest

from procedures import models
from procedures.models import EntryChange

from .test_pages import said
from .test_watching import DUE, UNCERTAIN, checked, checked_on, key, keys, late, of, today

pytestmark = pytest.mark.usefixtures("catalogue")
# Fixtures of the tests of the other buttons.
__all__ = ["checked", "today"]


@pytest.mark.usefixtures("checked")
def test_service_that_confirmed_is_noted_and_nobody_has_read_the_source(client_of, today):
    site = late(of(models.Site, "82"), today)
    read_on = checked_on(site)
    client = client_of("82")
    models.Department.objects.filter(code="82").update(
        prefecture_name_fr="Préfecture de Tarn-et-Garonne"
    )
    html = unescape(client.get(DUE).content.decode())
    assert 'value="la préfecture de Tarn-et-Garonne"' in html
    assert "Jamais vérifiée par un service." in html
    sent = {"verifier": key(site), "service": "  la préfecture de  Tarn-et-Garonne "}
    assert "vérifié par la préfecture de Tarn-et-Garonne" in said(client.post(DUE, sent))
    site.refresh_from_db()
    assert (site.source_verified_on, site.source_checked_on) == (today, read_on)
    assert (site.source_verified_by, site.confidence) == (
        "la préfecture de Tarn-et-Garonne",
        "high",
    )
    assert EntryChange.objects.get().how == "vérifié"
    assert key(site) not in keys(client.get(DUE))


@pytest.mark.usefixtures("checked")
@pytest.mark.parametrize("service", ["", "  ", "Mme Martin", "a.martin@gard.gouv.fr"])
def test_verification_names_a_service_and_never_a_person(client_of, today, service):
    site = late(of(models.Site, "82"), today)
    response = client_of("82").post(DUE, {"verifier": key(site), "service": service})
    assert "Rien n'est noté" in said(response)
    site.refresh_from_db()
    assert site.source_verified_on is None


@pytest.mark.usefixtures("checked")
def test_law_is_read_and_no_prefecture_verifies_it(client_of, today):
    procedure = late(models.Procedure.objects.get(), today)
    client = client_of("national")
    assert 'name="verifier"' not in client.get(DUE).content.decode()
    client.post(DUE, {"verifier": key(procedure), "service": "la préfecture du Gard"})
    procedure.refresh_from_db()
    assert procedure.source_verified_on is None


@pytest.mark.usefixtures("checked")
def test_verified_statement_without_a_source_has_the_service_as_its_source(client_of, today):
    site = late(of(models.Site, "82"), today)
    models.Site.objects.filter(pk=site.pk).update(source_reference="", confidence="low")
    sent = {"verifier": key(site), "service": "la préfecture de Tarn-et-Garonne"}
    client_of("82").post(UNCERTAIN, sent)
    site.refresh_from_db()
    assert site.source_reference == "La préfecture de Tarn-et-Garonne"


@pytest.mark.usefixtures("checked")
def test_a_service_that_is_too_long_is_refused_and_kept(client_of, today):
    site = late(of(models.Site, "82"), today)
    client = client_of("82")
    text = client.get(DUE).text
    assert 'data-limit="200"' in text
    assert "limits.js" in text
    long = f"la préfecture {'a' * 200}"
    response = client.post(DUE, {"verifier": key(site), "service": long})
    assert "200 caractères au plus\xa0; il y en a 214." in said(response)
    assert f'value="{long}"' in response.text
    site.refresh_from_db()
    assert site.source_verified_on is None

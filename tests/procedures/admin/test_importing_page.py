"""« Importer un fichier »: a file is shown, then taken; who may, and what a broken one says."""

import json
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from procedures.models import Authority, EntryChange, Helper, ImportedRow
from procedures.publishing.journal import recording
from tests import factories
from tests.procedures.drafting.importing.files import BASE, LODEVE, PREFECTURE, SAMPLES

pytestmark = pytest.mark.usefixtures("catalogue")
IMPORT = "/admin/importer/"
STRUCTURES = SAMPLES / "data-inclusion-structures.json"


@pytest.fixture
def authority():
    return Authority.objects.create(
        key="prefecture_34",
        kind="prefecture",
        name="Préfecture : Hérault",
        departments=["34"],
        contact_dated="2019-09",
    )


def send(client, content=None, name=BASE.name):
    content = BASE.read_bytes() if content is None else content
    return client.post(IMPORT, {"fichier": SimpleUploadedFile(name, content)})


def confirm(client, response, **more):
    return client.post(IMPORT, {"paquet": response.context["packet"], **more})


def words(response):
    return unescape(response.content.decode())


def test_a_file_is_shown_then_taken(client_of, authority):
    client = client_of("national")
    shown = send(client)
    assert ("changées", 1) in shown.context["counts"]
    assert "Sous-préfecture - Lodève" in words(shown)
    authority.refresh_from_db()
    assert authority.phone == ""
    assert confirm(client, shown).status_code == 302
    authority.refresh_from_db()
    assert authority.phone == "04 67 61 61 61"
    [change] = EntryChange.objects.all()
    assert (change.how, change.name) == ("fichier importé", "prefecture_34")
    assert "04 67 61 61 61" in words(client.get("/admin/publier/?part=national"))


def test_what_an_agent_wrote_stays_unless_the_file_is_ticked(client_of, authority):
    with recording(factories.make_user()):
        authority.phone = "04 67 00 00 00"
        authority.save()
    client = client_of("national")
    shown = send(client)
    assert f'name="pris" value="{PREFECTURE}"' in words(shown)
    confirm(client, shown)
    authority.refresh_from_db()
    assert (authority.phone, authority.site) == ("04 67 00 00 00", "https://www.herault.gouv.fr")
    ImportedRow.objects.all().delete()
    confirm(client, send(client), pris=[PREFECTURE])
    authority.refresh_from_db()
    assert authority.phone == "04 67 61 61 61"


def test_nothing_is_taken_if_the_content_changed_since_it_was_shown(client_of, authority):
    client = client_of("national")
    shown = send(client)
    Authority.objects.update(phone="04 67 00 00 00")
    again = confirm(client, shown)
    assert "Rien n'est enregistré : le contenu a changé." in words(again)
    assert Authority.objects.get().phone == "04 67 00 00 00"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"service": [{"id": "a", "nom": "b", "pivots": []}]}', "vouliez-vous dire « pivots »"),
        (b"PK\x03\x04", "d'aucun format connu"),
        (b" " * 9_000_001, "Ce fichier est trop gros : 9 Mo au plus."),
    ],
)
def test_a_broken_file_says_what_is_wrong(client_of, content, told):
    response = send(client_of("national"), content)
    assert response.status_code == 200
    assert told in words(response)
    assert "study" not in response.context


def test_a_page_of_another_account_takes_nothing(client_of, authority):
    shown = send(client_of("national"))
    other = client_of("national")
    assert confirm(other, shown).status_code == 302
    assert other.post(IMPORT, {"paquet": "rien"}).status_code == 302
    assert Authority.objects.get().phone == ""


def test_an_entry_that_left_its_file_is_listed_with_the_day(client_of, authority):
    client = client_of("national")
    confirm(client, send(client))
    ImportedRow.objects.filter(official_id=PREFECTURE).update(gone_since="2026-12-01")
    assert "n'est plus dans le fichier depuis le 1er décembre" in words(client.get(IMPORT))
    assert LODEVE not in ImportedRow.objects.values_list("official_id", flat=True)


def cada():
    [content] = json.loads(STRUCTURES.read_bytes())
    changes = {"source": "x", "id": "x--1", "nom": "CADA d'Agde", "reseaux_porteurs": ["cada"]}
    return json.dumps([content | changes]).encode()


def test_an_agent_takes_the_helpers_of_their_departement(client_of):
    client = client_of("34", role="redaction")
    shown = send(client, cada())
    assert "Nouvelle fiche." in words(shown)
    assert "lundi 9 h – 12 h et 14 h – 17 h" in words(shown).replace("\u00a0", " ")
    confirm(client, shown)
    assert Helper.objects.get(name="CADA d'Agde").department.code == "34"
    other = send(client_of("82", role="redaction"), cada())
    assert other.context["counts"] == [("lignes lues", 1), ("hors de vos départements", 1)]
    reader = client_of("34", role="consultation")
    assert send(reader, STRUCTURES.read_bytes()).status_code == 403


def test_a_helper_that_an_agent_wrote_is_retired_only_if_it_is_ticked(client_of):
    client = client_of("34")
    helper = Helper.objects.create(
        department=factories.make_department("34"), name="CADA", kind="cada"
    )
    with recording(factories.make_user()):
        helper.phone = "04 67 00 00 00"
        helper.save()
    mark = {"model": "helpers", "object_id": helper.pk, "gone_since": "2026-01-01"}
    ImportedRow.objects.create(feed="data_inclusion", official_id="cada--1", **mark)
    shown = send(client, cada())
    assert "Retirer cette fiche. Sans coche, elle reste." in words(shown)
    confirm(client, shown)
    assert Helper.objects.filter(pk=helper.pk).exists()
    confirm(client, send(client, cada()), pris=["cada--1"])
    assert not Helper.objects.filter(pk=helper.pk).exists()

"""The files of an edition: whole, the same bytes as their digest says, and the page about them."""

import dataclasses
import gzip
import hashlib
import json
import re
import threading
import time

import brotli
import pytest
import yaml

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange import load_into_database
from procedures.publishing.editions import in_memory, local_copy, publisher
from procedures.publishing.parts import preparing
from questionnaire.open_data import files, writing
from tests.languages import LANGUAGES
from tests.procedures.publishing.editions.test_publisher import make_plain

PLAIN = {
    "questions": [{"key": "student", "kind": "yes_no", "text": "Êtes-vous étudiant ?"}],
    "departments": {"82": {"code": "82", "name": "Tarn-et-Garonne"}},
}


@pytest.fixture
def folder(settings, tmp_path, monkeypatch):
    """Where the files are written; the process that writes them is not begun."""
    settings.EDITION_FILE = str(tmp_path / "edition.json.gz")
    monkeypatch.setattr(files, "_begun", time.monotonic())
    made = files.folder()
    made.mkdir()
    return made


def copy_of(folder):
    return folder.with_name("edition.json.gz")


@pytest.fixture
def waiting(folder):
    """An edition whose local copy is written, and nothing else."""
    with in_memory.using(rule_set_from_plain(PLAIN), number=12) as made:
        copy = preparing.split(PLAIN)
        local_copy.write(local_copy.StoredContents(12, made.digest, made.published_at, copy))
        yield made


@pytest.fixture
def packed(folder, waiting):
    writing.write(folder, copy_of(folder))
    return waiting


@pytest.mark.usefixtures("packed")
def test_the_json_is_the_whole_edition(client, packed):
    response = client.get("/donnees/edition-12.json")
    told = json.loads(response.content)
    assert told["catalogue"] == {**PLAIN, "translations": {}}
    assert told["edition"]["digest"] == packed.digest
    assert response["Content-Disposition"] == 'attachment; filename="edition-12.json"'
    assert not response.cookies


@pytest.mark.usefixtures("packed")
def test_the_yaml_says_the_same(client):
    told = yaml.safe_load(client.get("/donnees/edition-12.yaml").content)
    assert told["catalogue"] == {**PLAIN, "translations": {}}
    assert told["edition"]["number"] == 12


@pytest.mark.parametrize("form", ["json", "yaml", "jsonld"])
@pytest.mark.parametrize(
    ("accepted", "encoding", "read"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("", None, bytes),
    ],
)
@pytest.mark.usefixtures("packed")
def test_the_digest_of_the_page_is_that_of_the_bytes(client, form, accepted, encoding, read):
    response = client.get(f"/donnees/edition-12.{form}", headers={"accept-encoding": accepted})
    assert response.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in response["Vary"]
    digest = hashlib.sha256(read(response.content)).hexdigest()
    assert digest in client.get("/fr/donnees/").content.decode()


@pytest.mark.usefixtures("packed")
def test_a_file_is_prepared_once_and_not_sent_twice(client, packed):
    address = "/donnees/edition-12.json"
    etag = client.get(address)["ETag"]
    assert files.files_of(packed) is files.files_of(packed)
    again = client.get(address, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.usefixtures("packed")
def test_the_linked_data_and_the_catalogue_of_files_tell_of_the_same_edition(client):
    linked = client.get("/donnees/edition-12.jsonld")
    assert linked["Content-Type"] == "application/ld+json"
    catalogue = json.loads(client.get("/donnees/catalogue.jsonld").content)
    listed = {
        one["dcat:downloadURL"]["@id"]: one["spdx:checksum"]["spdx:checksumValue"]
        for one in catalogue["dcat:dataset"]["dcat:distribution"]
    }
    digest = hashlib.sha256(linked.content).hexdigest()
    assert listed["http://testserver/donnees/edition-12.jsonld"] == digest
    assert len(listed) == 3


@pytest.mark.usefixtures("packed")
@pytest.mark.parametrize("name", ["edition-11.json", "edition-12.xml", "edition-12"])
def test_another_edition_or_format_is_not_found(client, name):
    assert client.get(f"/donnees/{name}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_the_licence_the_interface_and_the_form(client, packed, language):
    response = client.get(f"/{language}/donnees/")
    text = response.content.decode()
    assert "Licence Ouverte 2.0" in text
    assert packed.digest in text
    assert 'href="/donnees/edition-12.json"' in text
    assert "http://testserver/api/v1/" in text
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    # The form that is copied is shown as text: it is no form of this page, and has no script.
    assert f"&lt;form action=&quot;http://testserver/{language}/avant/&quot;" in text
    copied = re.search(r"&lt;form.*?&lt;/form&gt;", text, re.DOTALL)[0]
    assert re.findall(r"name=&quot;(\w+)", copied) == ["departement"]
    assert "script" not in copied


def test_until_they_are_written_the_page_says_so_and_is_not_kept(client, folder, waiting):
    missing = client.get("/fr/donnees/")
    assert "pas encore prêts" in missing.text
    assert missing["Cache-Control"] == "no-store"
    assert client.get("/donnees/edition-12.json").status_code == 503
    writing.write(folder, copy_of(folder))
    whole = client.get("/fr/donnees/")
    assert "edition-12.json" in whole.text
    assert "public" in whole["Cache-Control"]


def test_files_of_another_content_of_that_number_are_not_served(client, folder, packed):
    other = in_memory.CompiledEdition(
        12, packed.digest[:6] + "f" * 58, packed.published_at, rule_set_from_plain(PLAIN)
    )
    in_memory.hold(other)
    assert client.get("/donnees/edition-12.json").status_code == 503


def test_a_file_that_somebody_removed_is_no_error(client, folder, packed):
    assert files.files_of(packed)
    for one in folder.iterdir():
        one.unlink()
    assert client.get("/donnees/edition-12.json").status_code == 503


def test_where_no_copy_is_written_there_is_no_file(client, settings):
    settings.EDITION_FILE = ""
    with in_memory.using(rule_set_from_plain(PLAIN), number=12):
        assert client.get("/donnees/edition-12.json").status_code == 503
        assert client.get("/fr/donnees/").status_code == 200


def test_two_editions_stay(folder, packed):
    for number in (13, 14):
        copy = local_copy.read()
        local_copy.write(dataclasses.replace(copy, number=number))
        writing.write(folder, copy_of(folder))
    assert {one.name.partition("-")[0] for one in folder.iterdir()} == {"13", "14"}


@pytest.mark.django_db
def test_a_published_edition_comes_with_its_file(
    client, folder, monkeypatch, django_assert_num_queries
):
    """A process of its own writes them; who asks meanwhile does not wait."""
    load_into_database(make_plain())
    publisher.publish()
    in_memory.hold(None)
    in_memory.refresh()
    edition = in_memory.edition_in_force()
    with django_assert_num_queries(0):
        monkeypatch.setattr(files, "_begun", -float(files.AGAIN))
        assert client.get(f"/donnees/edition-{edition.number}.json").status_code == 503
        for thread in threading.enumerate():
            if thread.name == "open-data":
                thread.join(timeout=60)
        told = json.loads(client.get(f"/donnees/edition-{edition.number}.json").content)
    in_memory.hold(None)
    assert told["catalogue"]["questions"] == make_plain()["questions"]

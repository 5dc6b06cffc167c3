"""The files of an edition: whole, the same bytes as their digest says, and the page about them."""

import gzip
import hashlib
import json
import re

import brotli
import pytest
import yaml

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange import load_into_database
from procedures.publishing.editions import in_memory, publisher
from procedures.publishing.editions.packing import pack
from questionnaire.open_data.files import files_of
from tests.languages import LANGUAGES
from tests.procedures.publishing.editions.test_publisher import make_plain

PLAIN = {
    "questions": [{"key": "student", "kind": "yes_no", "text": "Êtes-vous étudiant ?"}],
    "departments": {"82": {"code": "82", "name": "Tarn-et-Garonne"}},
}


@pytest.fixture
def packed():
    with in_memory.using(rule_set_from_plain(PLAIN), number=12) as made:
        content = pack(12, made.digest, made.published_at, PLAIN)
        edition = in_memory.CompiledEdition(
            12, made.digest, made.published_at, made.rule_set, content
        )
        in_memory.hold(edition)
        yield edition


@pytest.mark.usefixtures("packed")
def test_the_json_is_the_whole_edition(client, packed):
    response = client.get("/donnees/edition-12.json")
    told = json.loads(response.content)
    assert told["catalogue"] == PLAIN
    assert told["edition"]["digest"] == packed.digest
    assert response["Content-Disposition"] == 'attachment; filename="edition-12.json"'
    assert not response.cookies


@pytest.mark.usefixtures("packed")
def test_the_yaml_says_the_same(client):
    told = yaml.safe_load(client.get("/donnees/edition-12.yaml").content)
    assert told["catalogue"] == PLAIN
    assert told["edition"]["number"] == 12


@pytest.mark.parametrize("form", ["json", "yaml"])
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
    assert files_of(packed) is files_of(packed)
    again = client.get(address, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


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


def test_an_edition_that_was_not_published_has_no_file(client):
    with in_memory.using(rule_set_from_plain(PLAIN), number=12):
        assert client.get("/donnees/edition-12.json").status_code == 404
        assert client.get("/fr/donnees/").status_code == 200


@pytest.mark.django_db
def test_a_published_edition_comes_with_its_file(client, django_assert_num_queries):
    load_into_database(make_plain())
    publisher.publish()
    in_memory.hold(None)
    in_memory.refresh()
    number = in_memory.edition_in_force().number
    with django_assert_num_queries(0):
        told = json.loads(client.get(f"/donnees/edition-{number}.json").content)
    in_memory.hold(None)
    assert told["catalogue"]["questions"] == make_plain()["questions"]

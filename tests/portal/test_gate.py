"""The gate of the interface: origins, sizes, rates."""

import json
from pathlib import Path

import pytest

from portal.gate import LARGEST_BODY, InterfaceGateMiddleware
from questionnaire.api import faults

pytestmark = pytest.mark.usefixtures("edition")
PAGES = Path(__file__).parents[2] / "deploy" / "pages"


@pytest.mark.parametrize("path", ["/api/v1/questions", "/api/v1/evaluate", "/api/v1/nothing"])
def test_any_site_may_ask_without_credentials(client, path):
    asked = {"origin": "https://example.org", "access-control-request-method": "POST"}
    preflight = client.options(path, headers=asked)
    assert preflight.status_code == 204
    assert "POST" in preflight["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight["Access-Control-Allow-Headers"]
    for response in (preflight, client.get(path), client.post(path)):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        assert response["X-Frame-Options"] == "DENY"


def test_other_pages_are_for_this_site_only(client):
    assert "Access-Control-Allow-Origin" not in client.get("/fr/")


@pytest.mark.parametrize("size", [LARGEST_BODY + 1, 200_000])
def test_a_large_body_is_refused_in_json(client, size):
    response = client.post("/api/v1/evaluate", "x" * size, content_type="application/json")
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "too_large"


def test_an_address_that_asks_too_much_waits(client, settings):
    settings.API_PER_MINUTE = 3
    answers = [client.get("/api/v1/edition", REMOTE_ADDR="192.0.2.1") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert answers[-1].json()["error"]["code"] == "too_many"
    assert client.get("/api/v1/edition", REMOTE_ADDR="192.0.2.2").status_code == 200
    assert client.get("/fr/", REMOTE_ADDR="192.0.2.1").status_code == 200


def test_a_body_of_unknown_length_is_refused(rf, settings):
    gate = InterfaceGateMiddleware(lambda request: pytest.fail("the body was let in"))
    request = rf.post("/api/v1/evaluate", HTTP_TRANSFER_ENCODING="chunked")
    assert gate(request).status_code == 413


def test_nginx_refuses_in_the_words_of_the_portal():
    """A program reads the same fault, whichever of the two refuses it."""
    told = {one.stem: json.loads(one.read_bytes()) for one in PAGES.glob("*-api.json")}
    for name, fault in (
        ("corps-api", faults.too_large(LARGEST_BODY)),
        ("attente-api", faults.too_many()),
        ("panne-api", faults.no_edition()),
        ("demande-api", faults.elsewhere(400)),
    ):
        assert told[name] == json.loads(fault.response().content), name
    shape = told["panne-api"]["error"].keys()
    assert {tuple(one["error"]) for one in told.values()} == {tuple(shape)}


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_method_that_an_address_has_not_is_refused_in_json(client, method):
    response = getattr(client, method)("/api/v1/edition", headers={"origin": "https://a.example"})
    assert response.status_code == 405
    assert response.json()["error"]["code"] == "method_not_allowed"
    assert "GET" in response["Allow"]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_what_no_view_has_read_is_refused_in_json(client, monkeypatch):
    response = client.get("/api/v1/edition", headers={"host": "other.example"})
    assert (response.status_code, response.json()["error"]["code"]) == (400, "bad_request")
    monkeypatch.setattr("questionnaire.api.asked.edition_in_force", lambda: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/api/v1/edition")
    assert (response.status_code, response.json()["error"]["code"]) == (500, "failed")
    assert response["Cache-Control"] == "no-store"

"""The gate of the interface: origins, sizes, rates."""

import pytest

from portal.gate import LARGEST_BODY, InterfaceGateMiddleware

pytestmark = pytest.mark.usefixtures("edition")


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

"""A report of an error says where the code failed, and nothing of who asked for what."""

import json

import pytest
import sentry_sdk
from sentry_sdk.transport import Transport

from portal.reporting import report_errors


class Kept(Transport):
    """Keeps the reports instead of sending them."""

    def __init__(self):
        super().__init__()
        self.envelopes = []

    def capture_envelope(self, envelope):
        self.envelopes.append(envelope)


@pytest.fixture
def reports():
    before, kept = sentry_sdk.get_client(), Kept()
    report_errors("https://key@errors.example/1", transport=kept)
    yield kept.envelopes
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(before)


def test_a_report_holds_nothing_of_the_request(reports, client, settings):
    settings.ROOT_URLCONF = "tests.portal.failing_urls"
    client.raise_request_exception = False
    client.cookies["run_abcd2345"] = "sealed-answers"
    headers = {"user-agent": "telephone-of-somebody", "x-real-ip": "203.0.113.9"}
    response = client.post("/fails/?commune=34172", {"goal": "asile-secret"}, headers=headers)
    assert response.status_code == 500
    sentry_sdk.flush()
    told = json.dumps([one.get_event() for one in reports if one.get_event()])
    assert "failing_urls" in told, "the place of the fault is what a report is for"
    secrets = ["34172", "asile-secret", "sealed-answers", "telephone", "203.0.113.9", "abcd2345"]
    assert [one for one in secrets if one in told] == []


def test_the_words_of_an_error_stay_here(reports):
    try:
        raise ValueError("goal is asile-secret")
    except ValueError as error:
        sentry_sdk.capture_exception(error)
    sentry_sdk.flush()
    event = reports[0].get_event()
    assert event["exception"]["values"][0]["type"] == "ValueError"
    assert "asile-secret" not in json.dumps(event)

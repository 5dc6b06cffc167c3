"""The figures of a supervisor count pages, and know nobody."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from prometheus_client import REGISTRY, generate_latest

from portal.metrics import MetricsMiddleware


@pytest.fixture
def measured(settings):
    settings.METRICS_PORT = 9100


def counted(page, method="GET", status="2xx"):
    labels = {"page": page, "method": method, "status": status}
    return REGISTRY.get_sample_value("guichet_requests_total", labels) or 0


def test_nothing_is_counted_without_a_port(settings):
    settings.METRICS_PORT = 0
    with pytest.raises(MiddlewareNotUsed):
        MetricsMiddleware(lambda request: None)


def test_a_request_is_counted_by_the_name_of_its_page(measured, client):
    before = counted("legal_notice"), counted("none", status="4xx")
    client.get("/fr/mentions-legales/?secret=oqtf")
    client.get("/fr/nulle-part/oqtf/")
    assert counted("legal_notice") == before[0] + 1
    assert counted("none", status="4xx") == before[1] + 1
    assert b"oqtf" not in generate_latest()


@pytest.mark.django_db
def test_a_run_and_its_question_are_no_series(measured, client):
    client.get("/fr/demarche/abcd2345/decision_kind/")
    told = generate_latest().decode()
    assert "run_question" in told
    assert "abcd2345" not in told
    assert "decision_kind" not in told


def test_an_invented_method_is_no_series(measured, client):
    client.generic("DECISION", "/fr/mentions-legales/")
    assert b"DECISION" not in generate_latest()

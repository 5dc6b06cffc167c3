"""The shipped catalogue in force, and a client that reads JSON."""

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from procedures.publishing.editions import in_memory

API = "/api/v1/"


@pytest.fixture
def published(shipped):
    with in_memory.using(shipped, number=7) as edition:
        yield edition


@pytest.fixture
def get(client, published):
    def send(path, **headers):
        return client.get(API + path, headers=headers)

    return send


@pytest.fixture
def post(client, published):
    def send(path, body, **headers):
        return client.post(API + path, body, content_type="application/json", headers=headers)

    return send


@pytest.fixture
def application(published):
    """The site as a server sees it. No request of it closes the connection of the tests."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield get_wsgi_application()
    for end in ends:
        end.connect(close_old_connections)

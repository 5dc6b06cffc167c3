"""A small questionnaire, in force during each test of a page."""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures.publishing.editions import in_memory
from procedures.publishing.editions.in_memory import using
from tests import shipped as kept

from .samples import make_rule_set
from .visitor import Visitor


@pytest.fixture(scope="session")
def rule_set():
    return make_rule_set()


@pytest.fixture
def edition(rule_set):
    with using(rule_set, number=12) as edition:
        yield edition


@pytest.fixture
def database_seen_away(monkeypatch):
    """A block in which the database was last seen away: a page that asks it fails the test."""

    @contextmanager
    def seen_away():
        with monkeypatch.context() as patch, CaptureQueriesContext(connection) as asked:
            patch.setattr(in_memory, "_database_answered", False)
            yield
        assert asked.captured_queries == []

    return seen_away


@pytest.fixture
def visitor(client, edition):
    return Visitor(client).start()


@pytest.fixture(scope="session")
def shipped_plain():
    return kept.shipped_plain()


@pytest.fixture(scope="session")
def shipped():
    """The rule set of the shipped catalogue."""
    return kept.shipped_rules()


@pytest.fixture(scope="session")
def shipped_cases(shipped_plain):
    return shipped_plain["cases"]

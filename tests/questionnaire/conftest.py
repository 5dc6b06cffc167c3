"""A small questionnaire, in force during each test of a page."""

import pytest
from django.conf import settings

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange import read_folder
from procedures.publishing import communes
from procedures.publishing.editions.current import using

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
def visitor(client, edition):
    return Visitor(client).start()


@pytest.fixture(scope="session")
def shipped_plain():
    return read_folder(settings.ROOT / "catalogue")


@pytest.fixture(scope="session")
def shipped(shipped_plain):
    """The rule set of the shipped catalogue."""
    return rule_set_from_plain(shipped_plain, communes.arrondissements())


@pytest.fixture(scope="session")
def shipped_cases(shipped_plain):
    return shipped_plain["cases"]

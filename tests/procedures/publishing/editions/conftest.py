"""Two people who publish."""

import pytest

from tests import factories


@pytest.fixture
def ana():
    return factories.make_user(email="ana@example.org")


@pytest.fixture
def ben():
    return factories.make_user(email="ben@example.org")

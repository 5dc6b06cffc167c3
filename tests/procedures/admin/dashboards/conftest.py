"""Each test starts from its own working copy."""

import pytest

from procedures.drafting.measures import working_copy
from procedures.publishing.editions.kept import Kept


@pytest.fixture(autouse=True)
def working_copy_is_read_each_time(monkeypatch):
    monkeypatch.setattr(working_copy, "SECONDS", 0)
    monkeypatch.setattr(working_copy, "_kept", Kept(4))

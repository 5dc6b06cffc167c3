"""A page of the desk reads the working copy and the edition in force once, whatever it shows."""

import pytest
from django.urls import reverse

from procedures.publishing import content
from procedures.publishing.editions import stored


@pytest.fixture
def reads(monkeypatch):
    """What was read of the database, in turn."""
    found = []

    def noted(module, name):
        read = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *asked: found.append((name, *asked)) or read(*asked)
        )

    noted(content, "_read")
    noted(stored, "_in_force_at")
    return found


@pytest.mark.parametrize(
    "name", ["index", "desk_publish", "desk_own_changes", "desk_check", "desk_tryout"]
)
@pytest.mark.usefixtures("published")
def test_a_page_reads_the_working_copy_and_the_edition_once(camille, reads, name):
    assert camille.client.get(reverse(f"admin:{name}")).status_code == 200
    assert len(reads) == len(set(reads)) > 0

"""The client of tests keeps what a page was given, and not what each of its pieces was."""

import pytest
from django.urls import reverse

from .kept_contexts import PIECES


@pytest.mark.django_db
def test_a_page_is_kept_without_its_pieces(client):
    response = client.get(reverse("account_login"))
    names = [one.name or "" for one in response.templates]
    assert "account/login.html" in names
    assert "form" in response.context
    assert not [one for one in names if one.startswith(PIECES)]

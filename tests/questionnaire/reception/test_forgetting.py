"""The browser of a post forgets the session of the agent who opened the post there."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client

from .tapping import POST

END = f"{POST}fin/"
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def desk(post):
    """The browser of an agent who is at the desk."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("agent@exemple.org", "deux lents"))
    assert client.get("/admin/").status_code == 200
    return client


def opens_the_desk(cookie):
    """Tell whether the desk opens with the cookie of a session, which somebody has copied."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return client.get("/admin/").status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_agent_who_opens_the_post_on_this_screen_leaves_the_desk(desk, method):
    cookie = desk.cookies[settings.SESSION_COOKIE_NAME].value
    assert opens_the_desk(cookie)
    response = getattr(desk, method)(END, headers=OURS)
    assert response["Location"] == POST
    left = response.cookies[settings.SESSION_COOKIE_NAME]
    assert (left.value, left["max-age"]) == ("", 0)
    assert not opens_the_desk(cookie)
    assert not Session.objects.exists()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_no_other_site_ends_the_session_of_an_agent(desk, site):
    response = desk.get(END, headers={"Sec-Fetch-Site": site})
    assert not response.cookies
    assert opens_the_desk(desk.cookies[settings.SESSION_COOKIE_NAME].value)


def test_who_has_no_session_gets_none_and_costs_no_query_more(
    client, post, django_assert_num_queries
):
    with django_assert_num_queries(1):
        # The post alone is looked for.
        assert "Clear-Site-Data" in client.post(END, headers=OURS)
    assert not client.cookies
    assert not Session.objects.exists()


def test_browser_forgets_the_key_of_the_session_while_the_database_is_away(
    desk, database_seen_away
):
    with database_seen_away():
        response = desk.post(END, headers=OURS)
    assert response["Location"] == POST
    assert response.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 0

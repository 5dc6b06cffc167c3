"""Two people at the desk, each with a browser, and what the second one is told."""

from django.test import Client

from tests import factories

from .addresses import page
from .forms import form_data


def agent(name, *parts):
    user = factories.make_user(email=f"{name}@example.org", full_name=name)
    for part in parts or ("national", "82"):
        factories.make_membership(part, role="publication", user=user)
    client = Client()
    client.force_login(user)
    return client


def opened(client, obj):
    return form_data(client.get(page(obj)))


def told(response):
    merged = response.context["desk_merge"]
    return {one.label: (one.state, one.before, one.theirs, one.mine) for one in merged.differences}


def refusals(response):
    return response.context["adminform"].form.non_field_errors()


def conflict(anne, bruno, obj, *, first, second):
    """Both open the page; Anne saves, then Bruno: return his response."""
    his = opened(bruno, obj)
    assert anne.post(page(obj), opened(anne, obj) | first).status_code == 302
    return bruno.post(page(obj), his | second)

"""Two people at the desk, each with a browser, and what the second one reads."""

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


def both(response):
    """Return the labels of what two people wrote."""
    return [label for label, *_ in response.context["desk_merge"].both]


def theirs(response):
    """Return the labels of what the other wrote alone."""
    return response.context["desk_merge"].theirs


def acts(response):
    """Return [(label, before, after)] of what the journal says of the other."""
    return [
        (one.label, *("".join(words for words, _ in side) for side in (one.before, one.after)))
        for _, differences in response.context["desk_acts"]
        for one in differences
    ]


def refusals(response):
    return response.context["adminform"].form.non_field_errors()


def conflict(anne, bruno, obj, *, first, second):
    """Both open the page; Anne saves, then Bruno: return his response."""
    his = opened(bruno, obj)
    assert anne.post(page(obj), opened(anne, obj) | first).status_code == 302
    return bruno.post(page(obj), his | second)

"""The way out of ProConnect: an agent who signed in with it closes the session there too.

What it needs is kept in the agent's session from the login on: leaving needs no request to
ProConnect.
"""

from allauth.account.internal.decorators import login_not_required
from allauth.utils import build_absolute_uri
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

CAME_BY = "proconnect_came_by"
# The same, once the session is over: the next agent of this browser did not sign in with it.
LEFT = "proconnect_left"
# ProConnect refuses a state that is shorter than 32 letters.
LENGTH = 48


def note(request, endpoint, token):
    """Keep, for the way out, where ProConnect closes a session and the token that names it."""
    if endpoint and endpoint.startswith("https://"):
        request.session[CAME_BY] = {"endpoint": endpoint, "token": token}


def noted(request):
    """Return what ``note`` kept of an agent who came by ProConnect, or ``None``."""
    return request.session.get(CAME_BY)


def keep(request, left):
    """Keep for the page of the way out what a session that is over had noted."""
    if left:
        request.session[LEFT] = left


@login_not_required
@never_cache
def way_out(request):
    """Show a page that goes on to ProConnect, once. No form may send a browser to another site."""
    left = None if request.user.is_authenticated else request.session.pop(LEFT, None)
    if left is None:
        return redirect("account_login")
    asked = {
        "id_token_hint": left["token"],
        "state": get_random_string(LENGTH),
        "post_logout_redirect_uri": build_absolute_uri(request, reverse("account_login")),
    }
    url = f"{left['endpoint']}?{urlencode(asked)}"
    return render(request, "account/proconnect_way_out.html", {"url": url})

"""The exchange with ProConnect, which answers by a signed token (JWT), and the way out of it."""

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from requests import RequestException

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


NONCE = "proconnect_nonce"
# Signed by a key that ProConnect alone holds; never by a secret, never by nothing.
ALGORITHMS = ("RS256", "ES256")
NEEDED = ("aud", "exp", "iss", "sub")
# What is kept of a person, of all that ProConnect tells.
KEPT = ("sub", "email", "email_verified", "given_name", "usual_name")
SIGNED = "application/jwt"
# Seconds between the clocks of two machines.
LEEWAY = 10
# What ProConnect says of itself at least.
ENDPOINTS = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


class ProConnectAdapter(OpenIDConnectOAuth2Adapter):
    @property
    def openid_config(self):
        """Return what ProConnect says of itself.

        What cannot be read is as no answer: ``RequestException`` is raised.
        """
        try:
            config = super().openid_config
        except (AttributeError, TypeError, ValueError) as error:
            # allauth takes for granted that it is a table.
            raise RequestException("ProConnect says nothing of itself.") from error
        whole = (
            *(isinstance(config.get(name), str) and config[name] for name in ENDPOINTS),
            isinstance(config.get("end_session_endpoint", ""), str),
            isinstance(config.get("token_endpoint_auth_methods_supported", []), list),
        )
        if not all(whole):
            raise RequestException("What ProConnect says of itself is not whole.")
        return config

    def get_callback_url(self, request, app):
        return build_absolute_uri(request, reverse("proconnect_callback"))

    def complete_login(self, request, app, token, **kwargs):
        """Return the login of a person whose two tokens are true, and about the same person."""
        signed = kwargs["response"].get("id_token") or ""
        identity = self.read(app, signed)
        nonce = request.session.pop(NONCE, "")
        if not nonce or not constant_time_compare(str(identity.get("nonce", "")), nonce):
            raise OAuth2Error("The answer is not to what this browser asked.")
        claims = self.read(app, self.ask_about_the_person(token.token))
        if claims["sub"] != identity["sub"] or not claims.get("email"):
            raise OAuth2Error("The two tokens are not about the same person.")
        note(request, self.openid_config.get("end_session_endpoint"), signed)
        kept = {name: claims[name] for name in KEPT if name in claims}
        return self.get_provider().sociallogin_from_response(request, {"userinfo": kept})

    def ask_about_the_person(self, access_token):
        headers = {"Authorization": f"Bearer {access_token}"}
        with get_adapter().get_requests_session() as session:
            response = session.get(self.profile_url, headers=headers)
            response.raise_for_status()
        if response.headers.get("content-type", "").partition(";")[0].strip() != SIGNED:
            raise OAuth2Error("The claims about the person are not signed.")
        return response.text

    def read(self, app, token):
        """Return what a token says if ProConnect signed it for this site, and it still holds."""
        try:
            header = jwt.get_unverified_header(token)
            if header.get("alg") not in ALGORITHMS:
                raise OAuth2Error("The token is not signed as ProConnect signs.")
            return jwt.decode(
                token,
                self.key_of(header.get("kid")),
                algorithms=[header["alg"]],
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": list(NEEDED)},
            )
        except (jwt.PyJWTError, KeyError) as error:
            raise OAuth2Error("The token is not true.") from error

    def key_of(self, name):
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
        try:
            return jwt.PyJWKSet.from_dict(response.json())[name].key
        except (AttributeError, TypeError) as error:
            raise OAuth2Error("The keys of ProConnect cannot be read.") from error

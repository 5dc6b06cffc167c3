"""ProConnect for allauth: OpenID Connect, with what it asks beyond the common case."""

from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import urlencode

from .adapter import NONCE, ProConnectAdapter

# ProConnect refuses a state or a nonce that is shorter than 32 letters.
LENGTH = 48


class ProConnectProvider(OpenIDConnectProvider):
    """Asks only to log in: no parameter of the address changes the request."""

    id = "proconnect"
    name = "ProConnect"
    oauth2_adapter_class = ProConnectAdapter
    pkce_enabled_default = True

    def get_login_url(self, request, **kwargs):
        asked = {name: kwargs[name] for name in (REDIRECT_FIELD_NAME,) if kwargs.get(name)}
        query = f"?{urlencode(asked)}" if asked else ""
        return reverse("proconnect_login") + query

    def get_callback_url(self):
        return reverse("proconnect_callback")

    def get_default_scope(self):
        return ["openid", "given_name", "usual_name", "email"]

    def get_redirect_from_request_kwargs(self, request):
        request.session[NONCE] = get_random_string(LENGTH)
        return {
            "process": AuthProcess.LOGIN,
            "next_url": get_next_redirect_url(request),
            "scope": self.get_scope(),
            "auth_params": {"nonce": request.session[NONCE], "acr_values": "eidas1"},
        }

    def stash_redirect_state(self, request, process, next_url=None, data=None, **kwargs):
        state = get_random_string(LENGTH)
        return super().stash_redirect_state(
            request, process, next_url, data, **{**kwargs, "state_id": state}
        )

    def extract_email_addresses(self, data):
        """Return the address: ProConnect's own providers have verified it before."""
        found = data["userinfo"]
        verified = found.get("email_verified", True) is True
        return [EmailAddress(email=found["email"], verified=verified, primary=True)]


provider_classes = [ProConnectProvider]

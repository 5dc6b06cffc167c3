"""The gate of the interface: the size, the rate and the origin of a request, and no cookie.

nginx holds the same limits in front of the portal (``deploy/nginx.conf``).
"""

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

from portal.accounts.limits import Attempts, address_of
from portal.limits import length_of
from questionnaire.api import faults

INTERFACE = "/api/"
# In bytes. Every question answered weighs under 4 kB.
LARGEST_BODY = 16 * 1024
SECONDS = 60
ADDRESSES = 100_000
# Anybody may read, from any site: nothing here depends on who asks, and no cookie is read.
ORIGINS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Retry-After"}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class InterfaceGateMiddleware:
    """Guards ``/api/``: it forgets cookies, answers preflights, and bounds bodies and rates.

    It knows addresses in the memory of the process, for a minute, and writes them nowhere.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.attempts = Attempts(SECONDS, addresses=ADDRESSES)

    def __call__(self, request):
        if not request.path.startswith(INTERFACE):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.answer(request)
        response.cookies.clear()
        for name, value in ORIGINS.items():
            response.headers[name] = value
        return response

    def answer(self, request):
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=PREFLIGHT)
        most = settings.API_PER_MINUTE
        if most and not self.attempts.allow(address_of(request), most):
            return faults.too_many().response()
        if length_of(request) > LARGEST_BODY:
            return faults.too_large(LARGEST_BODY).response()
        response = as_data(self.get_response(request))
        patch_vary_headers(response, ("Accept-Language",))
        return response


def as_data(response):
    """Return a refusal that is a page as the same refusal in JSON: a program reads no page."""
    if response.status_code < 400 or response.get("Content-Type") == "application/json":
        return response
    fault = faults.elsewhere(response.status_code).response()
    if "Allow" in response:
        fault.headers["Allow"] = response.headers["Allow"]
    return fault

"""Each page of the desk shows one moment of the working copy, and reads it once."""

from procedures.publishing.request_cache import request_cache

from .limits import DESK


class RequestCacheMiddleware:
    """Holds what a page of the desk reads until the page is made.

    The other pages do not read the working copy.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(DESK):
            return self.get_response(request)
        with request_cache():
            return self.get_response(request)

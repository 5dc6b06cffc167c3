"""The answers of a site that may be behind: no browser and no proxy keeps them.

Shown again from a cache, an outdated page would outlive the fault by minutes, a sitemap by an hour.
"""

from django.utils.cache import patch_cache_control

from procedures.publishing.editions.in_memory import may_be_behind


class DegradedMiddleware:
    """Takes back the permission to keep an answer while the edition in force is unknown."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "max-age" in response.headers.get("Cache-Control", "") and may_be_behind():
            del response.headers["Cache-Control"]
            patch_cache_control(response, no_store=True)
        return response

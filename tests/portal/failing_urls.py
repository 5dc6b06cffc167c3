"""The site with one more page, which fails."""

from django.urls import path

from portal import urls

handler500 = "portal.errors.server_error"


def fail(request):
    raise RuntimeError("on purpose")


urlpatterns = [path("fails/", fail), *urls.urlpatterns]

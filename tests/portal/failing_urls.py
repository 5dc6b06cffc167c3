"""The site with pages more, which fail."""

from django.db import OperationalError
from django.urls import path

from portal import urls

handler500 = "portal.errors.server_error"


def fail(request):
    raise RuntimeError("on purpose")


def wait(request):
    raise OperationalError("no answer")


urlpatterns = [
    path("fails/", fail),
    path("waits/", wait),
    path("admin/waits/", wait),
    *urls.urlpatterns,
]

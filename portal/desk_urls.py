"""The addresses of the agents' desk, below ``admin/``."""

from django.contrib import admin
from django.urls import path

from portal import associations

urlpatterns = [
    # At the desk by their address: the desk itself knows nothing of associations.
    path("associations/", associations.organisations, name="organisations"),
    path("associations/<int:pk>/", associations.organisation, name="organisation"),
    path("", admin.site.urls),
]

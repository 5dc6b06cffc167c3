"""The interface and a bare page, side by side."""

from django.urls import path

from portal import urls as site

from .test_pages import bare

urlpatterns = [path("bare/<int:lines>/", bare), *site.urlpatterns]

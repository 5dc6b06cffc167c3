"""A long list that is searched while one types; without a script, a list like any other."""

from django import forms
from django.conf import settings


class SearchedSelect(forms.Select):
    """A choice among many. ``searched.js`` lays the search of Django's long lists over it."""

    def __init__(self, attrs=None, choices=()):
        marked = {"class": "desk-searched", "data-theme": "admin-autocomplete", "lang": "fr"}
        super().__init__({**marked, **(attrs or {})}, choices)

    @property
    def media(self):
        """The files that Django's own searched lists load, by the same names: once a page."""
        least = "" if settings.DEBUG else ".min"
        vendor = "admin/js/vendor"
        scripts = (
            f"{vendor}/jquery/jquery{least}.js",
            f"{vendor}/select2/select2.full{least}.js",
            f"{vendor}/select2/i18n/fr.js",
            "admin/js/jquery.init.js",
        )
        styles = (f"admin/css/vendor/select2/select2{least}.css", "admin/css/autocomplete.css")
        return forms.Media(js=scripts, css={"screen": styles})

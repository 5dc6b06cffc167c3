"""The agents' desk: Django's admin in French, with a menu in the order of agents' work."""

from functools import update_wrapper

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import BadRequest
from django.shortcuts import redirect
from django.urls import path
from django.utils import translation

from procedures.rights import rights_of

from .conditions import endpoint
from .help import help_of
from .menu import menu_of
from .own_pages import OWN_PAGES
from .publication import waiting
from .watching import next_days

# The lines of each kind in one form: the longest entry shipped has 38.
MOST_LINES = 250
COUNTS = ("-TOTAL_FORMS", "-INITIAL_FORMS")


class DeskSite(admin.AdminSite):
    site_title = "Avant le guichet"
    site_header = "Avant le guichet : espace des agents"
    index_title = "Espace des agents"
    empty_value_display = "-"

    def admin_view(self, view, cacheable=False):
        return super().admin_view(_in_french(_of_sense(view)), cacheable)

    def login(self, request, extra_context=None):
        return _in_french(super().login)(request, extra_context)

    def logout(self, request, extra_context=None):
        return _in_french(super().logout)(request, extra_context)

    def get_urls(self):
        own = [
            path(route, self.admin_view(_bound(page, self)), name=name)
            for route, page, name in OWN_PAGES
        ]
        return [
            path("conditions/", self.admin_view(endpoint.condition_page), name="desk_condition"),
            path(
                "conditions/vocabulaire/",
                self.admin_view(endpoint.vocabulary_page),
                name="desk_vocabulary",
            ),
            *own,
            *super().get_urls(),
        ]

    def each_context(self, request):
        found = request.resolver_match
        return {**super().each_context(request), "desk_help": found and help_of(found.url_name)}

    def index(self, request, extra_context=None):
        """Show the first page, which reminds agents of their parts and roles."""
        parts = [
            {"name": row.department or "contenu national", "role": row.group.name}
            for row in request.user.memberships.select_related("department", "group")
        ]
        rights = rights_of(request)
        context = {"desk_parts": parts, "desk_waiting": waiting(rights)}
        context["desk_writes"] = bool(rights.editable_parts)
        context["desk_coming"] = next_days() if rights.parts else []
        return super().index(request, {**context, **(extra_context or {})})

    def app_index(self, request, app_label, extra_context=None):
        """Redirect to the first page: the sections of the menu are not applications."""
        return redirect("admin:index")

    def get_app_list(self, request, app_label=None):
        """Return the sections of the menu instead of the applications."""
        apps = self._build_app_dict(request).values()
        return menu_of(request, {model["model"]: model for app in apps for model in app["models"]})


def _bound(page, site):
    def view(request, *args, **kwargs):
        return page(site, request, *args, **kwargs)

    return update_wrapper(view, page)


def _of_sense(view):
    """Refuse a form that tells of more lines than any entry has, before it makes them all.

    Django would make 2,000 lines of each kind: a minute of processor, for a request of one kB.
    """

    def within(request, *args, **kwargs):
        counts = (text for name, text in request.POST.items() if name.endswith(COUNTS))
        if any(not text.isdecimal() or int(text[:9]) > MOST_LINES for text in counts):
            raise BadRequest("The form tells of more lines than an entry may have.")
        return view(request, *args, **kwargs)

    return update_wrapper(within, view)


def _in_french(view):
    """Serve a page in French whatever the browser asks for, as content and labels are French."""

    def french_view(request, *args, **kwargs):
        translation.activate(settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = settings.LANGUAGE_CODE
        return view(request, *args, **kwargs)

    return french_view

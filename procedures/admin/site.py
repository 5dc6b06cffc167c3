"""The agents' desk: Django's admin in French, with a home by task and a bar."""

import re
from functools import update_wrapper

from allauth.account.views import logout as leave
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST

from procedures.models.base import is_key

from .bar import bar_of
from .conditions import endpoint
from .desk_page import is_small_number
from .help import help_of
from .home import home_of
from .menu import menu_of
from .own_pages import OWN_PAGES

# The lines of each kind in one form: the longest entry shipped has 38.
MOST_LINES = 250
COUNTS = ("-TOTAL_FORMS", "-INITIAL_FORMS")
# Lists take any comparison from an address: no filter uses these, which fail, or never end.
COMPARISONS = ("__range", "__regex", "__iregex")
# The years that a database and Python know, both.
YEAR = re.compile(r"[1-9][0-9]{3}")


class DeskSite(admin.AdminSite):
    site_title = "Avant le guichet"
    site_header = "Avant le guichet : espace des agents"
    index_title = "Espace des agents"
    empty_value_display = "-"
    enable_nav_sidebar = False

    def admin_view(self, view, cacheable=False):
        return super().admin_view(_in_french(_of_sense(view)), cacheable)

    def login(self, request, extra_context=None):
        """Lead to the login of accounts, which asks for the second factor too."""
        if not request.user.is_authenticated:
            asked = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
            return redirect_to_login(asked)
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect("admin:index")

    def password_change(self, request, extra_context=None):
        """Lead to the page of the account that changes its password."""
        return redirect("account_change_password")

    def logout(self, request, extra_context=None):
        """Leave as from the pages of the account: the other service by which one came too."""
        return require_POST(leave)(request)

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
        helped = {"desk_help": found and help_of(found.url_name)}
        return {**super().each_context(request), **helped, **bar_of(request)}

    def index(self, request, extra_context=None):
        """Show the first page: what is not yet public, the tasks, and what waits."""
        return super().index(request, {**home_of(request), **(extra_context or {})})

    def app_index(self, request, app_label, extra_context=None):
        """Redirect to the first page: the sections of the menu are not applications."""
        return redirect("admin:index")

    def get_app_list(self, request, app_label=None):
        """Return the sections of the menu instead of the applications.

        Django asks for them on every page, and the first one alone shows them.
        """
        return SimpleLazyObject(lambda: self._sections(request))

    def _sections(self, request):
        apps = self._build_app_dict(request).values()
        return menu_of(request, {model["model"]: model for app in apps for model in app["models"]})


def _bound(page, site):
    def view(request, *args, **kwargs):
        return page(site, request, *args, **kwargs)

    return update_wrapper(view, page)


def _of_sense(view):
    """Refuse what no page of the desk sends, before a page answers it.

    A form that tells of more lines than any entry has: Django would make 2,000 lines of each kind,
    a minute of processor for a request of one kB. The letter NUL: PostgreSQL refuses with an error
    to look it up or to keep it.
    """

    model = getattr(getattr(view, "__self__", None), "model", None)

    def within(request, *args, **kwargs):
        if _holds_nul(request.GET) or _holds_nul(request.POST):
            raise BadRequest("No page sends the letter NUL.")
        if any(_fails(name, text) for name, texts in request.GET.lists() for text in texts):
            raise BadRequest("No list is filtered in this way.")
        keys = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if model and not all(is_key(model, one) for one in keys):
            raise BadRequest("No list has a row of this key.")
        counts = (text for name, text in request.POST.items() if name.endswith(COUNTS))
        # Not cut before it is read: Django reads « 0000000002000 » as 2,000.
        if any(not is_small_number(text) or int(text) > MOST_LINES for text in counts):
            raise BadRequest("The form tells of more lines than an entry may have.")
        return view(request, *args, **kwargs)

    return update_wrapper(within, view)


def _holds_nul(sent):
    return any("\0" in text for name, texts in sent.lists() for text in (name, *texts))


def _fails(name, text):
    """Tell whether a list that is filtered by a comparison and a value would fail, not refuse."""
    return name.endswith(COMPARISONS) or (name.endswith("year") and not YEAR.fullmatch(text))


def _in_french(view):
    """Serve a page in French whatever the browser asks for, as content and labels are French."""

    def french_view(request, *args, **kwargs):
        translation.activate(settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = settings.LANGUAGE_CODE
        return view(request, *args, **kwargs)

    return french_view

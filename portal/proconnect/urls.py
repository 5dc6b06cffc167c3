"""The addresses of ProConnect: that which asks, that which hears the answer, and the way out."""

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404
from django.urls import path

from . import leaving
from .adapter import ProConnectAdapter


def _page(view):
    """Return a page that does not exist where ProConnect has no settings."""

    @login_not_required
    def shown(request):
        try:
            return view.adapter_view(ProConnectAdapter(request, "proconnect"))(request)
        except SocialApp.DoesNotExist:
            raise Http404 from None

    return shown


urlpatterns = [
    path("", _page(OAuth2LoginView), name="proconnect_login"),
    path("retour/", _page(OAuth2CallbackView), name="proconnect_callback"),
    path("sortie/", leaving.way_out, name="proconnect_way_out"),
]

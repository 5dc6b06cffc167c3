"""The addresses of ProConnect: that which asks, that which hears the answer, and the way out."""

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404
from django.urls import path
from requests import RequestException

from .adapter import ProConnectAdapter, way_out


def _page(view):
    """Return a page that does not exist where ProConnect has no settings.

    Where it does not answer, the page says that the login failed: allauth only says so once the
    address to go to is known.
    """

    @login_not_required
    def shown(request):
        adapter = ProConnectAdapter(request, "proconnect")
        try:
            return view.adapter_view(adapter)(request)
        except SocialApp.DoesNotExist:
            raise Http404 from None
        except RequestException as error:
            return render_authentication_error(request, adapter.get_provider(), exception=error)

    return shown


urlpatterns = [
    path("", _page(OAuth2LoginView), name="proconnect_login"),
    path("retour/", _page(OAuth2CallbackView), name="proconnect_callback"),
    path("sortie/", way_out, name="proconnect_way_out"),
]

"""The addresses of the site; those of the questionnaire are in ``questionnaire.urls``."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path

from portal import sitemap, views
from portal.health import alive, health
from portal.views import SitePlan, home
from questionnaire.api.interface import interface, no_such_address
from questionnaire.inquiries import inquiry_worker
from questionnaire.keeping.device import worker
from questionnaire.open_data.views import data_catalogue, edition_file

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler500 = "portal.errors.server_error"

# Sample pages for people who work on the look, in development only.
styleguide = [path("", include("portal.styleguide.views"))] if settings.DEBUG else []

# nginx asks the processes of the desk for these.
desk = [] if settings.PUBLIC_ONLY else [path("admin/", include("portal.desk_urls"))]

urlpatterns = [
    path("", views.language_choice, name="language_choice"),
    path("sante/", health, name="health"),
    path("sante/vie/", alive, name="alive"),
    path("hors-ligne.js", worker, name="worker"),
    path("enquete/hors-ligne.js", inquiry_worker, name="inquiry_worker"),
    # Browsers ask for it once: no page has to name it.
    path("favicon.ico", views.icon, name="icon"),
    path("robots.txt", sitemap.robots, name="robots"),
    path(".well-known/security.txt", sitemap.security, name="security_contact"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    *desk,
    path("compte/", include("portal.accounts.urls")),
    path("api/v1/", interface.urls),
    re_path("^api/", no_such_address),
    path("donnees/catalogue.jsonld", data_catalogue, name="data_catalogue"),
    path("donnees/edition-<int:number>.<slug:form>", edition_file, name="edition_file"),
    # The pages of associations, in French only.
    path("dossiers/", include("questionnaire.dossiers.urls")),
    *i18n_patterns(
        path("", home, name="home"),
        path("plan/", SitePlan.as_view(), name="site_plan"),
        path("mentions-legales/", views.legal_notice, name="legal_notice"),
        path("confidentialite/", views.privacy, name="privacy"),
        path("accessibilite/", views.accessibility, name="accessibility"),
        path("", include("questionnaire.urls")),
        *styleguide,
        prefix_default_language=True,
    ),
]

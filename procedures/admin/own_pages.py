"""The desk's own pages, beside those of the entries: address, view, name."""

from procedures.models import Channel
from procedures.rights import rights_of

from . import pages
from .bulk import bulk_channel_page
from .copying.elsewhere import copy_page
from .dashboards import dashboard_page
from .divergence import divergence_page
from .help import guide_page
from .history.removed_page import removed_page
from .history.version_page import version_page
from .picture import picture_page
from .publication import cancel_page, confirm_page, publish_page
from .translating import export_page, import_page, progress_page, texts_page
from .tryout import tryout_page
from .uses.names import rename_page, uses_page
from .watching import coming_page, due_page, law_page, links_page, uncertain_page

# (route, view(site, request, …), name of the address)
OWN_PAGES = (
    ("informations/", pages.facts_page, "desk_facts"),
    ("verifier/", pages.check_page, "desk_check"),
    ("essayer/", tryout_page, "desk_tryout"),
    ("dessin/", picture_page, "desk_picture"),
    ("tableaux-de-bord/", dashboard_page, "desk_dashboards"),
    ("tableaux-de-bord/<slug:board>/", dashboard_page, "desk_dashboard"),
    ("differences/", divergence_page, "desk_divergence"),
    ("historique/supprimees/", removed_page, "desk_removed"),
    ("historique/<int:number>/<str:side>/", version_page, "desk_version"),
    ("aide/", guide_page, "desk_help"),
    ("a-reverifier/", due_page, "desk_due"),
    ("incertains/", uncertain_page, "desk_uncertain"),
    ("ce-qui-change/", coming_page, "desk_coming"),
    ("liens/", links_page, "desk_links"),
    ("veille/", law_page, "desk_law"),
    ("traductions/", progress_page, "desk_translating"),
    ("traductions/textes/", texts_page, "desk_translating_texts"),
    ("traductions/envoyer/", export_page, "desk_translating_export"),
    ("traductions/recevoir/", import_page, "desk_translating_import"),
    ("canaux/changer/", bulk_channel_page, "desk_bulk_channel"),
    ("copier/<str:kind>/", copy_page, "desk_copy"),
    ("utilisations/<str:kind>/<int:pk>/", uses_page, "desk_uses"),
    ("renommer/<str:kind>/<int:pk>/", rename_page, "desk_rename"),
    ("publier/", publish_page, "desk_publish"),
    ("remettre-en-vigueur/<int:number>/", pages.restore_page, "desk_restore"),
    ("editions-prevues/<int:number>/confirmer/", confirm_page, "desk_confirm"),
    ("editions-prevues/<int:number>/annuler/", cancel_page, "desk_cancel"),
)


def may_see(request, name):
    """Tell whether the menu of this account shows a page. Each page also checks by itself."""
    rights = rights_of(request)
    if name == "desk_bulk_channel":
        return bool(rights.parts_where("change", Channel))
    return bool(rights.publishable_parts if name == "desk_publish" else rights.parts)

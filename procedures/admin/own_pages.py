"""The desk's own pages, beside those of the entries: address, view, name."""

from django.urls import reverse

from procedures.models import NATIONAL, Channel, Override, Procedure
from procedures.rights import rights_of

from . import pages
from .asking import asking_page
from .bulk import bulk_channel_page
from .conditions.endpoint import facts_page
from .copying.elsewhere import copy_page
from .dashboards import dashboard_page
from .dependencies import dependencies_page
from .divergence import divergence_page
from .feedback import feedback_page
from .help import guide_page
from .history.entry_page import undo_page
from .history.version_page import removed_page, version_page
from .hours_field import hours_preview
from .importing_page import import_file_page, may_import
from .inquiring import (
    compare_page,
    export_waves_page,
    inquiries_page,
    kit_page,
    memo_page,
    new_wave_page,
    wave_page,
)
from .people import export_security_page
from .publication import cancel_page, own_changes_page, planned_page, publish_page
from .reception import export_visits_page, reception_page
from .reception.posts_page import local_parts
from .searching.replace_page import replace_page
from .searching.search_page import search_page
from .translating import export_page, import_page, progress_page, texts_page
from .tryout import tryout_page
from .uses.names import rename_page, uses_page
from .waiting import work_page
from .watching import (
    coming_page,
    due_page,
    law_page,
    links_page,
    paper_gaps_page,
    uncertain_page,
)
from .writing import opening_page, writing_page

# (route, view(site, request, …), name of the address)
OWN_PAGES = (
    ("chercher/", search_page, "desk_search"),
    ("chercher/remplacer/", replace_page, "desk_replace"),
    ("informations/", facts_page, "desk_facts"),
    ("verifier/", pages.check_page, "desk_check"),
    ("horaires/", hours_preview, "desk_hours"),
    ("travail/<str:number>/", work_page, "desk_work"),
    ("essayer/", tryout_page, "desk_tryout"),
    ("ecrire/", opening_page, "desk_writing_start"),
    ("ecrire/<int:pk>/<slug:name>/", writing_page, "desk_writing"),
    ("dependances/", dependencies_page, "desk_dependencies"),
    ("tableaux-de-bord/", dashboard_page, "desk_dashboards"),
    ("tableaux-de-bord/<slug:board>/", dashboard_page, "desk_dashboard"),
    ("differences/", divergence_page, "desk_divergence"),
    ("historique/supprimees/", removed_page, "desk_removed"),
    ("historique/<int:number>/defaire/", undo_page, "desk_undo"),
    ("historique/<int:number>/<str:side>/", version_page, "desk_version"),
    ("aide/", guide_page, "desk_help"),
    ("aide/<slug:name>/", guide_page, "desk_help_page"),
    ("a-reverifier/", due_page, "desk_due"),
    ("postes-d-accueil/", reception_page, "desk_reception"),
    ("postes-d-accueil/visites.xlsx", export_visits_page, "desk_reception_export"),
    ("retours/", feedback_page, "desk_feedback"),
    ("enquetes-de-terrain/", inquiries_page, "desk_inquiries"),
    ("enquetes-de-terrain/questionnaire/", kit_page, "desk_new_kit"),
    ("enquetes-de-terrain/questionnaire/<int:pk>/", kit_page, "desk_kit"),
    ("enquetes-de-terrain/preparer/", new_wave_page, "desk_new_wave"),
    ("enquetes-de-terrain/vague/<int:pk>/", wave_page, "desk_wave"),
    ("enquetes-de-terrain/avant-apres/", compare_page, "desk_compare"),
    ("enquetes-de-terrain/exporter/", export_waves_page, "desk_waves_export"),
    ("enquetes-de-terrain/comment-interroger/", memo_page, "desk_memo"),
    ("incertains/", uncertain_page, "desk_uncertain"),
    ("ce-qui-change/", coming_page, "desk_coming"),
    ("liens/", links_page, "desk_links"),
    ("veille/", law_page, "desk_law"),
    ("veille/papiers/", paper_gaps_page, "desk_paper_gaps"),
    ("traductions/", progress_page, "desk_translating"),
    ("traductions/textes/", texts_page, "desk_translating_texts"),
    ("traductions/envoyer/", export_page, "desk_translating_export"),
    ("traductions/recevoir/", import_page, "desk_translating_import"),
    ("importer/", import_file_page, "desk_import"),
    ("demander/", asking_page, "desk_asking"),
    ("canaux/changer/", bulk_channel_page, "desk_bulk_channel"),
    ("copier/<str:kind>/", copy_page, "desk_copy"),
    ("utilisations/<str:kind>/<int:pk>/", uses_page, "desk_uses"),
    ("renommer/<str:kind>/<int:pk>/", rename_page, "desk_rename"),
    ("journal-de-securite/exporter/", export_security_page, "desk_security_export"),
    ("mes-changements/", own_changes_page, "desk_own_changes"),
    ("publier/", publish_page, "desk_publish"),
    ("remettre-en-vigueur/<int:number>/", pages.restore_page, "desk_restore"),
    ("editions-prevues/<int:number>/", planned_page, "desk_planned"),
    ("editions-prevues/<int:number>/annuler/", cancel_page, "desk_cancel"),
)

# Pages below the desk's address that are not its own: it only leads to them.
BESIDE = ("organisations",)


def address_of(name):
    """Return the address of a page of the menu."""
    return reverse(name if name in BESIDE else f"admin:{name}")


def may_see(request, name):
    """Tell whether the menu of this account shows a page. Each page also checks by itself."""
    rights = rights_of(request)
    if name in ("desk_security_export", *BESIDE):
        return request.user.is_superuser
    if name == "desk_bulk_channel":
        return bool(rights.parts_where("change", Channel))
    if name == "desk_asking":
        return any(one != NATIONAL for one in rights.parts_where("change", Override))
    if name == "desk_import":
        return may_import(rights)
    if name == "desk_reception":
        return bool(local_parts(rights))
    if name in ("desk_writing_start", "desk_writing"):
        return rights.may_edit(NATIONAL, Procedure, "add")
    if name in ("desk_own_changes", "desk_replace", "desk_undo"):
        return bool(rights.editable_parts)
    return bool(rights.publishable_parts if name == "desk_publish" else rights.parts)

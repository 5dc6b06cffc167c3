"""The addresses of associations. They are in French, and none tells an answer or a reference."""

from django.urls import path

from questionnaire.models import MemberRole

from . import agenda, association, giving, journal, pages, report
from .dossier_page import DossierView
from .export import ExportView
from .saving import SaveView

urlpatterns = [
    path("", pages.ListView.as_view(), name="dossier_list"),
    path("nouveau/", pages.NewView.as_view(), name="dossier_new"),
    path("semaine/", agenda.WeekView.as_view(), name="dossier_week"),
    path("calendrier/", agenda.CalendarPageView.as_view(), name="dossier_calendar"),
    path("calendrier/<str:token>.ics", agenda.FeedView.as_view(), name="dossier_feed"),
    path("enregistrer/<slug:run>/", SaveView.as_view(), name="dossier_save"),
    path("dossier/<slug:code>/", DossierView.as_view(), name="dossier"),
    path("dossier/<slug:code>/rouvrir/", pages.ReopenDossierView.as_view(), name="dossier_reopen"),
    path("dossier/<slug:code>/famille/", pages.FamilyView.as_view(), name="dossier_family"),
    path(
        "dossier/<slug:code>/transmettre/", pages.HandOverView.as_view(), name="dossier_hand_over"
    ),
    path(
        "dossier/<slug:code>/supprimer/", pages.DeleteDossierView.as_view(), name="dossier_delete"
    ),
    path("dossier/<slug:code>/liste.pdf", giving.GivenPaperView.as_view(), name="dossier_paper"),
    path(
        "dossier/<slug:code>/explications.pdf",
        giving.GivenExplanationsView.as_view(),
        name="dossier_explanations",
    ),
    path("dossier/<slug:code>/lien/", giving.GivenLinkView.as_view(), name="dossier_link"),
    path("dossier/<slug:code>/code/", giving.GivenCodeView.as_view(), name="dossier_code"),
    path("demander/", association.RequestView.as_view(), name="dossier_request"),
    path("sortir/", association.LeaveView.as_view(), name="dossier_leave"),
    path("association/", association.AssociationView.as_view(), name="association"),
    path(
        "association/invitation/<int:pk>/retirer/",
        association.WithdrawView.as_view(),
        name="association_withdraw",
    ),
    path(
        "association/membre/<int:pk>/retirer/",
        association.RemoveMemberView.as_view(),
        name="association_remove",
    ),
    path(
        "association/membre/<int:pk>/administrer/",
        association.RoleView.as_view(),
        name="association_promote",
    ),
    path(
        "association/membre/<int:pk>/ne-plus-administrer/",
        association.RoleView.as_view(role=MemberRole.MEMBER),
        name="association_demote",
    ),
    path("association/activite/", report.ReportView.as_view(), name="association_report"),
    path("association/journal/", journal.JournalView.as_view(), name="association_journal"),
    path("association/export.<slug:form>", ExportView.as_view(), name="association_export"),
    path("association/supprimer/", association.EndView.as_view(), name="association_end"),
    path(
        "invitation/<str:token>/", association.InvitationView.as_view(), name="dossier_invitation"
    ),
]

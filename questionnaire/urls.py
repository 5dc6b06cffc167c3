"""The addresses of the questionnaire, below the language. No address contains an answer."""

from django.urls import path, re_path

from .between.views import (
    AttemptsView,
    LetterListView,
    LetterView,
    PaperListView,
    PaperSheetView,
    ProvisionalPaperView,
    ServiceListView,
    ServiceView,
    WordingsView,
)
from .entrance import BeforeView
from .examples import ExampleAnswerView, ExampleListView, ExampleView
from .inquiries import FillView, ThanksView
from .keeping.device import kept_lists
from .keeping.views import CodeView, KeepView, KeptTicketView, NewCodeView, ReopenView
from .open_data.views import DataPage
from .printing.views import ExplanationsView, PaperView
from .reception.views import EndOfVisitView, ReceptionView, TicketView
from .reports.views import AskedPapersView, LinesView, ReportThanksView, TellView
from .result.views import CalendarView, ResultView, TimelineView, VisitView
from .runs import search_forms, views
from .runs.papers_page import PapersView
from .runs.question_page import QuestionView
from .sheets.views import (
    FranceServicesView,
    PrefectureListView,
    PrefectureView,
    ProcedureListView,
    ProcedureSheetView,
)
from .understanding.views import OtherAnswersView

urlpatterns = [
    path("demarche/", views.StartView.as_view(), name="run_start"),
    path("demarche/<slug:run>/", views.ResumeView.as_view(), name="run_resume"),
    path("demarche/<slug:run>/verifier/", views.ReviewView.as_view(), name="run_review"),
    path("demarche/<slug:run>/resultat/", ResultView.as_view(), name="run_result"),
    path("demarche/<slug:run>/garder/", KeepView.as_view(), name="run_keep"),
    path("demarche/<slug:run>/garder/ticket/", KeptTicketView.as_view(), name="run_keep_ticket"),
    path("demarche/<slug:run>/code/", NewCodeView.as_view(), name="run_code"),
    path("code/", CodeView.as_view(), name="short_code"),
    path("gardees/", kept_lists, name="kept_lists"),
    path("liste/", ReopenView.as_view(), name="reopen"),
    path("demarche/<slug:run>/liste.pdf", PaperView.as_view(), name="run_paper"),
    path(
        "demarche/<slug:run>/explications.pdf",
        ExplanationsView.as_view(),
        name="run_explanations",
    ),
    path("demarche/<slug:run>/rappels.ics", CalendarView.as_view(), name="run_calendar"),
    path("demarche/<slug:run>/effacer/", views.EraseView.as_view(), name="run_erase"),
    path("demarche/<slug:run>/suite/", views.WayView.as_view(), name="run_way"),
    path("demarche/<slug:run>/venir/", VisitView.as_view(), name="run_visit"),
    path("demarche/<slug:run>/pourquoi/", OtherAnswersView.as_view(), name="run_others"),
    path("demarche/<slug:run>/temps/", TimelineView.as_view(), name="run_time"),
    path("demarche/<slug:run>/papiers/", PapersView.as_view(), name="run_papers"),
    path("demarche/<slug:run>/<slug:step>/", QuestionView.as_view(), name="run_question"),
    path("avant/", BeforeView.as_view(), name="before_any"),
    path("avant/<slug:slug>/", BeforeView.as_view(), name="before"),
    path("enquete/<slug:token>/", FillView.as_view(), name="inquiry"),
    path("enquete/<slug:token>/merci/", ThanksView.as_view(), name="inquiry_thanks"),
    path("ticket/", TicketView.as_view(), name="ticket"),
    path("accueil/<slug:code>/", ReceptionView.as_view(), name="reception"),
    path("accueil/<slug:code>/fin/", EndOfVisitView.as_view(), name="reception_end"),
    path("accueil/<slug:code>/poste/<slug:token>/", ReceptionView.as_view(), name="reception_post"),
    path(
        "accueil/<slug:code>/poste/<slug:token>/fin/",
        EndOfVisitView.as_view(),
        name="reception_end_post",
    ),
    path("exemples/", ExampleListView.as_view(), name="example_list"),
    path("exemples/<slug:slug>/", ExampleView.as_view(), name="example"),
    path("exemples/<slug:slug>/reponse/", ExampleAnswerView.as_view(), name="example_answer"),
    path("papiers/", PaperListView.as_view(), name="paper_list"),
    path("papiers/<slug:code>/", ProvisionalPaperView.as_view(), name="paper"),
    path("papiers/<slug:code>/<slug:asker>/", PaperSheetView.as_view(), name="paper_sheet"),
    path("lettres/", LetterListView.as_view(), name="letter_list"),
    path("lettres/<slug:code>/", LetterView.as_view(), name="letter"),
    path("essais/", AttemptsView.as_view(), name="attempts"),
    path("statut/", WordingsView.as_view(), name="wordings"),
    path("sites/", ServiceListView.as_view(), name="service_list"),
    path("sites/<slug:code>/", ServiceView.as_view(), name="service"),
    path("donnees/", DataPage.as_view(), name="data"),
    path("signaler/merci/", ReportThanksView.as_view(), name="thanks"),
    path("signaler/<slug:where>/<slug:slug>/", LinesView.as_view(), name="tell_lines"),
    path("signaler/<slug:where>/<slug:kind>/<slug:key>/", TellView.as_view(), name="tell"),
    path(
        "signaler/<slug:where>/<slug:kind>/<slug:slug>/<slug:key>/", TellView.as_view(), name="tell"
    ),
    path(
        "signaler/<slug:where>/<slug:kind>/<slug:slug>/<slug:key>/papiers/",
        AskedPapersView.as_view(),
        name="tell_papers",
    ),
    path("quitter/", views.leave, name="leave"),
    path("page/", views.left, name="left"),
    path("pays.json", search_forms.suggested_countries, name="countries"),
    path("communes.json", search_forms.suggested_communes, name="communes"),
    path("demarches/", ProcedureListView.as_view(), name="procedure_list"),
    path("demarches/<slug:slug>/", ProcedureSheetView.as_view(), name="procedure_sheet"),
    path("france-services/", FranceServicesView.as_view(), name="france_services"),
    path("prefectures/", PrefectureListView.as_view(), name="prefecture_list"),
    re_path(r"^(?P<code>[0-9][0-9AaBb][0-9]?)/$", PrefectureView.as_view(), name="prefecture"),
]

"""The addresses of the questionnaire, below the language. No address contains an answer."""

from django.urls import path, re_path

from .result.views import ResultView
from .runs import leaving, suggestions, views
from .runs.papers_page import PapersView
from .runs.question_page import QuestionView
from .sheets.views import PrefectureListView, PrefectureView, ProcedureListView, ProcedureSheetView

urlpatterns = [
    path("demarche/", views.StartView.as_view(), name="run_start"),
    path("demarche/<slug:run>/", views.ResumeView.as_view(), name="run_resume"),
    path("demarche/<slug:run>/verifier/", views.ReviewView.as_view(), name="run_review"),
    path("demarche/<slug:run>/resultat/", ResultView.as_view(), name="run_result"),
    path("demarche/<slug:run>/effacer/", views.EraseView.as_view(), name="run_erase"),
    path("demarche/<slug:run>/suite/", views.WayView.as_view(), name="run_way"),
    path("demarche/<slug:run>/papiers/", PapersView.as_view(), name="run_papers"),
    path("demarche/<slug:run>/<slug:step>/", QuestionView.as_view(), name="run_question"),
    path("quitter/", leaving.leave, name="leave"),
    path("page/", leaving.left, name="left"),
    path("pays.json", suggestions.countries, name="countries"),
    path("communes.json", suggestions.communes, name="communes"),
    path("demarches/", ProcedureListView.as_view(), name="procedure_list"),
    path("demarches/<slug:slug>/", ProcedureSheetView.as_view(), name="procedure_sheet"),
    path("prefectures/", PrefectureListView.as_view(), name="prefecture_list"),
    re_path(r"^(?P<code>[0-9][0-9AaBb][0-9]?)/$", PrefectureView.as_view(), name="prefecture"),
]

"""The result page of a run."""

from django.views.generic import TemplateView

from questionnaire.runs.pages import RunPage


class ResultView(RunPage, TemplateView):
    template_name = "questionnaire/result_placeholder.html"

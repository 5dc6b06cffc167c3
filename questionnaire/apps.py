"""The application's name, as Django and the administration show it."""

from django.apps import AppConfig


class QuestionnaireConfig(AppConfig):
    name = "questionnaire"
    verbose_name = "questionnaire"

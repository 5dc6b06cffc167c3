"""The app's name, as Django and the admin show it."""

from django.apps import AppConfig


class QuestionnaireConfig(AppConfig):
    name = "questionnaire"
    verbose_name = "questionnaire"

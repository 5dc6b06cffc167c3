"""The application's name, as Django and the administration show it."""

from django.apps import AppConfig


class QuestionnaireConfig(AppConfig):
    name = "questionnaire"
    verbose_name = "questionnaire"

    def ready(self):
        # Models can be imported only now.
        from procedures.publishing.editions.in_memory import follow

        follow(review_dossiers)
        follow(prepare_files)


def review_dossiers(edition):
    """Read the dossiers of associations again; commands that see no edition load none of it."""
    from questionnaire.dossiers import background

    background.review_later(edition)


def prepare_files(edition):
    """Have the files of open data written, before anybody asks for them."""
    from questionnaire.open_data.files import prepare

    prepare(edition)

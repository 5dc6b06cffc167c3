"""The storage of the wizard: a run, whose cookie the pages write."""

from formtools.wizard.storage.base import BaseStorage


class RunStorage(BaseStorage):
    """Stores answers only, not the forms that gave them. The current step is that of the URL."""

    def __init__(self, prefix, request=None, file_storage=None):
        super().__init__(prefix, request, file_storage)
        self.init_data()

    @property
    def run(self):
        return self.request.run

    def get_step_data(self, step):
        return self.run.answers.get(step)

    def set_step_data(self, step, cleaned_data):
        self.run.answer(step, cleaned_data)

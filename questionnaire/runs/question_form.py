"""What the forms of all kinds of questions share."""

from django import forms
from django.utils.translation import gettext as _

LONGEST = 100  # What is longer is no name, number or choice, and would cost time to look for.
UNKNOWN = "?"  # Sent for « Je ne sais pas »; no choice of a catalogue is written so.


def card(value, text, **more):
    return {"value": value, "text": text, **more}


class QuestionForm(forms.Form):
    """A form whose one answer is ``cleaned_data["value"]``, typed as the engine holds it.

    It has no Django field: what a question shows comes from the edition in force, and the
    components of templates/components/ draw it.
    """

    template = ""
    checkboxes = False
    few_answers = False  # Whether there are so few that each is worth drawing once.

    def __init__(self, *args, question, texts, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        self.texts = texts
        self.offered = offered

    @property
    def answered_before(self):
        return "value" in self.initial

    @property
    def stored(self):
        return self.initial.get("value")

    @property
    def answered(self):
        """Whether what was sent is an answer, and not a search or a mistake."""
        return self.is_valid() and "value" in self.cleaned_data

    def clean(self):
        self.read()

    def read(self):
        """Read what was sent: ``accept`` an answer, or ``refuse`` it with a message."""
        raise NotImplementedError

    def sent(self, name):
        return self.data.get(name, "")[:LONGEST].strip()

    def accept(self, value):
        self.cleaned_data["value"] = value

    def refuse(self, message, target=""):
        self.problem = {"text": message, "target": target or self.first_id()}
        self.add_error(None, message)

    def first_id(self):
        return "id_reponse"

    def problems(self):
        """What is wrong, for the error summary: entries with text and target."""
        return [self.problem] if self.is_bound and not self.is_valid() else []

    def unknown_cards(self):
        if not self.question.allow_unknown:
            return []
        return [
            card(UNKNOWN, _("Je ne sais pas"), help=self.texts.unknown_help, unknown=True)
        ]  # fmt: skip

    def numbered(self, cards, chosen):
        return [
            {"id": f"id_reponse_{index}", "checked": one["value"] in chosen, **one}
            for index, one in enumerate(cards)
        ]

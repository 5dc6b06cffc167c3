"""The base of the forms of all kinds of questions."""

from django import forms
from django.utils.translation import gettext as _

# A longer text is no name, number or choice, and would take time to search.
LONGEST = 100
# The value sent for « Je ne sais pas »; no choice of a catalogue has it.
UNKNOWN = "?"


def card(value, text, **more):
    return {"value": value, "text": text, **more}


class QuestionForm(forms.Form):
    """A form whose only answer is ``cleaned_data["value"]``, typed as the engine types it.

    It has no Django fields: the edition in force decides what a question shows, and the components
    of templates/components/ render it.
    """

    template = ""
    checkboxes = False
    # Whether there are so few answers that each rendering is worth caching.
    few_answers = False

    def __init__(self, *args, question, texts, offered, before="", sense=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = before
        self.sense = sense
        self.question = question
        self.texts = texts
        self.offered = offered

    @property
    def names(self):
        """The names of the fields and their ids. ``before`` keeps apart two forms of one page."""
        before = self.before
        return {
            "answer": f"{before}reponse",
            "searched": f"{before}cherche",
            "search": f"{before}recherche",
            "look": f"{before}chercher",
            "unknown": f"{before}inconnu",
            "id": f"id_{before}reponse",
            "help": f"{before}aide",
        }

    @property
    def blank(self):
        """Whether nothing was sent: on a page that may be passed, this is no mistake."""
        return not any(value for name, value in self.data.items() if name != "cherche")

    @property
    def answered_before(self):
        return "value" in self.initial

    @property
    def stored(self):
        return self.initial.get("value")

    @property
    def answered(self):
        """Whether the data sent is an answer, and not a search or a mistake."""
        return self.is_valid() and "value" in self.cleaned_data

    def clean(self):
        self.read()

    def read(self):
        """Read the data sent: ``accept`` an answer, or ``refuse`` it with a message."""
        raise NotImplementedError

    def sent(self, name):
        return self.data.get(name, "")[:LONGEST].strip()

    def accept(self, value):
        self.cleaned_data["value"] = value

    def refuse(self, message, target=""):
        self.problem = {"text": message, "target": target or self.first_id()}
        self.add_error(None, message)

    def first_id(self):
        return self.names["id"]

    def problems(self):
        """Return what is wrong, for the error summary: dicts with text and target."""
        return [self.problem] if self.is_bound and not self.is_valid() else []

    def unknown_cards(self):
        if not self.question.allow_unknown:
            return []
        return [
            card(UNKNOWN, _("Je ne sais pas"), help=self.texts.unknown_help, unknown=True)
        ]  # fmt: skip

    def numbered(self, cards, chosen):
        return [
            {"id": f"{self.names['id']}_{index}", "checked": one["value"] in chosen, **one}
            for index, one in enumerate(cards)
        ]

"""A person with a browser, for tests of pages."""

from django.urls import reverse
from django.utils import translation

from procedures.publishing.editions.in_memory import edition_in_force
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.privacy import hidden_step

from .samples import ANSWERS


def key_at(address):
    """Return the page of a run that an address leads to, or the key of the question asked there."""
    step = address.split("?")[0].split("/")[4]
    return {hidden_step(key): key for key in ANSWERS}.get(step, step)


class Visitor:
    """A person with a browser, on one run."""

    def __init__(self, client, language="fr"):
        self.client = client
        self.language = language
        self.response = None
        self.id = ""

    def start(self, **data):
        self.follow(self.client.post(self.url("run_start"), data))
        self.id = self.page.split("/")[3]
        return self

    def url(self, name, *args):
        with translation.override(self.language):
            return reverse(name, args=args)

    def at(self, place):
        return f"/{self.language}/demarche/{self.id}/{place}/"

    def follow(self, response):
        """Go where the response leads; a visit never ends in an error page."""
        self.page = response.request["PATH_INFO"]
        while response.status_code == 302:
            self.page = response.headers["Location"]
            response = self.client.get(self.page)
        assert response.status_code < 400, response.status_code
        self.response = response
        return self

    def open(self, place):
        return self.follow(self.client.get(self.at(place)))

    def send(self, place, **data):
        return self.follow(self.client.post(self.at(place), data))

    def answer(self, *keys, **answers):
        for key in keys:
            self.send(key, **ANSWERS[key])
        for key, sent in answers.items():
            self.send(key, **(sent if isinstance(sent, dict) else {"reponse": sent}))
        return self

    def answer_all(self, **other):
        """Answer what is asked until nothing is."""
        while self.place not in ("verifier", ""):
            key = self.place
            self.send(key, **other.get(key, ANSWERS[key]))
            assert self.place != key, f"{key} is asked again"
        return self

    @property
    def place(self):
        return key_at(self.page)

    @property
    def context(self):
        """The variables of the page; one that was drawn before is drawn again, to see them."""
        if self.response.context is None:
            prepared_edition(edition_in_force().rule_set).frames.forget()
            self.response = self.client.get(self.page)
        return self.response.context

    @property
    def text(self):
        return self.response.content.decode()

    @property
    def answers(self):
        """What « Vérifier » shows, by question."""
        self.open("verifier")
        return {
            key_at(row["change_url"]): row["answer"]
            for group in self.context["groups"]
            for row in group["rows"]
        }

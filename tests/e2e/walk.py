"""Walking the questionnaire as a person does, answering from a case of the catalogue."""

import re
from datetime import date
from functools import cache

import yaml

from .site import ROOT

PLACE = re.compile(r"/demarche/[^/]+/([^/?]+)/")
NAMES = {
    "34172": "Montpellier", "30189": "Nîmes", "09122": "Foix", "82121": "Montauban",
    "31555": "Toulouse", "46042": "Cahors", "34032": "Béziers",
}  # fmt: skip
UNKNOWN = "input[type=radio][value='?']"


@cache
def case(name):
    """Return a case of the shipped catalogue by its id."""
    for path in sorted((ROOT / "catalogue" / "cases").glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            if entry["id"] == name:
                return entry
    raise KeyError(name)


class Walk:
    """One person on the site: from the home page to the result."""

    def __init__(self, page, language, answers):
        self.page = page
        self.language = language
        self.answers = answers
        self.asked = []

    @property
    def place(self):
        found = PLACE.search(self.page.url)
        return found.group(1) if found else ""

    def start(self):
        """Begin from the home page, by an urgent way in if the person takes one."""
        self.page.goto(f"/{self.language}/")
        if "way" in self.answers:
            self.page.locator(f"button[value='{self.answers['way']}']").first.click()
            self.page.wait_for_url(PLACE)
            return self
        self.page.locator("main a[href$='/demarche/']").first.click()
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url(PLACE)  # A check of a page that is leaving finds no document.
        return self

    def answer_all(self, visit=None):
        """Answer every question that is asked; ``visit`` is called on each page."""
        while self.place not in ("verifier", "resultat"):
            key = self.place
            if visit:
                visit(self.page)
            if key == "papiers":
                self.answer_together()
                continue
            self.asks(key)
            self.answer(self.answers[key])
        return self

    def answer_beside(self):
        """Answer the second question of the first page, if the page shows two."""
        second = self.page.locator(".question__two + .question__two")
        if second.count():
            named = second.locator("input").first.get_attribute("name")
            key = named.rpartition("-")[0]
            self.asks(key)
            self.choose(second, self.answers[key])

    def asks(self, key):
        assert key not in self.asked, f"{key} is asked again"
        self.asked.append(key)

    def answer_together(self):
        """Answer the questions that share a page, and go on."""
        form, typed = self.page.locator("form.shared"), []
        for part in form.locator(".shared__part").all():
            field = part.locator("input:not([type=hidden])").first
            key = field.get_attribute("name").rpartition("-")[0]
            value = self.answers[key]
            self.asks(key)
            if value is None:
                continue
            if isinstance(value, bool):
                self.choose(part, "oui" if value else "non")
            elif part.locator(f"input[value='{value}']").count():
                self.choose(part, value)
            else:
                typed.append((field, value))
        # What is typed comes last: a list of names that comes late would lie over what is pressed.
        for field, value in typed:
            field.fill(NAMES.get(value, value))
        self.go_on(form)

    def answer(self, value):
        """Answer the question shown, and go on."""
        form = self.page.locator("main form:not(.ways)").first
        if value is None and form.locator(UNKNOWN).count():
            form.locator(UNKNOWN).check(force=True)
        elif value is None:
            form.locator("input[type=checkbox]").last.check(force=True)
        elif isinstance(value, bool):
            self.choose(form, "oui" if value else "non")
        elif isinstance(value, date):
            for field, part in zip(
                self.fields(form), (value.day, value.month, value.year), strict=True
            ):
                field.fill(str(part))
        elif isinstance(value, int):
            self.fields(form)[0].fill(str(value))
        elif self.fields(form):
            self.fields(form)[0].fill(NAMES.get(value, value))
        else:
            self.choose(form, value)
        self.answer_beside()
        self.go_on(form)

    def go_on(self, form):
        before = self.page.url
        button = form.locator(".actions button[type=submit]").first
        button.focus()  # A list of names that comes late would lie over it.
        button.click()
        self.page.wait_for_url(lambda url: url != before)

    def choose(self, form, value):
        named = f"input[value='{value}']"
        group = form.locator(f"details.choice-group:not([open]):has({named}) summary")
        if group.count():
            group.click()
        form.locator(named).check(force=True)

    def fields(self, form):
        return form.locator("input:not([type=hidden], [type=radio], [type=checkbox])").all()

    def see_result(self):
        """Open the result from the page that lists the answers."""
        if self.place == "verifier":
            self.page.locator("main a[href$='/resultat/']").first.click()
        self.page.wait_for_url("**/resultat/")
        return self

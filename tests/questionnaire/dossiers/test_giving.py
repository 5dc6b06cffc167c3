"""A member gives the person of a dossier two PDF, a link and a code, in their language."""

import re
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from procedures.publishing.editions.in_memory import using
from questionnaire.dossiers import giving
from questionnaire.dossiers.content import DossierCard, card_of, content_of, seal
from questionnaire.dossiers.sealing import cipher_of
from questionnaire.keeping.link import decode
from questionnaire.printing.drawing import Full
from questionnaire.result import formats

from .test_reviewing import with_papers


@pytest.fixture
def given(rive, keep):
    """A function: Bilal asks for something of his dossier; returns (the response, the dossier).

    Who lost a card tells nothing sensitive, who renews one does.
    """
    client = rive.clients["bilal"]
    made = {
        goal: keep(client, f"{goal}-1", "revient lundi", goal=goal)
        for goal in ("perte", "renouvellement")
    }

    def ask(what, goal="perte", **sent):
        dossier = made[goal]
        return client.post(f"/dossiers/dossier/{dossier.code}/{what}", sent), dossier

    return ask


def runs_of(client):
    return [name for name, one in client.cookies.items() if name.startswith("run_") and one.value]


def test_link_opens_the_list_in_the_language_of_the_person_and_speaks_to_them(rive, given):
    response, _dossier = given("lien/", language="ar")
    page = unescape(response.content.decode())
    link = re.search(r"http://testserver/ar/liste/#([^<\s]+)", page)
    kept = decode(link[1])
    assert kept.answers["age"] == 24
    assert not kept.assisted
    assert "revient lundi" not in page
    assert not runs_of(rive.clients["bilal"])
    journal = rive.clients["awa"].get("/dossiers/association/journal/").content.decode()
    assert "a donné à la personne la liste de perte-1" in journal


class OnPaper(HTMLParser):
    """The words of the page that are printed: those of ``main`` that nothing hides on paper."""

    def __init__(self, page):
        super().__init__()
        self.open, self.words = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "link", "input", "br"):
            self.open.append((tag, "no-print" in (dict(attrs).get("class") or "")))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if ("main", False) in self.open and not any(hidden for _tag, hidden in self.open):
            self.words += data


def test_person_reads_in_their_language_what_they_take_on_paper(given):
    """Who gives it reads French, who takes it away may not."""
    day = formats.day(timezone.localdate() + timedelta(60), "ar")
    with translation.override("ar"):
        words = {
            "lien/": _("Prenez cette image en photo avec un téléphone : il ouvrira votre liste."),
            "code/": _("Il ouvre votre liste jusqu’au %(last_day)s inclus, à cette adresse :")
            % {"last_day": day},
        }
    for what, told in words.items():
        response, _dossier = given(what, language="ar")
        page = unescape(response.content.decode())
        assert f'<p lang="ar" dir="rtl">{told}</p>' in page
        assert told in OnPaper(page).words
        french = ("sa liste", "envoyez-lui", "Revenir", "ni la note", "pour la personne")
        assert not [one for one in french if one in OnPaper(page).words], what


@pytest.mark.parametrize(
    ("what", "french"),
    [
        ("lien/", "Prenez cette image en photo avec un téléphone : il ouvrira votre liste."),
        ("code/", "Il ouvre votre liste jusqu’au "),
    ],
)
def test_paper_says_it_in_french_too_and_never_names_the_dossier(given, what, french):
    """« français et arabe »: who helps at home may read only one of the two."""
    for language, times in (("ar", 1), ("fr", 1)):
        response, _dossier = given(what, language=language)
        page = unescape(response.content.decode()).replace("\xa0", " ")
        assert OnPaper(page).words.replace("\xa0", " ").count(french) == times
        # A browser prints the title of a page above it.
        title = re.search("<title>(.*?)</title>", page)[1]
        assert "perte-1" not in OnPaper(page).words + title


@pytest.mark.parametrize("what", ["liste.pdf", "explications.pdf"])
def test_too_many_lists_at_once_are_told_to_the_member_in_french(given, monkeypatch, what):
    class Busy:
        def draw(self, _action):
            raise Full

    monkeypatch.setattr("questionnaire.printing.views.drawer", lambda: object())
    monkeypatch.setattr("questionnaire.printing.views.pdf_slot", Busy())
    response, dossier = given(what, "renouvellement", language="ar", version="complete")
    page = response.content.decode()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert '<html lang="fr"' in page
    assert "Réessayez dans un instant" in page
    # The same file is asked for again, in the same language.
    form = page.partition("<main")[2].rpartition("<form")[2].partition("</form>")[0]
    assert f'action="/dossiers/dossier/{dossier.code}/{what}"' in form
    assert '<input type="hidden" name="language" value="ar">' in form
    assert "csrfmiddlewaretoken" in form


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Votre liste : "), ("en", "Your list: "), ("ar", "قائمتك: ")],
)
def test_message_speaks_to_the_person_who_gets_it(given, language, said):
    page = given("lien/", language=language)[0].content.decode()
    start = quote(f"{said}http://testserver/{language}/liste/#", safe="")
    assert f"sms:?&amp;body={start}" in page
    assert f"mailto:?body={start}" in page


def test_code_opens_the_list_on_another_device(given):
    response, _dossier = given("code/", language="en")
    page = response.content.decode()
    assert "http://testserver/en/code/" in page
    code = re.search(r'class="short-code"[^>]*>([^<]+)<', page)[1]
    opened = Client().post("/en/code/", {"code": code})
    assert opened.headers["Location"].endswith("/resultat/")


@pytest.mark.parametrize(("language", "kept"), [("en", "en"), ("xx", "fr"), ("", "fr")])
def test_sheet_has_the_language_beside_and_the_ticks(given, drawn, language, kept):
    _response, dossier = given("lien/", "renouvellement")
    cipher = cipher_of(dossier.organisation)
    content = content_of(dossier, cipher)
    content.ticked = ["photo"]
    seal(dossier, cipher, card_of(dossier, cipher), content)
    dossier.save()
    with using(with_papers("photo", "acte"), number=2):
        response, _dossier = given(
            "liste.pdf", "renouvellement", language=language, version="complete"
        )
    assert (response.status_code, response.content) == (200, b"%PDF")
    assert f'<html lang="{kept}"' in drawn[0]
    assert drawn[0].count("data-ticked") == 1
    explanations = given("explications.pdf", "renouvellement", version="complete")[0]
    assert explanations.content == b"%PDF"
    names = [one.headers["Content-Disposition"] for one in (response, explanations)]
    assert names == [
        f'attachment; filename="renouvellement-1-{kind}.pdf"' for kind in ("liste", "explications")
    ]


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("A-042", "a-042-liste.pdf"),
        ("Été 2026/17", "ete-202617-liste.pdf"),
        ('1"\r\nX-Y: 2', "1-x-y-2-liste.pdf"),
        ("٧", "dossier-liste.pdf"),
    ],
)
def test_file_is_called_by_the_reference_in_plain_letters(reference, name):
    view = giving.GivenPaperView()
    view.card = DossierCard(reference)
    assert view.file_name == name


def test_who_told_a_danger_is_given_no_link_and_no_code(rive, given):
    for what in ("lien/", "code/"):
        response, dossier = given(what, "renouvellement")
        assert response.headers["Location"] == f"/dossiers/dossier/{dossier.code}/"
    page = rive.clients["bilal"].get(f"/dossiers/dossier/{dossier.code}/").content.decode()
    assert "Ni lien ni code pour ce dossier" in page
    assert f"/dossiers/dossier/{dossier.code}/code/" not in page


def test_danger_that_no_question_leads_to_any_more_stays_told_in_the_dossier(rive, consult):
    client = rive.clients["bilal"]
    visitor = consult(client, goal="renouvellement")
    visitor.answer(goal="perte")
    saved = client.post(f"/dossiers/enregistrer/{visitor.id}/", {"reference": "A-1"})
    assert "Ni lien ni code pour ce dossier" in client.get(saved.headers["Location"]).text


@pytest.mark.parametrize("what", ["liste.pdf", "explications.pdf"])
def test_before_a_danger_is_given_on_paper_the_member_is_warned(rive, given, drawn, what):
    warned, dossier = given(what, "renouvellement", language="ar")
    page = warned.content.decode()
    assert "Demandez-lui si elle peut le garder sans risque." in page
    assert f'formaction="/dossiers/dossier/{dossier.code}/liste.pdf"' in page
    assert 'name="language" value="ar"' in page
    journal = rive.clients["awa"].get("/dossiers/association/journal/")
    assert "a donné à la personne" not in journal.content.decode()
    response, _dossier = given("liste.pdf", "renouvellement", version="discrete")
    assert response.headers["Content-Type"] == "application/pdf"
    assert "Cette liste est courte" in drawn[-1]
    whole, _dossier = given(what, "renouvellement", version="complete")
    assert whole.headers["Content-Type"] == "application/pdf"
    assert "Cette liste est courte" not in drawn[-1]


def test_nothing_is_given_while_a_question_has_no_answer(rive, given, monkeypatch):
    _response, dossier = given("lien/")
    cipher = cipher_of(dossier.organisation)
    content = content_of(dossier, cipher)
    del content.answers["age"]
    seal(dossier, cipher, card_of(dossier, cipher), content)
    dossier.save()
    response, _dossier = given("lien/")
    assert response.headers["Location"] == f"/dossiers/dossier/{dossier.code}/"
    page = rive.clients["bilal"].get(response.headers["Location"]).content.decode()
    # Above the answer, which it may change.
    assert page.index("Une question n’a pas encore de réponse") < page.index("association-answer")
    assert f"/dossiers/dossier/{dossier.code}/lien/" not in page


def test_ticks_are_not_lost_when_the_note_is_refused(rive, given):
    _response, dossier = given("lien/", "renouvellement")
    address = f"/dossiers/dossier/{dossier.code}/"
    client = rive.clients["bilal"]
    with using(with_papers("photo", "acte"), number=2):
        response = client.post(address, {"note": "06 12 34 56 78", "paper": "photo"})
    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="photo" checked' in page
    assert 'value="acte" checked' not in page

"""The two PDF of an answer: what they say, in which order, to whom, and what they never tell."""

import io
import re
import unicodedata

import pytest
from pypdf import PdfReader

from procedures.publishing.editions.in_memory import using
from questionnaire.printing import drawing as module
from questionnaire.printing import views
from questionnaire.printing import views as module_of_discreet
from questionnaire.printing.drawing import Full
from questionnaire.runs.run import Run, cookie_name, seal
from tests.languages import LANGUAGES
from tests.questionnaire.result.catalogue import QUESTIONS, RENEWAL, make_rules
from tests.shipped import shipped_rules

RUN = "2bcdefgh"
EXPLANATIONS = "explications.pdf"
BOTH = ("liste.pdf", EXPLANATIONS)
OPEN = [{**one, "sensitive": False} for one in QUESTIONS]


@pytest.fixture
def ask(client):
    """Ask a page of somebody's run: their list as a PDF, unless another is named."""

    def asked(language="fr", place="liste.pdf", *, questions=OPEN, answers=RENEWAL, had=None):
        kept = Run(RUN, answers, 2_000_000_000, 1)
        client.cookies[cookie_name(RUN)] = seal(kept.to_data())
        with using(make_rules(questions=questions), number=31):
            address = f"/{language}/demarche/{RUN}/{place}"
            return client.post(address, {"pris": had}) if had else client.get(address)

    return asked


def read(response):
    assert response.headers["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def words(page):
    """Return the text of a page with plain spaces; letters of Arabic in the form that is typed."""
    text = unicodedata.normalize("NFKC", page.extract_text())
    return re.sub(r"\s+", " ", text).replace("’", "'")


def all_words(document):
    return " ".join(words(page) for page in document.pages)


def picture_of_link(document):
    """Tell whether a QR code is drawn: hundreds of squares, where nothing else has any."""
    return sum(page.get_contents().get_data().count(b" l\n") for page in document.pages) > 200


def test_one_file_is_the_page_for_the_counter_the_other_the_explanations(ask):
    (page,) = read(ask()).pages
    first = words(page)
    assert "Ce n'est pas un document officiel" in first
    assert "Renouveler la carte" in first
    assert "Nationalité : Maroc" in first
    assert "Un justificatif de domicile" in first
    assert "Les explications" not in first
    assert "Toutes les pages." not in first
    told = all_words(read(ask(place=EXPLANATIONS)))
    assert told.startswith("Les explications")
    assert "Renouveler la carte" in told
    assert "Toutes les pages." in told
    assert "avec l'édition 31-" in told
    assert "Ce n'est pas un document officiel" not in told


def test_beside_french_stands_the_language_of_the_page(ask):
    (page,) = read(ask("ar")).pages
    first = words(page)
    assert "Renouveler la carte" in first
    assert "تجديد البطاقة" in first
    assert "جواز السفر" in first
    assert "جواز السفر" in all_words(read(ask("ar", EXPLANATIONS)))


@pytest.mark.parametrize(("place", "title"), [("liste.pdf", "قائمتي"), (EXPLANATIONS, "الشروح")])
def test_it_is_tagged_and_says_its_language_and_nothing_else(ask, place, title):
    response = ask("ar", place)
    document = read(response)
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/Lang"] == "ar"
    assert "/StructTreeRoot" in document.trailer["/Root"]
    assert b"pdfuaid" in document.trailer["/Root"]["/Metadata"].get_data()
    told = {key: value for key, value in document.metadata.items() if key != "/Producer"}
    assert told == {"/Title": title}
    assert response.headers["Content-Disposition"] == f'attachment; filename="{place}"'
    assert response.headers["Cache-Control"] == "no-store"


def test_the_explanations_hold_the_link_but_not_for_who_told_a_danger(ask):
    assert not picture_of_link(read(ask()))
    assert picture_of_link(read(ask(place=EXPLANATIONS)))
    for place, title in zip(BOTH, ("Ma liste", "Les explications"), strict=True):
        document = read(ask(place=f"{place}?version=complete", questions=QUESTIONS))
        assert not picture_of_link(document)
        assert document.metadata["/Title"] == title


def test_who_told_a_danger_is_told_that_the_file_stays(ask):
    stays = "reste sur cet appareil"
    assert stays in ask(place="resultat/", questions=QUESTIONS).content.decode()
    assert stays not in ask(place="resultat/").content.decode()


@pytest.mark.parametrize("place", BOTH)
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_told_a_danger_is_warned_before_a_file_is_drawn(ask, language, place):
    page = ask(language, place, questions=QUESTIONS)
    assert page.headers["Content-Type"].startswith("text/html")
    assert f'action="/{language}/demarche/{RUN}/liste.pdf"' in page.text
    assert 'value="discrete"' in page.text
    assert f"/{language}/demarche/{RUN}/resultat/" in page.text
    assert "<title>Avant le guichet</title>" in page.text


def test_ticks_go_through_the_warning(ask):
    page = ask(questions=QUESTIONS, had=["Passeport"]).text
    assert page.count('name="pris" value="Passeport"') == 2


def test_discreet_list_has_usual_papers_and_no_word_of_the_person(ask, monkeypatch):
    for usual, paper in ((1, True), (99, False)):
        monkeypatch.setattr(module_of_discreet, "USUAL", usual)
        (page,) = read(ask("ar", "liste.pdf?version=discrete", questions=QUESTIONS)).pages
        told = words(page)
        assert "Ma liste" in told
        assert "Cette liste est courte" in told
        assert ("Un justificatif de domicile" in told) is paper
        for secret in ("Renouveler la carte", "Nationalité", "Maroc"):
            assert secret not in told


def test_shipped_papers_that_tell_a_danger_are_usual_nowhere():
    names = " ".join(module_of_discreet.usual_papers(shipped_rules())).lower()
    assert "passeport" in names
    for word in ("violence", "protection", "auteur", "prostitution", "traite "):
        assert word not in names


@pytest.mark.parametrize("place", BOTH)
@pytest.mark.parametrize("language", LANGUAGES)
def test_too_many_at_once_are_told_to_try_again(ask, monkeypatch, language, place):
    class Busy:
        def draw(self, _action):
            raise Full

    monkeypatch.setattr(views, "pdf_slot", Busy())
    response = ask(language, place)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    assert response.headers["Cache-Control"] == "no-store"
    page = response.content.decode()
    assert f'lang="{language}"' in page
    assert f"/{language}/demarche/{RUN}/{place}" in page


def test_papers_that_one_has_are_ticked_and_no_others(ask):
    assert all_words(read(ask())).count("×") == 0
    had = ["  Passeport\n", "Rien de cela", ""]
    for language in ("fr", "ar"):
        page = all_words(read(ask(language, had=had)))
        assert page.count("×") == 1, language
    ticked = all_words(read(ask(had=had)))
    assert re.search(r"× ?Passeport", ticked)


def test_what_is_ticked_is_bounded_and_changes_nothing_else(ask, client):
    response = ask(had=["Passeport", *(f"papier {number}" for number in range(200))])
    assert all_words(read(response)).count("×") == 1
    assert "×" not in all_words(read(ask())), "nothing keeps what was ticked"
    assert ask(place=EXPLANATIONS, had=["Passeport"]).status_code == 405


@pytest.mark.parametrize("place", BOTH)
def test_without_its_libraries_no_page_offers_it(ask, monkeypatch, place):
    assert f"/{place}" in ask(place="resultat/").content.decode()
    monkeypatch.setattr(module, "drawing", lambda: None)
    assert f"/{place}" not in ask(place="resultat/").content.decode()
    assert ask(place=place).url == f"/fr/demarche/{RUN}/resultat/"


@pytest.mark.parametrize("place", BOTH)
def test_unfinished_run_and_answer_without_a_procedure_give_none(ask, place):
    unfinished = ask(place=place, answers={"residence": "france"})
    assert unfinished.url == f"/fr/demarche/{RUN}/resultat/"
    abroad = ask(place="resultat/", answers={"residence": "etranger", "nationality": "MA"})
    assert f"/{place}" not in abroad.content.decode()

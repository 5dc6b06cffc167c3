"""What the pages say while a dossier is saved: what is refused, what was done, what is a trial."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.conf import settings
from django.test import Client

from procedures.engine.evaluation import OrientationResult
from procedures.publishing.editions.in_memory import using
from questionnaire.dossiers.answered import Answered
from questionnaire.dossiers.content import DossierContent
from questionnaire.dossiers.refusals import refusal
from questionnaire.models import Dossier
from questionnaire.result.views import AnsweredRun
from tests.questionnaire.samples import PROCEDURES, make_rule_set
from tests.questionnaire.visitor import Visitor

from .test_reviewing import with_papers


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("reference", ["Fatou Diop", "Fatou Diop 1987", "DIOP-Fatou-2"])
def test_reference_that_is_no_code_is_refused_since_it_may_be_a_name(rive, consult, reference):
    client = rive.clients["bilal"]
    visitor = consult(client)
    response = client.post(
        f"/dossiers/enregistrer/{visitor.id}/", {"reference": reference, "note": "à revoir"}
    )
    assert response.status_code == 422
    assert "Une référence sans nom : par exemple A-042 ou 2026-17." in text_of(response)
    assert "à revoir" in text_of(response)
    assert not Dossier.objects.exists()


def test_error_of_the_note_stands_under_the_words_of_the_note(rive, consult):
    client = rive.clients["bilal"]
    visitor = consult(client)
    sent = {"reference": "A-1", "note": "06 12 34 56 78"}
    page = text_of(client.post(f"/dossiers/enregistrer/{visitor.id}/", sent))
    # The summary says which field it is, and each field that is wrong is marked.
    assert re.search(r'href="#id_note">Note : [^<]+</a>', page.replace("\xa0", " "))
    assert 'aria-invalid="true"' in re.search("<textarea[^>]+>", page)[0]
    label, error, field = (
        page.index(one) for one in ('for="id_note"', 'id="id_note_error"', "<textarea")
    )
    assert label < error < field


def test_form_says_that_no_name_is_written_and_what_is_done_with_the_answers(rive, consult):
    visitor = consult(rive.clients["bilal"])
    page = text_of(rive.clients["bilal"].get(f"/dossiers/enregistrer/{visitor.id}/"))
    for words in (
        "Ni nom, ni téléphone, ni numéro d’étranger",
        "Pas de nom, là non plus.",
        "Les réponses sont chiffrées.",
        "effacé après 12 mois",
        "Demandez son accord à la personne.",
    ):
        assert words in page, words


def told(page):
    """Return what a page says was done."""
    found = re.search(r'role="status">.*?<div class="notice__body">(.*?)</div>', page, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""


def test_what_was_done_is_said_once(rive, keep):
    client = rive.clients["bilal"]
    dossier = keep(client, "A-1")
    path = f"/dossiers/dossier/{dossier.code}/"
    assert told(text_of(client.get(path))) == "Enregistré."
    assert told(text_of(client.get(path))) == ""
    client.post(path, {"note": "revient mardi"})
    assert told(text_of(client.get(path))) == "Enregistré."
    client.post(f"{path}transmettre/", {"member": rive.member("awa").pk})
    assert told(text_of(client.get(path))) == "Transmis à Awa."
    client.post(f"{path}supprimer/")
    assert told(text_of(client.get("/dossiers/"))) == "Dossier A-1 supprimé."


def test_an_address_is_refused_however_it_is_written():
    """One place knows what an address is: what is told of a line is read the same way."""
    for written in ("a@b.fr", "awa (at) exemple.fr", "awa arobase exemple point fr", "awa＠b.fr"):
        assert "adresse électronique" in refusal(written), written
    assert refusal("A-042, retour au guichet le 12/01/2027") == ""


@pytest.mark.parametrize(
    "written",
    [
        "M. Diallo", "Mme Traoré revient", "vu Monsieur X", "Mr Diallo", "MME TRAORE", "Mme. Sow",
        "M.Diallo", "M Diallo", "M. et Mme Ba", "madame Élodie", "Mrs Khan", "Mme d’Almeida",
        "M. ben Salem", "M. El Amrani", "Monsieur Le Goff", "Mme فاطمة",
        "le fils de\u00a0M.\u00a0Ba",
    ],
)  # fmt: skip
def test_a_name_after_a_civility_is_refused(written):
    assert "pas de nom" in refusal(written)


@pytest.mark.parametrize(
    "written",
    [
        "Mme la préfète", "M. le préfet", "Monsieur le maire", "Madame La Préfète",
        "MONSIEUR LE PRÉFET", "Monsieur le Préfet de l’Hérault", "Madame, Monsieur",
        "Madame Monsieur", "la dame revient lundi", "M-2026-014", "A.M. 12", "carte M 12",
        "taille M, K-7", "10 m de haut", "MS Word", "Monsieur l’Ambassadeur", "RDV M+3",
    ],
)  # fmt: skip
def test_who_is_called_by_an_office_is_not_named(written):
    assert refusal(written) == ""


def test_refusal_of_a_name_names_its_field_and_loses_nothing(rive, consult):
    client = rive.clients["bilal"]
    visitor = consult(client)
    sent = {"reference": "Mme Traoré 12", "note": "Attend l’avis de M. Diallo."}
    response = client.post(f"/dossiers/enregistrer/{visitor.id}/", sent)
    page = unescape(text_of(response)).replace("\xa0", " ")
    assert response.status_code == 422
    lines = re.findall(r'<li><a href="#id_[a-z]+">([^<]+?) : N’écrivez pas de nom', page)
    assert lines == ["Référence", "Note"]
    assert sent["reference"] in page
    assert sent["note"] in page
    assert not Dossier.objects.exists()


def test_each_line_of_the_summary_names_its_field(rive, consult):
    client = rive.clients["bilal"]
    visitor = consult(client)
    sent = {"reference": "A 06 12 34 56 78", "note": "06 12 34 56 78"}
    page = text_of(client.post(f"/dossiers/enregistrer/{visitor.id}/", sent)).replace("\xa0", " ")
    lines = re.findall(r'<li><a href="#id_[a-z]+">([^<]+?) : N’écrivez ni numéro', page)
    assert lines == ["Référence", "Note"]


def test_mark_of_a_wrong_field_outweighs_its_border():
    """Of two rules that set a border the heavier one wins, wherever it stands."""
    sheet = (settings.ROOT / "static/css/dossiers.css").read_text(encoding="utf-8")
    bordered = sheet.partition(".form-field textarea {")[0].rpartition("}")[2]
    assert "input:where(" in bordered
    assert not re.search(r"(?<!where\():not\(|\[(?![^(]*\)\))", bordered)


def test_line_below_the_bar_stands_off_its_words():
    """``ul[role="list"]`` takes the padding of a list away, unless a rule weighs more."""
    sheet = (settings.ROOT / "static/css/dossiers.css").read_text(encoding="utf-8")
    [padded] = re.findall(r"([^{}/]+)\{[^{}]*padding-block-end[^{}]*border-block-end", sheet)[:1]
    assert padded.count(".") > 1, padded
    base = (settings.ROOT / "static/css/base.css").read_text(encoding="utf-8")
    assert 'ul[role="list"]' in base


def test_what_was_changed_is_named_above_what_it_changes(rive, keep):
    client = rive.clients["bilal"]
    dossier = keep(client, "A-1")
    visitor = Visitor(client)
    visitor.follow(client.post(f"/dossiers/dossier/{dossier.code}/rouvrir/", {"question": "age"}))
    visitor.id = visitor.page.split("/")[3]
    visitor.answer(age={"reponse": "30"}).answer_all()
    page = text_of(client.get(f"/dossiers/enregistrer/{visitor.id}/"))
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(page).replace("\xa0", " ")))
    start = said.index("Vous avez changé age ? Avant : 24")
    assert said.index("Maintenant : 30") > start
    assert said.index("Ce qui change dans le résultat") > start
    assert said.count("Avant :") == 1
    fresh = Visitor(client).follow(client.post("/dossiers/nouveau/"))
    fresh.id = fresh.page.split("/")[3]
    fresh.answer_all()
    assert "Vous avez changé" not in text_of(client.get(f"/dossiers/enregistrer/{fresh.id}/"))


def test_member_who_helps_goes_back_to_the_dossiers_and_saves_first(rive, consult, monkeypatch):
    monkeypatch.setattr(AnsweredRun, "nameless", False)
    visitor = consult(rive.clients["bilal"])
    back = '<a class="back-link" href="/dossiers/" hreflang="fr">Dossiers de l’association</a>'
    for page in ("verifier", "resultat"):
        visitor.open(page)
        assert back in visitor.text
    # It stands under the card too, and nobody is asked what only the person knows.
    assert visitor.text.count("Enregistrer dans un dossier") == 2
    verdict, _rest = visitor.text.split('class="result__aside')
    assert "Enregistrer dans un dossier" in verdict
    assert "venir à la préfecture" not in visitor.text
    actions = visitor.text.rpartition('<div class="tools">')[2]
    assert actions.index("Enregistrer dans un dossier") < actions.index("Effacer mes réponses")
    assert "Enregistrer dans un dossier" in actions[: actions.index("</a>")]
    assert "data-device" not in visitor.text


def test_visitor_who_helps_keeps_the_list_and_has_no_dossier(edition, db, monkeypatch):
    monkeypatch.setattr(AnsweredRun, "nameless", False)
    visitor = Visitor(Client()).start(assisted="1").answer_all()
    visitor.open("resultat")
    assert "data-device" in visitor.text
    assert "Dossiers de l’association" not in visitor.text
    assert "venir à la préfecture" in visitor.text


def test_papers_of_a_dossier_stand_as_on_the_result(rive, keep):
    """What is given later comes last, after what depends on an answer, and says so."""
    client = rive.clients["bilal"]
    asked = {"passeport": {"icon": "passport"}, "acte": {}, "timbre": {"icon": "stamp"}}
    documents = [{"id": key, "title": key.capitalize(), **more} for key, more in asked.items()]
    entries = [
        {"document": "timbre"},
        {"document": "acte", "when": {"years": {"gte": 3}}},
        {"document": "passeport"},
    ]
    procedures = [
        {**one, "documents": entries if one["id"] == "c" else one.get("documents", [])}
        for one in PROCEDURES
    ]
    with using(make_rule_set(procedures=procedures, documents=documents), number=1):
        alone = {"family": ["conjoint"]}
        dossier = keep(client, "A-1", years=None, **alone)
        page = client.get(f"/dossiers/dossier/{dossier.code}/")
    (line,), (sheet,) = page.context["lines"], page.context["result"].sheets
    papers = sheet.papers
    assert [one.id for one in (*papers.lines, *papers.possible, *papers.later)] == [
        one["key"] for one in line["papers"]
    ]
    assert [one["key"] for one in line["papers"]] == ["passeport", "acte", "timbre"]
    words = re.findall(r'name="paper"[^>]*> <span>([^<]*)</span>', text_of(page))
    assert words == [
        "Passeport",
        "Acte (seulement dans certains cas)",
        "Timbre (plus tard, quand on le demande)",
    ]


def test_card_of_a_dossier_leads_to_the_papers_to_tick(rive, keep):
    client = rive.clients["bilal"]
    with using(with_papers("photo"), number=1):
        dossier = keep(client, "A-1")
        page = text_of(client.get(f"/dossiers/dossier/{dossier.code}/"))
    before, fold = page.split("<details", 1)
    assert '<legend><h2 id="papiers">' in before
    assert 'id="papiers"' not in fold


def test_dossier_without_a_procedure_is_called_by_what_it_advises(shipped):
    """« Aucune démarche » says nothing where the answer is to call somebody."""
    answered = Answered(shipped, DossierContent(), date(2026, 11, 26))
    urgent = next(one for one in shipped.orientations.values() if one.urgent)
    held = OrientationResult(urgent, certain=True)
    answered.evaluation = replace(answered.evaluation, procedures=(), orientations=(held,))
    assert answered.card("A-1", "").title == urgent.title["fr"]
    answered = Answered(shipped, DossierContent(), date(2026, 11, 26))
    answered.evaluation = replace(answered.evaluation, procedures=(), orientations=())
    assert answered.card("A-1", "").title == "Aucune démarche"


def test_list_that_finds_nothing_says_so_in_words(rive, keep):
    keep(rive.clients["bilal"], "A-1")
    page = text_of(rive.clients["bilal"].post("/dossiers/", {"q": "Z-9"}))
    assert ">Aucun dossier sur 1</h2>" in page

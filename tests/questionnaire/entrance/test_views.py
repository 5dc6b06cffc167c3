"""« Avant le dossier »: the link of another site, and the run that a press begins."""

import re

import pytest

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.values.facts import to_plain
from procedures.publishing.editions import in_memory
from questionnaire.entrance import prefilled
from questionnaire.runs.places import somewhere_in
from tests.languages import LANGUAGES
from tests.questionnaire.samples import TODAY, make_question
from tests.questionnaire.visitor import Visitor


@pytest.fixture
def published(shipped):
    with in_memory.using(shipped, number=7) as edition:
        yield edition


@pytest.fixture
def lost(shipped):
    """The address of a procedure that one goal alone leads to."""
    found = next(
        one.id
        for one in shipped.procedures.values()
        if prefilled(shipped, one, "", TODAY).get("goal") == "duplicata"
    )
    return f"/fr/avant/{found.replace('_', '-')}/"


def words(response):
    return re.sub(r"\s+", " ", response.content.decode().replace("\xa0", " "))


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_the_procedure_and_the_prefecture(client, lost, language, shipped):
    response = client.get(lost.replace("/fr/", f"/{language}/"), {"departement": "82"})
    text = words(response)
    assert response.status_code == 200
    assert f'href="/{language}/82/"' in text
    assert f'href="/{language}/demarches/' in text
    assert "Tarn-et-Garonne (82)" in text
    assert response["Cache-Control"] == "no-store"


def begin(client, address, **sent):
    response = client.post(address, sent)
    assert response.status_code == 302
    return response["Location"]


@pytest.mark.usefixtures("published")
def test_a_press_begins_a_run_with_the_place_and_the_goal(client, lost):
    first = begin(client, lost, departement="82")
    assert re.fullmatch(r"/fr/demarche/\w{8}/residence/", first)
    run = first.removesuffix("residence/")
    for sent in ({"reponse": "france"}, {"reponse": "moi"}):
        step = client.get(run)["Location"].rstrip("/").rpartition("/")[2]
        assert step in ("residence", "beneficiary")
        client.post(f"{run}{step}/", sent)
    # The commune and the goal are known: neither is asked.
    step = client.get(run)["Location"].rstrip("/").rpartition("/")[2]
    assert step == "nationality"
    review = words(client.get(f"{run}verifier/"))
    assert "Tarn-et-Garonne (82)" in review


SALMA = {
    "residence": {"reponse": "france"},
    "beneficiary": {"reponse": "moi"},
    "nationality": {"recherche": "Maroc"},
    "age": {"reponse": "24"},
    "goal": {"reponse": "renouvellement"},
    "current_document": {"reponse": "carte_sejour"},
    "expiry_date": {"reponse_day": "15", "reponse_month": "5", "reponse_year": "2027"},
    "same_reason": {"reponse": "oui"},
    "papiers": {"pass": "1"},
}
STUDENT = "/fr/avant/etudiant-renouvellement/"


def walked(client, **other):
    """Return (the visitor, the questions asked) once a link's run has no question left."""
    visitor, asked = Visitor(client), []
    visitor.follow(client.post(STUDENT, {"departement": "82"}))
    visitor.id = visitor.page.split("/")[3]
    while visitor.place not in ("verifier", "resultat"):
        asked.append(visitor.place)
        visitor.send(visitor.place, **{**SALMA, **other}[visitor.place])
    return visitor.open("resultat"), asked


@pytest.mark.usefixtures("published")
def test_the_link_gives_its_list_back(client, shipped):
    visitor, asked = walked(client)
    page = words(visitor.response)
    title = shipped.procedures["etudiant_renouvellement"].title["fr"]
    assert title.replace("'", "’") in page.replace("'", "’")
    assert "Préfecture de Tarn-et-Garonne" in page
    assert not {"commune", "permit_motive"} & {*asked}


@pytest.mark.usefixtures("published")
def test_answers_that_lead_elsewhere_are_told_as_always(client):
    visitor, asked = walked(client, nationality={"recherche": "France"})
    assert "Vous êtes français : vous n’avez pas besoin" in words(visitor.response)
    assert "permit_motive" not in asked


@pytest.mark.usefixtures("published")
def test_who_does_not_live_in_france_is_not_held_to_the_place(client, lost):
    first = begin(client, lost, departement="82")
    run = first.removesuffix("residence/")
    client.post(f"{run}residence/", {"reponse": "etranger"})
    assert "Tarn-et-Garonne" not in words(client.get(f"{run}verifier/"))


@pytest.mark.usefixtures("published")
def test_the_assisted_button_begins_a_run_for_somebody_else(client, lost):
    first = begin(client, lost, departement="82", assisted="1")
    assert "la personne" in words(client.get(first))


@pytest.mark.usefixtures("published")
def test_without_a_procedure_the_place_alone_is_known(client):
    text = words(client.get("/fr/avant/", {"departement": "1"}, follow=True))
    assert "(<bdi>01</bdi>)" in text
    assert begin(client, "/fr/avant/", departement="01").endswith("/residence/")


@pytest.mark.usefixtures("published")
def test_links_are_written_one_way(client, lost):
    slug = lost.rstrip("/").rpartition("/")[2]
    for address in (
        f"/fr/avant/?demarche={slug}&departement=82",
        f"/fr/avant/{slug.replace('-', '_')}/?departement=82",
        f"{lost}?departement=82&nom=Salma",
    ):
        assert client.get(address)["Location"] == f"{lost}?departement=82"


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("address", "sent", "said"),
    [
        ("/fr/avant/zzz/", {}, "une démarche que nous ne connaissons pas"),
        ("/fr/avant/", {"departement": "99"}, "nous ne connaissons pas : « 99 »"),
        ("/fr/avant/", {"departement": "<b>"}, "« &lt;b&gt; »"),
    ],
)
def test_an_unknown_link_leads_home_with_a_sentence(client, method, address, sent, said):
    response = getattr(client, method)(address, sent)
    assert response.status_code == 404
    assert said in words(response)
    assert 'href="/fr/"' in words(response)


@pytest.mark.usefixtures("published")
def test_a_warm_page_asks_no_database(client, lost, django_assert_num_queries, db):
    client.get(lost, {"departement": "82"})
    with django_assert_num_queries(0):
        client.get(lost, {"departement": "82"})
        client.post(lost, {"departement": "82"})


ENTRY = {"family": "f", "track": "t", "rank": 1, "title": "Carte"}
QUESTIONS = [
    make_question("commune", "commune"),
    make_question("nationality", "country"),
    make_question(
        "goal", "choice", "a", {"value": "b", "text": "B", "sensitive": True}, section="demande"
    ),
    make_question("paper", "choice", "x", "y", section="titre"),
    make_question("danger", "choice", "x", "y", section="titre", sensitive=True),
]


def rules(**procedure):
    plain = {"questions": QUESTIONS, "procedures": [{"id": "carte", **ENTRY, **procedure}]}
    return rule_set_from_plain(plain)


@pytest.mark.parametrize(
    ("when", "given"),
    [
        ({"goal": "a", "paper": "x"}, {"goal": "a", "paper": "x"}),
        ({"goal": "a", "paper": ["x", "y"]}, {"goal": "a"}),
        ({"any": [{"paper": "x"}, {"goal": "a"}]}, {}),
        # Who somebody is, and what puts them in danger, is theirs to tell.
        ({"nationality": "DZ", "goal": "b", "danger": "x"}, {}),
    ],
)
def test_only_what_the_procedure_alone_decides_is_given(when, given):
    rule_set = rules(when=when)
    found = prefilled(rule_set, rule_set.procedures["carte"], "82", TODAY)
    assert found == {"commune": somewhere_in("82"), **given}


def test_no_answer_of_a_link_tells_a_danger_of_the_shipped_catalogue(shipped):
    for procedure in shipped.procedures.values():
        for key, value in prefilled(shipped, procedure, "", TODAY).items():
            question = shipped.questions[key]
            assert not question.sensitive
            assert not question.choice(to_plain(value)).sensitive
            assert key not in ("nationality", "age", "violence_kind")


def test_a_withdrawn_procedure_says_so(client):
    with in_memory.using(rules(enabled=False)):
        response = client.get("/fr/avant/carte/")
    assert response.status_code == 404
    assert "retirée de notre service" in words(response)

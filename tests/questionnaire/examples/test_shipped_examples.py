"""The shipped examples: complete in each language, true today and later, opened without a trace."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.conf import settings

from procedures.counting import buffer
from procedures.engine.situation import Situation
from procedures.publishing.cases import run_case
from procedures.publishing.checks.examples import faulty_examples
from procedures.publishing.editions.in_memory import using
from procedures.publishing.examples import answers_on
from questionnaire.examples import groups_of_people, shown_person
from questionnaire.result.reading import Reading
from questionnaire.runs.run import find_run
from questionnaire.runs.views import runs_of

FIVE_DEPARTMENTS = {"09", "30", "34", "46", "82"}
LANGUAGES = [code for code, _ in settings.LANGUAGES]
# Days on which somebody may read: near the day of the cases, and years after.
DAYS = [date(2026, 11, 27), date(2027, 2, 28), date(2027, 7, 1), date(2028, 2, 29)]


@pytest.fixture
def in_force(shipped):
    with using(shipped, number=12) as edition:
        yield edition


def reading_on(rules, day, language="fr"):
    return Reading(Situation(rules, {}, day), language)


def texts_of(one):
    return [one.title, one.story, *(moment.text for moment in one.moments)]


def test_ten_people_of_the_five_departments_whose_cases_pass(shipped, shipped_cases):
    cases = {one["id"]: one for one in shipped_cases}
    assert len(shipped.examples) == 10
    found = set()
    for one in shipped.examples.values():
        case = cases[one.case]
        assert run_case(shipped, case, DAYS[0]) == []
        situation = Situation(shipped, {"commune": case["answers"]["commune"]}, DAYS[0])
        found.add(situation.department)
    assert found == FIVE_DEPARTMENTS


def test_each_story_is_whole_in_each_language_and_short(shipped):
    for one in shipped.examples.values():
        assert all(text[language] for text in texts_of(one) for language in LANGUAGES), one.id
        sentences = re.findall(r"[.?!](?:\s|$)", one.story["fr"])
        assert 3 <= len(sentences) <= 5, one.id
        assert 5 <= len(one.moments) <= 8, one.id


def test_no_example_claims_to_be_read_again_by_a_service(shipped):
    assert not any(one.validated_by or one.validated_on for one in shipped.examples.values())


@pytest.mark.parametrize("day", DAYS)
def test_story_and_answer_agree_whenever_they_are_read(shipped, shipped_plain, day):
    assert [str(one) for one in faulty_examples(shipped_plain, shipped, day)] == []
    for one in shipped.examples.values():
        assert shown_person(reading_on(shipped, day), one), one.id


def test_dates_are_as_far_away_as_in_the_case(shipped):
    one = shipped.examples["etudiante_montpellier"]
    case = shipped.people[one.case]
    later = case.today + timedelta(days=400)
    assert answers_on(shipped, case, later)["expiry_date"] == "2028-06-18"
    person = shown_person(reading_on(shipped, case.today), one)
    dated = [moment.when.replace("\xa0", " ") for moment in person.moments if moment.when]
    assert dated == ["Du 15 janvier 2027 au 16 mars 2027 inclus"]


def test_people_stand_under_what_they_want(shipped):
    groups = groups_of_people(reading_on(shipped, DAYS[0], "en"))
    assert [len(group.people) for group in groups] == [6, 1, 1, 1, 1]
    assert groups[0].title == shipped.questions["goal"].choices[0].heading["en"]


def test_page_tells_that_nobody_read_it_again(client, in_force):
    page = client.get("/fr/exemples/etudiante-montpellier/").content.decode()
    assert "Cet exemple n’est pas encore relu par une préfecture." in page
    assert "csrf" not in page


def test_pages_are_whole_in_each_language_and_kept(client, in_force):
    """The database is not open to this test: a page that asked it would fail."""
    for language in LANGUAGES:
        for path in ("", "refugiee-nimes/"):
            address = f"/{language}/exemples/{path}"
            response = client.get(address)
            assert response.status_code == 200
            assert not response.context["in_french"], address
            assert response.headers["Cache-Control"] == "public, max-age=300"
            assert client.get(address).context is None


def test_each_answer_opens_marked_as_an_example_and_is_not_counted(client, in_force, monkeypatch):
    waiting = Counter()
    monkeypatch.setattr(buffer, "_waiting", waiting)
    for one in in_force.rule_set.examples.values():
        client.cookies.clear()
        slug = one.id.replace("_", "-")
        response = client.post(f"/fr/exemples/{slug}/reponse/")
        page = client.get(response.headers["Location"])
        assert page.status_code == 200, one.id
        said = page.content.decode()
        assert "Ce ne sont pas vos réponses." in said, one.id
        assert "Avez-vous encore besoin de venir" not in said
        assert one.title["fr"].split(",")[0] in said
    assert waiting == Counter()


def test_address_of_the_answer_tells_nothing(client, in_force):
    response = client.post("/fr/exemples/refugiee-nimes/reponse/")
    address = response.headers["Location"]
    assert re.fullmatch(r"/fr/demarche/[a-z2-9]{8}/resultat/", address)
    request = client.get(address).wsgi_request
    run = find_run(request, address.split("/")[3])
    assert run.example == "refugiee_nimes"
    assert runs_of(request) == [], "nobody goes on with the answers of somebody else"


def test_answer_opened_again_by_its_link_or_its_code_is_still_an_example(client, in_force):
    answer = client.post("/fr/exemples/refugiee-nimes/reponse/").headers["Location"]
    kept = client.get(answer.replace("resultat", "garder")).context["link"]
    client.cookies.clear()
    opened = client.post("/fr/liste/", {"code": kept})
    page = client.get(opened.url)
    assert "Ce ne sont pas vos réponses." in page.content.decode()
    assert runs_of(page.wsgi_request) == []


def test_another_site_begins_nothing(client, in_force):
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://ailleurs.example"}):
        response = client.post("/fr/exemples/refugiee-nimes/reponse/", headers=headers)
        assert response.headers["Location"] == "/fr/exemples/refugiee-nimes/"
        assert not response.cookies


def test_unknown_person_is_nowhere(client, in_force):
    assert client.get("/fr/exemples/personne/").status_code == 404
    assert client.post("/fr/exemples/personne/reponse/").status_code == 404
    moved = client.get("/fr/exemples/refugiee_nimes/")
    assert moved.headers["Location"] == "/fr/exemples/refugiee-nimes/"

"""The result page: its redirections, what it stores, its size."""

import gzip
import re
from collections import Counter
from datetime import date

import pytest

from procedures.publishing.editions.in_memory import using
from questionnaire.runs.privacy import hidden_step
from questionnaire.runs.run import Run, cookie_name, seal
from tests.languages import LANGUAGES
from tests.questionnaire.weight import MOST_COLD, MOST_WARM, cold

from .catalogue import ABROAD, APPEAL, LOST, RENEWAL, make_rules

RUN = "2bcdefgh"
STUDENT = "etudiante_marocaine_montpellier_renouvellement"
UNNAMED = {key: value for key, value in RENEWAL.items() if key != "commune"}
SEVERAL = {**RENEWAL, "married": None}


@pytest.fixture(scope="module")
def rules():
    return make_rules()


@pytest.fixture
def on_the_day(monkeypatch):
    """Set the day that pages take for today."""

    def set_day(day):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: day)

    set_day(date(2026, 11, 24))
    return set_day


@pytest.fixture
def show(client, on_the_day):
    """Open the result of a person who gave these answers."""

    def open_page(rule_set, answers, *, language="fr", edition=1, **run):
        kept = Run(RUN, dict(answers), 2_000_000_000, edition, **run)
        client.cookies[cookie_name(RUN)] = seal(kept.to_data())
        with using(rule_set, number=1):
            return client.get(f"/{language}/demarche/{RUN}/resultat/")

    return open_page


def text_of(response):
    return response.content.decode()


def test_it_is_never_stored(show, rules):
    response = show(rules, RENEWAL)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"


def test_before_the_last_question_it_leads_to_the_next_one(show, rules):
    response = show(rules, {key: RENEWAL[key] for key in ("residence", "nationality")})
    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"/{hidden_step('goal')}/")


@pytest.mark.django_db
@pytest.mark.parametrize("answers", [RENEWAL, SEVERAL, APPEAL, ABROAD, {**LOST, "married": None}])
def test_it_makes_no_query_once_warm(show, rules, answers, django_assert_num_queries):
    show(rules, answers)
    with django_assert_num_queries(0):
        assert show(rules, answers).status_code == 200


@pytest.mark.parametrize("assisted", [True, False])
def test_only_who_helps_reads_the_law(show, rules, assisted):
    """A visitor finds it on the sheet of the procedure: their answer stays short."""
    text = text_of(show(rules, RENEWAL, assisted=assisted))
    assert ("CESEDA L. 422-1" in text) is assisted
    assert ("Les textes de loi" in text) is assisted


def test_it_names_its_edition(show, rules):
    response = show(rules, RENEWAL)
    assert response.context["edition"]["number"] in text_of(response)


def test_it_says_when_the_content_changed_since_the_last_page(show, rules):
    assert show(rules, RENEWAL, edition=1).context["notices"] == []
    assert len(show(rules, RENEWAL, edition=7).context["notices"]) == 1


def test_every_result_shows_one_way_to_leave(show, rules):
    for answers in (RENEWAL, ABROAD):
        text = text_of(show(rules, answers))
        assert ("data-quick-exit" in text) is not ("data-leave" in text)


def test_where_the_person_lives_counts_though_it_decides_nothing(show, rules):
    named = show(rules, RENEWAL).context
    assert "commune" not in named["view"].walk.answers
    assert named["result"].helpers.first[0].name == "Une association"
    assert "Montpellier" in named["commune"]


def test_it_offers_to_say_where_the_person_lives(show, rules):
    context = show(rules, UNNAMED).context
    assert context["commune_url"].endswith("/commune/")
    assert context["commune"] == ""
    assert show(rules, ABROAD).context["commune_url"] == ""


def test_saying_where_one_lives_leads_back_to_the_result(show, rules, client):
    page = show(rules, UNNAMED).context["commune_url"]
    with using(rules, number=1):
        asked = client.get(page)
        assert asked.status_code == 200
        assert asked.context["back_url"].endswith("/resultat/")
        unsure = client.post(page, {"recherche": "Saint"})
        assert unsure.status_code == 200
        answered = client.post(page, {"recherche": "Montpellier"})
        assert answered.headers["Location"].endswith("/resultat/")
        assert "Montpellier" in client.get(answered.headers["Location"]).context["commune"]


def test_where_one_lives_is_not_asked_freely_before_the_end(show, rules, client):
    show(rules, {"residence": "france"})
    with using(rules, number=1):
        assert client.get(f"/fr/demarche/{RUN}/commune/").status_code == 302


def test_a_commune_that_makes_no_sense_is_passed_over(show, rules):
    assert show(rules, {**RENEWAL, "commune": 12}).status_code == 200


def test_it_cannot_be_posted_to(show, rules, client):
    show(rules, RENEWAL)
    with using(rules):
        assert client.post(f"/fr/demarche/{RUN}/resultat/").status_code == 405


def test_what_stays_in_french_is_marked_as_french(show, rules):
    text = text_of(show(rules, RENEWAL, language="ar"))
    assert 'lang="fr" dir="ltr"' in text
    assert '<html lang="ar" dir="rtl">' in text


def test_the_certain_papers_are_told_in_full_and_the_others_named(show, rules):
    page = show(rules, SEVERAL)
    text, papers = text_of(page), page.context["result"].sheets[0].papers
    assert 'data-procedure="renewal"' in text
    certain, _, rest = text.partition("documents--possible")
    assert papers.lines
    assert certain.count('class="tick"') == len(papers.lines)
    assert rest.partition("</ul>")[0].count('class="maybe"') == len(papers.possible) > 0


def test_it_leads_to_the_pages_that_say_nothing_of_the_person(show, rules):
    text = text_of(show(rules, RENEWAL))
    assert 'href="/fr/demarches/renewal/"' in text
    assert 'href="/fr/34/"' in text
    assert not re.search(r'href="/fr/\d\w+/"', text_of(show(rules, UNNAMED)))


# --- The shipped catalogue --------------------------------------------------------------------


def first_of_each_result(cases):
    """One case for each set of procedures: what differs most."""
    found = {}
    for case in cases:
        found.setdefault(str(case["expect"].get("procedures")), case)
    return list(found.values())


@pytest.mark.parametrize(
    ("language", "share"),
    [("fr", 4), *(pytest.param(one, 1, marks=pytest.mark.whole) for one in LANGUAGES)],
)
def test_every_shipped_result_is_a_sound_page(
    show, shipped, shipped_cases, language, share, on_the_day
):
    shown = 0
    for case in first_of_each_result(shipped_cases)[::share]:
        on_the_day(date.fromisoformat(case["today"]))
        response = show(shipped, case["answers"], language=language)
        if response.status_code == 200:
            shown += 1
            assert_sound(text_of(response), case["id"])
    assert shown > 20


def assert_sound(text, case):
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert [name for name, times in Counter(ids).items() if times > 1] == [], case
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids), case
    assert len(re.findall(r"<h1[ >]", text)) == 1, case
    assert not re.search(r"<script(?!( type=\"module\")? src=)|<style| style=| on\w+=\"", text), (
        case
    )
    assert "%(" not in text, case
    assert ">None<" not in text, case


@pytest.mark.whole  # Of a long one, below, in French; make audit weighs answers in each language.
def test_the_heaviest_shipped_result_is_light(show, shipped, shipped_cases, on_the_day):
    for case in first_of_each_result(shipped_cases):
        on_the_day(date.fromisoformat(case["today"]))
        response = show(shipped, case["answers"], language="ar")
        assert cold(response.content) <= MOST_COLD, case["id"]


def test_the_answer_of_the_student_is_light_once_the_rest_is_there(
    show, shipped, shipped_cases, on_the_day
):
    """In French; of the other languages docs/measures.md says how much more they weigh."""
    case = next(one for one in shipped_cases if one["id"] == STUDENT)
    on_the_day(date.fromisoformat(case["today"]))
    late = [key for key, question in shipped.questions.items() if question.late]
    told = {key: value for key, value in case["answers"].items() if key not in late}
    for answers in (case["answers"], told):
        response = show(shipped, answers, passed=late)
        assert response.status_code == 200
        assert len(gzip.compress(response.content)) <= MOST_WARM

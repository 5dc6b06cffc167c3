"""The cookie of a run: small, sealed, short-lived, apart from the others."""

import dataclasses
import itertools
import time
from http.cookies import Morsel

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client, RequestFactory

from procedures.engine.answers import read_answers
from procedures.publishing.editions.in_memory import using
from questionnaire.runs import run as runs
from questionnaire.runs.addresses import run_urls
from questionnaire.runs.run import seal, unseal

from ..samples import make_rule_set
from ..visitor import Visitor

DAY = 24 * 60 * 60


def cookie_of(visitor) -> Morsel:
    return visitor.client.cookies[f"run_{visitor.id}"]


def carried_by(cookies):
    """A request with these cookies."""
    request = RequestFactory().get("/")
    request.COOKIES = dict(cookies)
    return request


def aged(days, **more):
    made = runs.new_run(1)
    made.updated -= days * DAY
    made.answers.update(more)
    return made


def kept(*many):
    return {f"run_{one.id}": seal(one.to_data()) for one in many}


def test_the_answers_are_in_a_cookie_that_only_this_site_reads(visitor):
    visitor.answer_all()
    cookie = cookie_of(visitor)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["expires"]
    assert not cookie["max-age"]
    assert "france" not in cookie.value
    assert len(cookie.value) < 1000


def test_the_cookie_is_secure_where_the_site_is(client, edition, settings):
    settings.SESSION_COOKIE_SECURE = True
    visitor = Visitor(client)
    visitor.client.defaults["wsgi.url_scheme"] = "https"
    assert cookie_of(visitor.start())["secure"]


def test_no_answer_is_in_an_address(visitor):
    pages = [visitor.page]
    while visitor.place != "verifier":
        visitor.answer(visitor.place)
        pages.append(visitor.page)
    assert not [page for page in pages if "?" in page]


def test_every_answer_of_the_shipped_questionnaire_fits(shipped):
    answers = runs.new_run(1)
    for key, question in shipped.questions.items():
        kinds = {"yes_no": True, "country": "MA", "commune": "34172", "integer": 12}
        last = question.choices[-1].value if question.choices else "2027-05-15"
        answers.answer(key, kinds.get(question.kind, last))
    read_answers(shipped, answers.answers)
    # All questions at once take 1,036; nobody is asked more than twenty, and a cookie holds 4,096.
    assert len(seal(answers.to_data())) <= 1100


def test_what_was_sealed_opens_with_a_former_key(settings):
    settings.SECRET_KEY = "a"
    token = seal([1])
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "b", ["a"]
    assert unseal(token, 60) == [1]
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(token, 60) is None


@pytest.mark.parametrize(
    "token", ["", "x", "gAAAA", "é", "a" * 5000, signing.dumps([1])], ids=range(6)
)
def test_what_is_not_ours_does_not_open(token):
    assert unseal(token, 60) is None


def test_a_run_lives_three_days(monkeypatch):
    request = carried_by(kept(aged(0)))
    (found,) = runs.runs_in(request)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3 * DAY - 60)
    assert runs.find_run(request, found.id)
    monkeypatch.setattr(time, "time", lambda: now + 3 * DAY + 60)
    assert runs.find_run(request, found.id) is None
    assert runs.runs_in(request) == []


@pytest.mark.parametrize(("ahead", "opens"), [(300, True), (3_500, True), (4_000, False)])
def test_run_of_a_process_whose_clock_is_ahead_opens_within_bounds(monkeypatch, ahead, opens):
    """A replica five minutes ahead lost the answers at each page that another one served."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + ahead)
    token = seal([1])
    monkeypatch.setattr(time, "time", lambda: now)
    assert unseal(token, 60) == ([1] if opens else None)
    monkeypatch.setattr(time, "time", lambda: now + ahead + 90)
    assert unseal(token, 60) is None


def test_a_cookie_under_another_name_is_not_that_run():
    one, other = aged(0), aged(0)
    stolen = {f"run_{other.id}": seal(one.to_data())}
    assert runs.find_run(carried_by(stolen), other.id) is None


def test_the_ninth_run_drops_the_oldest_and_says_so(client, edition):
    visitors = [Visitor(client).start() for _number in range(8)]
    for age, visitor in enumerate(visitors):
        made = aged(8 - age)
        made.id = visitor.id
        client.cookies[f"run_{visitor.id}"] = seal(made.to_data())
    assert "le plus ancien sera effacé" in visitors[0].follow(client.get("/fr/demarche/")).text
    ninth = Visitor(client).start()
    assert "Nous avons effacé le plus ancien" in ninth.text
    assert "effacé le plus ancien" not in ninth.open("residence").text
    assert "ne sont plus là" in visitors[0].open("verifier").text
    assert visitors[1].open("residence").place == "residence"


def test_the_examples_that_one_reads_push_out_no_run_of_ones_own():
    """Eight presses of « Voir sa réponse » erased what the person had answered before."""
    own = aged(2)
    cookies = {f"run_{own.id}": seal(own.to_data())}
    for _number in range(12):
        made, response = aged(0), HttpResponse()
        made.example = "nadia"
        runs.keep_run(carried_by(cookies), response, made)
        assert "dropped" not in made.news
        cookies |= {name: morsel.value for name, morsel in response.cookies.items()}
        cookies = {name: value for name, value in cookies.items() if value}
        assert f"run_{made.id}" in cookies
    assert f"run_{own.id}" in cookies
    assert len(cookies) == runs.MOST_RUNS


def test_the_line_of_cookies_never_grows_too_long_for_a_server():
    """Even with answers that do not compress, and with cookies of others."""
    noise = {f"x{number}": signing.dumps(f"{number}" * 30) for number in range(10)}
    cookies = {"autre": "x" * 2000}
    for _number in range(20):
        response = HttpResponse()
        made = aged(0, **noise)
        runs.keep_run(carried_by(cookies), response, made)
        for name, morsel in response.cookies.items():
            cookies[name] = morsel.value
        cookies = {name: value for name, value in cookies.items() if value}
        line = "; ".join(f"{name}={value}" for name, value in cookies.items())
        assert len(f"Cookie: {line}\r\n") < 8190
        assert f"run_{made.id}" in cookies
    assert len(cookies) > 2


def test_runs_in_several_windows_never_mix(client, edition):
    one, other = Visitor(client).start(), Visitor(client).start()
    one.answer(residence="france")
    other.answer(residence="etranger")
    one.answer("nationality")
    other.answer(nationality={"recherche": "Algérie"})
    assert one.answers["residence"] == "choix france"
    assert one.answers["nationality"] == "Maroc"
    assert other.answers["residence"] == "Dans un autre pays"
    assert other.answers["nationality"] == "Algérie"


def test_a_new_run_is_empty(visitor):
    visitor.answer_all()
    assert Visitor(visitor.client).start().answers == {}


def test_somebody_else_has_nothing_of_it(visitor):
    visitor.answer_all()
    stranger = Visitor(Client())
    stranger.id = visitor.id
    assert "ne sont plus là" in stranger.open("verifier").text


def test_a_new_edition_is_announced_once(visitor):
    visitor.answer("residence")
    with using(make_rule_set(), number=13):
        assert "Nos informations ont changé" in visitor.open("nationality").text
        assert "Nos informations ont changé" not in visitor.open("nationality").text


def test_answers_that_a_new_edition_does_not_know_are_passed_over(visitor):
    visitor.answer_all()
    token = cookie_of(visitor).value
    data = unseal(token, DAY)
    data[1] |= {"gone": "x", "residence": "lune", "age": "vieux"}
    visitor.client.cookies[f"run_{visitor.id}"] = seal(data)
    assert visitor.open("verifier").place == "verifier"
    assert visitor.open("passport").place == "residence"


def test_a_run_writes_no_new_field_that_says_nothing():
    """Beside a version that has fewer fields, a run goes on: it reads no more than it knows."""
    run = runs.new_run(3)
    run.answer("residence", "france")
    assert len(run.to_data()) == 9
    run.example = "abcd"
    written = run.to_data()
    assert written[9:] == [[], "", "abcd"]
    request = carried_by({f"run_{run.id}": seal(written)})
    assert runs.find_run(request, run.id) == run


@pytest.mark.parametrize("further", [["more"], [[], {"a": 1}, "more"]])
def test_a_cookie_that_a_newer_version_wrote_is_read(further):
    """During a deployment a run goes from one version to the other at each page."""
    run = runs.new_run(3)
    run.answer("residence", "france")
    run.example = "abcd"
    written = [*run.to_data(), ""]
    assert len(written) == runs.KNOWN_FIELDS == len(dataclasses.fields(run))
    newer = carried_by({f"run_{run.id}": seal(written + further)})
    assert runs.find_run(newer, run.id) == run
    assert runs.runs_in(newer) == [run]


@pytest.mark.parametrize("length", range(6))
def test_a_cookie_of_too_few_fields_is_no_run(length):
    run = runs.new_run(3)
    short = carried_by({f"run_{run.id}": seal(run.to_data()[:length])})
    assert runs.find_run(short, run.id) is None


OF_EVERY_TYPE = (None, "x", 1, 1.5, True, [], [[]], [None], [1], ["x"], {}, {"age": [{}]})


def test_what_a_field_cannot_hold_is_no_run_and_no_page_fails(client, edition):
    """Only who has the key of the site can seal such a cookie, or a version with a fault."""
    client.raise_request_exception = False
    made = aged(0)
    whole = [*made.to_data(), [], "", "", ""]
    assert len(whole) == runs.KNOWN_FIELDS == len(runs.HELD)
    assert runs.find_run(carried_by({f"run_{made.id}": seal(whole)}), made.id)
    urls, failed, read = run_urls(made.id), [], set()
    for field, value in itertools.product(range(1, 13), OF_EVERY_TYPE):
        data = [*whole[:field], value, *whole[field + 1 :]]
        client.cookies[f"run_{made.id}"] = seal(data)
        if runs.find_run(carried_by({f"run_{made.id}": seal(data)}), made.id):
            read.add((field, type(value)))
        pages = [client.get(one).status_code for one in ("/fr/", urls.review, urls.result)]
        failed += [(field, value, pages)] if max(pages) >= 500 else []
    assert failed == []
    # Each field is read with what it holds, and with nothing else.
    kinds = [dict, int, int, int, list, list, str, list, list, str, str, str]
    # The code of a dossier is in no run of a visitor.
    expected = {(place, kind) for place, kind in enumerate(kinds, 1) if place not in (10, 12)}
    # Python takes a Boolean for a number.
    assert read == expected | {(place, bool) for place, kind in expected if kind is int}


@pytest.mark.parametrize(("field", "value"), [(5, [1]), (6, ["x"]), (8, [None])])
def test_a_list_of_other_things_is_no_run_either(field, value):
    made = aged(0)
    data = made.to_data()
    data[field] = value
    assert runs.find_run(carried_by({f"run_{made.id}": seal(data)}), made.id) is None

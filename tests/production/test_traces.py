"""What a person who walked through the site leaves: on the way, on the device, in the logs."""

import http.cookiejar
import re
import threading
import time
from contextlib import closing
from urllib.request import HTTPCookieProcessor, build_opener

import psycopg2
import pytest
from psycopg2 import errors

from tests.procedures.admin.forms import form_data

from .asking import ask
from .conftest import wait_for
from .desk import Page
from .visitors import Told, Visitor

pytestmark = pytest.mark.whole
ADDRESS = "203.0.113.77"
TYPED = "Montpellier"
# Walks are drawn: this many meet the question of the commune, and reach an answer.
WALKS = 12
RUN = re.compile(r"/demarche/([a-z0-9]{8})/([a-z_-]+)/")


class Watched(Visitor):
    """A visitor who notes every address, every page, and what was typed."""

    def __init__(self, url, seed):
        super().__init__(url, Told(), time.monotonic(), threading.Event(), seed)
        self.jar = http.cookiejar.CookieJar()
        self.browser = build_opener(HTTPCookieProcessor(self.jar))
        self.browser.addheaders = [("X-Forwarded-For", ADDRESS)]
        self.seen, self.typed = [], []

    def answer(self, page, question):
        answered = super().answer(page, question)
        self.typed += answered.values()
        return answered

    def ask(self, browser, url, kind, data=None, referer=None):
        page, at = super().ask(browser, url, kind, data, referer)
        self.seen += [(url, page), (at, page)]
        return page, at

    def send(self, url, **changes):
        """Send the form of a page."""
        page, _ = super().ask(self.browser, url, "page")
        sent = form_data(Page(200, page.encode(), url)) | changes
        return super().ask(self.browser, url, "page", sent, referer=url)[0]


@pytest.fixture(scope="module")
def walked(production):
    wait_for(production)
    visitors = [Watched(production.url, seed) for seed in range(WALKS)]
    for one in visitors:
        one.walk(one.browser)
    return visitors


@pytest.fixture(scope="module")
def ended(walked):
    """A visitor who has an answer, and whose run goes on."""
    return next(one for one in walked if "/resultat/" in one.seen[-1][0])


@pytest.mark.fault(9, "a commune typed in the questionnaire, and what is written where")
def test_what_is_typed_travels_in_no_address(walked, seen):
    asked = [(address, page) for one in walked for address, page in one.seen]
    typed = [text for one in walked for text in one.typed]
    assert TYPED in typed, "no walk met the question of the commune"
    seen(f"{len(asked)} addresses, none of which holds it")
    assert [address for address, _ in asked if TYPED.lower() in address.lower()] == []
    searched = [page for address, page in asked if "/demarche/" in address]
    assert [page for page in searched if re.search(r'<form[^>]*method="get"', page)] == []


@pytest.mark.fault(9, "a commune that the script completes, and who may keep it")
def test_what_completes_a_commune_takes_it_in_no_address_and_is_kept_nowhere(production, seen):
    wait_for(production)
    suggested = f"{production.url}/fr/communes.json"
    in_address = ask(f"{suggested}?q={TYPED}").status
    answer = ask(suggested, data={"q": TYPED})
    kept = answer.headers["Cache-Control"]
    seen(f"in an address: {in_address}; in a body: {answer.status}, {kept}")
    assert in_address == 405
    assert TYPED in answer.body
    assert kept == "no-store"


@pytest.mark.fault(10, "a cookie copied before « Effacer »")
def test_erased_run_is_gone_from_the_device(production, ended, seen):
    run = RUN.search(ended.seen[-1][0])[1]
    (cookie,) = (one for one in ended.jar if one.name == f"run_{run}")
    assert cookie.discard  # The browser forgets it when it closes; its seal ends after three days.
    place = f"{production.url}/fr/demarche/{run}"
    copied = {"Cookie": f"{cookie.name}={cookie.value}"}
    ended.send(f"{place}/effacer/")
    gone = "Ces réponses ne sont plus là"
    assert f"run_{run}" not in {one.name for one in ended.jar}
    assert gone in Visitor.ask(ended, ended.browser, f"{place}/verifier/", "page")[0]
    copy = gone not in ask(f"{place}/verifier/", headers=copied).body
    told = "sa copie reste lisible 3 jours" in ask(f"{production.url}/fr/confidentialite/").body
    seen(f"nothing on the device; the copy opens: {copy}, which the page on privacy says: {told}")
    assert told


def refused_by(cluster, name):
    """Have PostgreSQL refuse a statement that holds a name, and a row that repeats it."""
    with closing(psycopg2.connect(cluster.url)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        with pytest.raises(errors.DivisionByZero):
            cursor.execute("SELECT 1 / 0 WHERE %s <> ''", [name])
        cursor.execute("CREATE TEMPORARY TABLE accounts (email text PRIMARY KEY)")
        cursor.execute("INSERT INTO accounts VALUES (%s)", [name])
        with pytest.raises(errors.UniqueViolation):
            cursor.execute("INSERT INTO accounts VALUES (%s)", [name])


@pytest.mark.fault(11, "whole runs, refusals and errors, then every log of the machine")
def test_logs_of_the_machine_know_nobody(production, cluster, folder, walked, seen):
    name = "nobody@guichet.example"
    headers = {"X-Forwarded-For": ADDRESS}
    runs = {found for one in walked for address, _ in one.seen for found in RUN.findall(address)}
    for run, question in runs:
        for path in (f"/fr/demarche/{run}/{question}/x", f"/fr/demarche/{run}/%00/{question}"):
            ask(f"{production.url}{path}?a={TYPED}", headers=headers)
            ask(f"http://127.0.0.1:{production.public}{path}?a={TYPED}", headers=headers)
    for page in ("/compte/connexion/", "/fr/demarche/", "/admin/?a=" + name):
        ask(production.url + page, headers=headers, data={"login": name, "password": TYPED})
    ask(f"http://127.0.0.1:{production.public}/fr/", headers={"Host": "a b", **headers})
    refused_by(cluster, name)
    # nginx writes its own, PostgreSQL too; the rest is that of gunicorn and of the portal.
    logs = [folder / "log", production.folder / "error.log", folder / "postgresql" / "log"]
    written = {str(one): one.read_text(encoding="utf-8") for one in logs}
    assert "/fr/demarche/*" in written[str(logs[0])]
    assert "division by zero" in written[str(logs[2])]
    never = {ADDRESS, TYPED, name} | {run for run, _ in runs}
    never |= {f"/{question}/" for _, question in runs}
    lines = sum(text.count("\n") for text in written.values())
    seen(f"{len(runs)} pages of runs; {lines} lines in {len(written)} files, nobody in them")
    assert {(log, one) for log, text in written.items() for one in never if one in text} == set()

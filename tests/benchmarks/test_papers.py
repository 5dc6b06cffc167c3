"""Measures how long a person waits for their list as a PDF, queue included, on a busy site.

A real site of one process; visits come by chance (a Poisson process), each reads answers and asks
one paper. What is measured is the whole wait: from the asking to the last byte.
"""

import http.client
import random
import threading
import time
from urllib.parse import urlsplit

import pytest

from tests.e2e.site import Site

from .measure import show

# In a second: papers that are asked, and answers that others read meanwhile.
LOADS = [(0.5, 5), (1, 10), (2, 20)]
SECONDS = 25
# In milliseconds, of a person who asks for the page of the counter.
MOST_WAITED = 400
PLACES = {"the page": "liste.pdf", "the explanations": "explications.pdf"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    running = Site(tmp_path_factory.mktemp("papers"))
    try:
        running.start()
        yield running
    finally:
        running.stop()


def ask(site, method, path, cookie=""):
    """Return (status, headers, milliseconds) of one request, read to its end."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=60)
    connection.request(method, path, headers={"Cookie": cookie} if cookie else {})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.headers, (time.perf_counter() - began) * 1000


@pytest.fixture(scope="module")
def answers(site):
    """{language: (address of an answer, its cookie) of each example}."""
    found = {}
    for language in ("fr", "ar"):
        _status, _headers, _ms = ask(site, "GET", f"/{language}/exemples/")
        for slug in SLUGS:
            _, headers, _ = ask(site, "POST", f"/{language}/exemples/{slug}/reponse/")
            cookies = [one.split(";")[0] for one in headers.get_all("Set-Cookie") or ()]
            (run,) = [one for one in cookies if one.startswith("run_")]
            found.setdefault(language, []).append((headers["Location"], run))
    return found


SLUGS = (
    "etudiante-montpellier", "epouse-algerienne-nimes", "famille-sans-papiers-foix",
    "refugiee-nimes", "demandeur-asile-montpellier", "europeen-cahors", "salariee-beziers",
    "carte-perdue-montpellier", "enfant-qui-voyage-montauban",
)  # fmt: skip


def under_load(site, answers, language, place, papers, pages):
    """Return the milliseconds waited for each paper, and how many were sent away."""
    waited, refused, threads = [], [], []
    chance = random.Random(1)  # noqa: S311 - only when somebody comes.

    def one(address, cookie, paper):
        path = address.replace("resultat/", place) if paper else address
        status, _headers, ms = ask(site, "GET", path, cookie)
        if paper:
            (waited if status == 200 else refused).append(ms)

    def come(rate, *, paper):
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            time.sleep(chance.expovariate(rate))
            who = chance.choice(answers[language])
            thread = threading.Thread(target=one, args=(*who, paper))
            thread.start()
            threads.append(thread)

    comers = [
        threading.Thread(target=come, args=(papers,), kwargs={"paper": True}),
        threading.Thread(target=come, args=(pages,), kwargs={"paper": False}),
    ]
    for comer in comers:
        comer.start()
    for comer in comers:
        comer.join()
    for thread in threads:
        thread.join()
    return sorted(waited), len(refused)


@pytest.mark.benchmark
@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("what", PLACES)
def test_a_person_waits_for_a_paper(site, answers, language, what):
    place = PLACES[what]
    for address, cookie in answers[language]:
        ask(site, "GET", address.replace("resultat/", place), cookie)
    for papers, pages in LOADS:
        waited, refused = under_load(site, answers, language, place, papers, pages)
        said = f"{what}, {language}: {papers} a second beside {pages} answers"
        middle, late = waited[len(waited) // 2], waited[int(len(waited) * 0.95)]
        show(f"{said}: p50 waited", middle)
        show(f"{said}: p95 waited", late, at_most=MOST_WAITED)
        show(f"{said}: sent away", refused, unit="")
    assert waited

"""Measures what the interface answers in a second, beside a bare page, in one run.

Django's test client and the middleware count in both: a server answers more than this, and the
share between the two is what tells.
"""

import json

import pytest

from procedures.publishing.editions.in_memory import using
from tests.shipped import shipped_plain, shipped_rules

from .measure import show, side_by_side

PEOPLE = 25
JSON = "application/json"


@pytest.fixture
def bodies():
    cases = [case for case in shipped_plain()["cases"] if case["expect"].get("procedures")]
    return [
        json.dumps({"answers": one["answers"], "today": str(one["today"])}, default=str)
        for one in cases[:: len(cases) // PEOPLE][:PEOPLE]
    ]


def test_evaluate_beside_the_bare_page(client, bodies, settings):
    # As in production: no page of errors, templates read once.
    settings.DEBUG = False
    settings.ROOT_URLCONF = "tests.benchmarks.urls_of_interface"

    def post(path):
        for body in bodies:
            assert client.post(path, body, content_type=JSON).status_code == 200

    def bare():
        for _ in bodies:
            assert client.get("/bare/100/").status_code == 200

    with using(shipped_rules()):
        costs = side_by_side(
            [
                bare,
                lambda: post("/api/v1/evaluate"),
                lambda: post("/api/v1/questions/next"),
                lambda: [client.get("/api/v1/questions") for _ in bodies],
            ]
        )
    names = ("a bare page of 100 lines", "evaluate", "the next question", "every question (held)")
    for name, cost in zip(names, costs, strict=True):
        show(f"{name}, in a second of one process", 1000 * len(bodies) / cost, "/s")
    show("evaluate, bare page = 1", costs[0] / costs[1], "x")

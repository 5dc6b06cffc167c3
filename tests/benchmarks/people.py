"""The people of the cases of the catalogue, each with a browser that holds their answers."""

from datetime import date

from django.test import Client

from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.run import Run, cookie_name, seal
from tests.e2e.pages_of_cases import walked

RUN = "2bcdefgh"
LASTING = 2_000_000_000


def browsers_of(rules, cases):
    """Yield (browser, address of the answer) of each person who comes to an answer today."""
    prepared, today = prepared_edition(rules), date.today()  # noqa: DTZ011 - the site's day, on this machine.
    for case in cases:
        found, answers, passed = walked(prepared, case, today)
        if found.complete:
            client = Client()
            run = Run(RUN, answers, LASTING, 1, passed=sorted(passed))
            client.cookies[cookie_name(RUN)] = seal(run.to_data())
            yield client, f"/fr/demarche/{RUN}/resultat/"

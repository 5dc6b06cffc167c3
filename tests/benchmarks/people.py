"""The people of the cases of the catalogue, each with a browser that holds their answers."""

from datetime import date

from django.test import Client

from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.run import Run, cookie_name
from questionnaire.runs.sealing import seal
from questionnaire.runs.walk import walk

RUN = "2bcdefgh"
LASTING = 2_000_000_000


def browsers_of(rules, cases):
    """Yield (browser, address of the answer) of each person who comes to an answer today.

    What a case does not answer is « je ne sais pas », or passed.
    """
    prepared, today = prepared_edition(rules), date.today()  # noqa: DTZ011
    for case in cases:
        answers, passed = dict(case["answers"]), set()
        while (found := walk(prepared, answers, today, passed=frozenset(passed))).next:
            question = rules.questions[found.next]
            if question.early or question.late:
                passed.add(found.next)
            elif found.next in answers:
                break  # « Je ne sais pas » is no answer to it: nobody goes on without one.
            else:
                answers[found.next] = None
        if found.complete:
            client = Client()
            run = Run(RUN, answers, LASTING, 1, passed=sorted(passed))
            client.cookies[cookie_name(RUN)] = seal(run.to_data())
            yield client, f"/fr/demarche/{RUN}/resultat/"

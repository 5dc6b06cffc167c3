"""A small worker process: it compiles an edition, answers people, and prints its memory."""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main(edition):
    import django
    from django.test import Client
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    bare = resident()
    from procedures.engine.answers import read_answers
    from procedures.engine.evaluation import evaluate
    from procedures.engine.relevance import asked_questions
    from procedures.engine.schema.serialization import rule_set_from_plain
    from procedures.publishing import communes
    from procedures.publishing.editions.in_memory import using

    from .multiplied import TODAY

    plain = json.loads(Path(edition).read_text(encoding="utf-8"))
    rules = rule_set_from_plain(plain, communes.arrondissements())
    cases = plain["cases"]
    del plain
    with using(rules):
        for case in cases:
            answers = read_answers(rules, case["answers"])
            asked_questions(rules, answers, TODAY)
            evaluate(rules, answers, TODAY)
        for address in ("/fr/", "/en/", "/ar/"):
            Client().get(address)
    print(json.dumps({"memory of a worker": resident(), "  of which before the edition": bare}))


def resident():
    """Return the megabytes that this process holds in memory."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(sys.argv[1])

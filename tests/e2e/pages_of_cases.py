"""How many question pages the person of each case of the catalogue meets; no browser is needed."""

from datetime import date

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange import read_folder
from procedures.publishing import communes
from questionnaire.runs.prepared import PreparedEdition
from questionnaire.runs.walk import walk

from .site import ROOT


def pages_of_cases():
    """Return {id of a case: how many pages of questions its person meets}."""
    plain = read_folder(ROOT / "catalogue")
    prepared = PreparedEdition(rule_set_from_plain(plain, communes.arrondissements()))
    return {case["id"]: pages_of(prepared, case) for case in plain["cases"]}


def walked(prepared, case, day):
    """Return (where the person of a case comes to, answers, what they passed) on a day.

    What the case does not answer is « je ne sais pas », or passed.
    """
    answers, passed = dict(case["answers"]), set()
    while (found := walk(prepared, answers, day, passed=frozenset(passed))).next:
        question = prepared.rule_set.questions[found.next]
        if question.may_be_passed:
            passed.add(found.next)
        elif found.next in answers:
            break  # « Je ne sais pas » is no answer to it: nobody goes on without one.
        else:
            answers[found.next] = None
    return found, answers, passed


def pages_of(prepared, case):
    """Return how many pages of questions the person of one case meets."""
    day = date.fromisoformat(str(case["today"])) if case.get("today") else date.today()  # noqa: DTZ011 - the site's day, on this machine.
    found, _, passed = walked(prepared, case, day)
    together = {*found.shared, *prepared.beside.values()}
    alone = [key for key in (*found.asked, *passed) if key not in together]
    return len(alone) + bool(found.shared)

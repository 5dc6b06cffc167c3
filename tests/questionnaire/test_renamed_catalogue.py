"""Visitors see no difference when every name of the shipped catalogue changes at once."""

import re
from itertools import count

import pytest

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange.uses import with_names
from procedures.publishing import communes
from procedures.publishing.editions.in_memory import using
from questionnaire.runs.privacy import hidden_steps
from questionnaire.runs.run import ID_LETTERS, Run, cookie_name, seal

STEP = 20
NEW = "_neuf"
KNOWN_TO_THE_PORTAL = ("commune", "birth_date")
numbers = count()


def with_other_names(plain):
    """Rename all questions, values and procedures, as « Renommer » does, one after the other."""
    questions = {one["key"]: one for one in plain["questions"]}

    def name_of(name):
        if name.kind == "fact":
            mine = name.key in questions and name.key not in KNOWN_TO_THE_PORTAL
        elif name.kind == "value":
            mine = name.of in questions and questions[name.of]["kind"] in ("choice", "choices")
        else:
            mine = name.kind == "procedure"
        return name.key + NEW if mine else name.key

    result = with_names(plain, name_of)
    for one in result["questions"]:
        note(one, "key")
        for choice in one.get("choices") or []:
            note(choice, "value")
    for one in result["procedures"]:
        note(one, "id")
    return result


def note(entry, identity):
    if entry[identity].endswith(NEW):
        entry["formerly"] = [entry[identity].removesuffix(NEW)]


@pytest.fixture(scope="module")
def renamed(shipped_plain):
    return rule_set_from_plain(with_other_names(shipped_plain), communes.arrondissements())


def page_of(client, rule_set, answers):
    """The result page of a run, or the address of the question that it stands at."""
    number = next(numbers)
    identifier = "234567" + ID_LETTERS[number // 20] + ID_LETTERS[number % 20]
    client.cookies.clear()
    sealed = seal(Run(identifier, answers, updated=1, edition=1).to_data())
    client.cookies[cookie_name(identifier)] = sealed
    with using(rule_set):
        response = client.get(f"/fr/demarche/{identifier}/resultat/")
    text = response.headers.get("Location", "") or response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    # What names the list and its ticks on a device is made from the names of the answers.
    text = re.sub(r'data-(device|answer)="[\w-]+"', "", text)
    # The address of a sensitive question is made from its key, and hides it.
    for key, hidden in hidden_steps(rule_set).items():
        text = text.replace(hidden, key)
    return response.status_code, text.replace(identifier, "")


@pytest.mark.whole  # exchange/test_uses.py: a renamed catalogue gives the same.
def test_run_answered_under_the_former_names_gives_the_same_page(
    client, shipped, renamed, shipped_cases
):
    kept = set(renamed.questions) & set(shipped.questions)
    assert kept <= set(KNOWN_TO_THE_PORTAL)
    assert len(renamed.renamed.questions) == len(shipped.questions) - len(kept)
    assert len(renamed.renamed.procedures) == len(shipped.procedures)
    results = 0
    for case in shipped_cases[::STEP]:
        status, before = page_of(client, shipped, case["answers"])
        now, after = page_of(client, renamed, case["answers"])
        after = after.replace(NEW, "").replace(NEW.replace("_", "-"), "")
        assert (now, after) == (status, before), case["id"]
        results += status == 200
    assert results > 5

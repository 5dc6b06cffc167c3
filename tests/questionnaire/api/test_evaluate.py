"""What the interface answers to the people of the shipped cases is what the command answers."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from schemathesis.openapi import from_dict
from werkzeug.test import Client

from questionnaire.api.interface import interface
from tests.languages import LANGUAGES


@pytest.fixture(scope="module")
def promised():
    return from_dict(interface.get_openapi_schema())


@pytest.mark.parametrize(
    "share", [20, pytest.param(1, marks=pytest.mark.whole)], ids=["a twentieth", "all"]
)
def test_each_case_gets_what_manage_py_evaluate_gives(post, shipped_cases, tmp_path, share):
    lines = [
        json.dumps({"answers": one["answers"], "today": str(one["today"])}, default=str)
        for one in shipped_cases[::share]
    ]
    path = tmp_path / "answers.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    output = StringIO()
    call_command("evaluate", answers=str(path), stdout=output)
    different = []
    for line, said in zip(lines, output.getvalue().splitlines(), strict=True):
        wanted = json.loads(said)
        del wanted["id"]
        if post("evaluate", line).json() != wanted:
            different.append(line)
    assert different == []
    assert share > 1 or len(lines) >= 1_000


def test_what_is_answered_has_the_promised_shape(application, shipped_cases, promised):
    """Random bodies seldom get an answer: these people do, in the three languages."""
    client = Client(application)
    for number, case in enumerate(shipped_cases[::60]):
        language = LANGUAGES[number % len(LANGUAGES)]
        for path in ("evaluate", "questions/next"):
            body = {"answers": case["answers"], "today": str(case["today"])}
            if path == "evaluate":
                body["why_not"] = "rece"
            response = client.post(
                f"/api/v1/{path}?lang={language}",
                data=json.dumps(body, default=str),
                content_type="application/json",
            )
            assert response.status_code == 200, response.data
            promised[f"/api/v1/{path}"]["POST"].validate_response(response)

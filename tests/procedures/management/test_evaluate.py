"""``manage.py evaluate``: one JSON object a line, whatever the lines hold."""

import json
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange import load_into_database
from procedures.models import Edition
from procedures.publishing.editions import in_memory, publisher
from tests.procedures.publishing.editions.test_publisher import make_plain
from tests.shipped import shipped_rules

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shipped():
    return shipped_rules()


@pytest.fixture
def published(shipped):
    with in_memory.using(shipped):
        yield


@pytest.fixture
def evaluate(tmp_path):
    def run(*lines, **options):
        path = tmp_path / "answers.jsonl"
        texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
        path.write_text("\n".join(texts), encoding="utf-8")
        output = StringIO()
        call_command("evaluate", answers=str(path), stdout=output, **options)
        return [json.loads(line) for line in output.getvalue().splitlines()]

    return run


SALMA = {
    "residence": "france",
    "commune": "34172",
    "beneficiary": "moi",
    "nationality": "MA",
    "age": 24,
    "goal": "renouvellement",
    "current_document": "carte_sejour",
    "permit_motive": "etudiant",
    "same_reason": True,
    "expiry_date": "2027-05-15",
    "ground": "etudes",
    "housing": "locataire",
    "birth_country": "MA",
    "marital_status": "celibataire",
    "minor_children": False,
    "has_passport": True,
}


@pytest.mark.usefixtures("published")
def test_a_person_gets_the_whole_answer(evaluate):
    (line,) = evaluate({"id": "salma", "answers": SALMA, "today": "2026-11-24"})
    assert line["id"] == "salma"
    assert line["edition"].startswith("1-")
    assert line["next_question"] is None
    (best, *_) = line["procedures"]
    assert (best["id"], best["certainty"], best["recommended"]) == (
        "etudiant_renouvellement",
        "certain",
        True,
    )
    assert best["channel"]["kind"] == "anef"
    assert best["total_cost"] == 100
    assert {"from": "2027-01-15", "to": "2027-03-16"}.items() <= {
        key: value for step in best["steps"] if step["from"] for key, value in step.items()
    }.items()


@pytest.mark.usefixtures("published")
def test_wrong_lines_give_their_error_and_the_others_go_on(evaluate):
    lines = evaluate(
        {"id": 1, "answers": {"nationalite": "MA"}},
        "{",
        {"id": 3, "answers": {"age": None}},
        "[]",
        {"id": 5, "answers": {}, "today": "demain"},
        {"id": 6, "answers": {}},
    )
    assert ["error" in line for line in lines] == [True, True, True, True, True, False]
    assert "nationality" in lines[0]["error"]
    assert lines[5]["next_question"] == "residence"


@pytest.mark.usefixtures("published")
def test_a_line_that_cannot_be_read_stops_nothing(tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_bytes(b"\xff\n" + b"[" * 60_000 + b'\n{"id": 3, "answers": {}}\n')
    output = StringIO()
    call_command("evaluate", answers=str(path), stdout=output)
    lines = [json.loads(line) for line in output.getvalue().splitlines()]
    assert ["error" in line for line in lines] == [True, True, False]


@pytest.mark.usefixtures("published")
def test_why_not_tells_the_tests_that_failed(evaluate):
    (line,) = evaluate({"answers": SALMA}, why_not="rece", today="2026-11-24")
    facts = {test["fact"] for test in line["why_not"]["tests"]}
    assert "ground" in facts or "demande" in facts


def test_former_names_are_understood(evaluate):
    question = {
        "key": "goal",
        "formerly": ["but"],
        "kind": "choices",
        "text": "But ?",
        "choices": [{"value": "etudes", "formerly": ["etude"], "text": "Études"}],
    }
    procedure = {"id": "carte", "formerly": ["titre"], "family": "f", "track": "t", "rank": 1}
    procedure |= {"title": "Carte", "when": {"goal": {"includes": "etudes"}}}
    with in_memory.using(rule_set_from_plain({"questions": [question], "procedures": [procedure]})):
        lines = evaluate(
            {"answers": {"but": ["etude"]}}, {"answers": {"but": [["etude"]]}}, why_not="titre"
        )
    assert [one["id"] for one in lines[0]["procedures"]] == ["carte"]
    assert lines[0]["why_not"]["procedure"] == "carte"
    assert "error" in lines[1]


@pytest.mark.usefixtures("published")
def test_an_unknown_procedure_is_refused_with_the_nearest_name(evaluate):
    with pytest.raises(CommandError, match="etudiant_renouvellement"):
        evaluate({"answers": {}}, why_not="etudiant_renouvelement")


def test_without_an_edition_it_says_what_to_do(evaluate):
    in_memory.hold(None)
    with pytest.raises(CommandError, match="catalogue publish"):
        evaluate({"answers": {}})


@pytest.mark.usefixtures("published")
# That every case is met, test_shipped_catalogue.py shows: here, that the command says the same.
@pytest.mark.whole  # questionnaire/api/test_evaluate.py compares a twentieth.
@pytest.mark.parametrize(
    "share", [10, pytest.param(1, marks=pytest.mark.whole)], ids=["a tenth", "all"]
)
def test_every_shipped_case_with_one_certain_answer_is_reproduced(evaluate, share):
    files = sorted((CATALOGUE / "cases").glob("*.yaml"))
    cases = [case for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8"))]
    cases = [case for case in cases if case["expect"].get("procedures")][::share]
    lines = [
        {"id": case["id"], "answers": case["answers"], "today": str(case["today"])}
        for case in cases
    ]
    texts = [json.dumps(line, default=str) for line in lines]
    for case, line in zip(cases, evaluate(*texts), strict=True):
        best = [one["id"] for one in line["procedures"] if one["recommended"]]
        allowed = {*case["expect"]["procedures"], *case["expect"].get("also", ())}
        assert set(best) <= allowed, (case["id"], best)


def test_the_draft_is_evaluated_on_request(evaluate):
    question = {"key": "etudiant", "kind": "yes_no", "text": "Êtes-vous étudiant ?"}
    load_into_database({"questions": [question]})
    (line,) = evaluate({"answers": {}}, draft=True)
    assert (line["edition"], line["next_question"]) == ("draft", None)


@pytest.mark.parametrize("copied", [True, False])
def test_without_the_database_it_says_that_it_answers_from_the_local_copy(
    settings, tmp_path, monkeypatch, copied
):
    """It answered from a stale copy without a word, and ended with 0."""
    settings.EDITION_FILE = str(tmp_path / "edition.json.gz")
    load_into_database(make_plain())
    publisher.publish()
    in_memory.hold(None)
    if copied:
        in_memory.refresh()
        in_memory.hold(None)

    def away(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(Edition.objects, "filter", away)
    (tmp_path / "answers.jsonl").write_text("{}")
    output, errors = StringIO(), StringIO()
    asked = {"answers": str(tmp_path / "answers.jsonl"), "stdout": output, "stderr": errors}
    if not copied:
        with pytest.raises(CommandError, match="ne répond pas"):
            call_command("evaluate", **asked)
        return
    call_command("evaluate", **asked)
    label = json.loads(output.getvalue())["edition"]
    assert f"L'édition {label} vient de la copie locale" in errors.getvalue()

"""Small catalogues as plain data, made of only what matters to a test."""

from datetime import date

from procedures.engine.answers import read_answers
from procedures.engine.results import evaluate_to_data
from procedures.engine.schema.serialization import check_plain, rule_set_from_plain

TODAY = date(2026, 11, 24)


def make_question(key, kind="yes_no", *values, **more):
    question = {"key": key, "kind": kind, "text": f"{key} ?", **more}
    if values:
        question["choices"] = [
            one if isinstance(one, dict) else {"value": one, "text": one} for one in values
        ]
    return question


def make_procedure(name, rank=10, when=None, **more):
    procedure = {"id": name, "family": "famille", "track": "titre", "rank": rank, "title": name}
    return {**procedure, "when": when or {}, **more}


def make_plain(*questions, **sections):
    return {"questions": list(questions), **sections}


def make_rules(*questions, **sections):
    arrondissements = sections.pop("arrondissements", None)
    return rule_set_from_plain(make_plain(*questions, **sections), arrondissements)


def evaluate(rule_set, answers, today=TODAY, **options):
    return evaluate_to_data(rule_set, read_answers(rule_set, answers), today, **options)


def problems_of(plain):
    return [str(problem) for problem in check_plain(plain)]

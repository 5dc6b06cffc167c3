"""Clashes, circles, and what cases and people meet, planted one at a time."""

from datetime import date

from tests.procedures.engine.proofs.faults.planting import (
    FAMILY,
    fault,
    makes,
    only,
    procedure,
    question,
)


@fault(
    "overlap",
    f"{FAMILY} : etudes.exclusive_with",
    subject="etudes",
    others=("travail",),
    shows=lambda rules, answers: all(
        makes(one, True)(rules, answers) for one in ("etudes", "travail")
    ),
)
def exclusive_procedures_that_both_hold(plain):
    when = {"any": [{"statut": "salarie"}, {"statut": "etudiant", "age": {"gt": 50}}]}
    procedure(plain, "travail")["when"] = when


@fault(
    "added_and_dropped",
    "departements/82.yaml : overrides.etudes.drop_documents",
    subject="etudes",
    others=("passeport",),
    shows=lambda rules, answers: (
        answers["commune"][:2] == "82" and only(rules, answers, "etudes").recommended
    ),
)
def a_document_added_and_dropped(plain):
    plain["departments"]["82"]["overrides"][0]["add_documents"].append("passeport")


def step_of(rules, answers, name):
    listed = only(rules, answers, "travail").steps
    return next(one for one in listed if one.step.id == name)


def is_inverted(rules, answers):
    step = step_of(rules, answers, "deposer")
    return step.certain and step.opens > step.closes


@fault(
    "window_inverted",
    f"{FAMILY} : travail.steps.deposer.window",
    subject="travail",
    others=("deposer",),
    shows=is_inverted,
)
def a_window_that_closes_before_it_opens(plain):
    window = {"from": date(2026, 12, 1), "to": {"fact": "fin", "days": -60}}
    procedure(plain, "travail")["steps"] = [{"id": "deposer", "text": "Déposez.", "window": window}]


def is_too_late(rules, answers):
    first, then = (step_of(rules, answers, name) for name in ("deposer", "retirer"))
    return first.certain and then.certain and first.opens > then.closes


@fault(
    "windows_apart",
    f"{FAMILY} : travail.steps.retirer.window",
    subject="travail",
    others=("deposer", "retirer"),
    shows=is_too_late,
)
def a_step_that_ends_before_the_one_before_it(plain):
    procedure(plain, "travail")["steps"] = [
        {
            "id": "deposer",
            "text": "Déposez.",
            "window": {"from": {"fact": "fin", "days": -60}},
        },
        {
            "id": "retirer",
            "text": "Retirez.",
            "when": {"cdi": True},
            "window": {"to": {"fact": "fin", "days": -90}},
        },
    ]


@fault(
    "circle",
    "questions.yaml : statut.when",
    subject="statut",
    others=("statut", "age", "cdi", "statut"),
    unfinished=("analyse",),
)
def questions_that_wait_for_each_other(plain):
    question(plain, "statut")["when"] = {"age": {"gte": 18}}
    question(plain, "age")["when"] = {"cdi": True}

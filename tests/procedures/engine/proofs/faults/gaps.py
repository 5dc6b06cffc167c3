"""Gaps, planted one at a time."""

from procedures.engine.evaluation import evaluate
from procedures.engine.situation import Situation
from tests.procedures.engine.builders import make_question
from tests.procedures.engine.proofs.faults.planting import FAMILY, fault, only, procedure
from tests.procedures.engine.proofs.sound import TODAY

VISITING_ADULT = {"statut": "visiteur", "public": "adulte"}


def gets_nothing(rules, answers):
    result = evaluate(rules, answers, TODAY)
    return not result.procedures and not result.orientations


@fault("gap_nothing", "orientations.yaml", shows=gets_nothing)
def an_orientation_for_children_only(plain):
    plain["orientations"][0]["when"]["public"] = "jeune"


def gets_only_a_fallback(rules, answers):
    result = evaluate(rules, answers, TODAY)
    assert None not in answers.values()
    return not result.procedures and [one.orientation.id for one in result.orientations] == ["rien"]


@fault("gap_only_fallback", "orientations.yaml", shows=gets_only_a_fallback)
def an_orientation_that_is_no_answer(plain):
    plain["orientations"][0]["fallback"] = True


@fault("gap_only_fallback", "orientations.yaml", shows=gets_only_a_fallback)
def an_answer_for_all_but_children_beside_a_fallback_for_all(plain):
    plain["orientations"].append(
        {"id": "visite", "rank": 1, "title": "Visite", "text": "Visite.", "when": VISITING_ADULT}
    )
    plain["orientations"][0]["fallback"] = True


def cannot_answer_cdi(rules, answers):
    situation = Situation(rules, answers, TODAY)
    choices = rules.questions["titre"].choices
    return situation.applies("titre") and not any(
        situation.is_offered(rules.questions["titre"], one.value) for one in choices
    )


@fault(
    "gap_no_choice",
    "questions.yaml : titre.choices",
    subject="titre",
    shows=cannot_answer_cdi,
)
def a_question_without_a_choice_for_all(plain):
    choices = [
        {"value": "aes", "text": "aes", "when": {"age": {"lt": 30}}},
        {"value": "cst", "text": "cst", "when": {"age": {"lt": 30}}},
        {"value": "vls", "text": "vls", "when": {"age": {"gt": 40}}},
    ]
    plain["questions"].append(make_question("titre", "choice", *choices))
    procedure(plain, "etudes")["documents"].append(
        {"document": "photo", "when": {"titre": ["cst", "vls"]}}
    )


@fault(
    "gap_no_channel",
    f"{FAMILY} : etudes",
    subject="etudes",
    others=("82", "autre"),
    shows=lambda rules, answers: only(rules, answers, "etudes").channel.channel is None,
)
def no_national_channel(plain):
    plain["departments"]["national"]["channels"][0]["for"] = {"procedures": ["travail"]}


@fault(
    "gap_no_channel",
    f"{FAMILY} : travail",
    subject="travail",
    others=("82",),
    shows=lambda rules, answers: (
        only(rules, answers, "travail").channel.channel is None and answers["commune"][:2] == "82"
    ),
)
def no_channel_for_some_in_one_departement(plain):
    national = plain["departments"]["national"]["channels"][0]
    national["when"] = {"any": [{"cdi": True}, {"not": {"departement": "82"}}, {"age": {"lt": 9}}]}
    plain["departments"]["82"]["channels"][0]["when"] = {"cdi": True}
    national["for"] = {"procedures": ["travail"]}
    plain["departments"]["national"]["channels"].append(
        {"kind": "email", "for": {"procedures": ["etudes"]}}
    )


def has_no_certain(name, part):
    def shows(rules, answers):
        found = only(rules, answers, name)
        return found.recommended and not any(line.certain for line in getattr(found, part))

    return shows


@fault(
    "gap_no_step",
    f"{FAMILY} : travail",
    subject="travail",
    shows=has_no_certain("travail", "steps"),
)
def a_procedure_whose_only_step_is_not_for_all(plain):
    procedure(plain, "travail")["steps"][0]["when"] = {"public": "adulte"}


@fault(
    "gap_no_document",
    f"{FAMILY} : travail",
    subject="travail",
    shows=has_no_certain("travail", "documents"),
)
def a_procedure_without_a_document_for_all(plain):
    del procedure(plain, "travail")["documents"][0]

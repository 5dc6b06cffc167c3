"""What the cases go through: a rule counts once it is true for a case, a class once met."""

from datetime import timedelta

import pytest

from procedures.engine.proofs.coverage import coverage
from procedures.engine.proofs.edges import Tried
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.rules_of import rules_of
from procedures.engine.proofs.space import Space
from procedures.engine.schema.serialization import rule_set_from_plain
from tests.procedures.engine.proofs.sound import TODAY, sound, sound_rules

DAY = TODAY + timedelta(200)
STUDENT = {"commune": "34172", "statut": "etudiant", "fin": DAY, "age": 20}
EMPLOYEE = {"commune": "34172", "statut": "salarie", "fin": DAY, "cdi": True}
LOCAL = {"commune": "82121"}
OTHER = {"statut": "visiteur"}


def covered(*people, rules=None, today=TODAY):
    rules = rules or sound_rules()
    meaning = Meaning(Space([rules], TODAY), rules)
    return coverage(meaning, [Tried(one, today) for one in people])


def untried(*people, **options):
    return {rule.place.path for rule in covered(*people, **options).untried}


ALL = {rule.place.path for rule in rules_of(sound_rules()) if rule.kind != "warning"}
ALWAYS_ASKED = {"commune.when", "statut.when", "age.when"} | {
    f"statut.choices.{one}.when" for one in ("etudiant", "salarie", "visiteur")
}
STUDIES = {
    "etudes.when",
    "etudes.steps.deposer.when",
    "etudes.documents.passeport.when",
    "channels.0.when",  # of the national part
    "fin.when",
}
ADULT = {"etudes.steps.payer.when", "etudes.costs.0.when", "public.rules.1.when"}


def test_nothing_is_tried_without_a_case():
    result = covered()
    assert {rule.place.path for rule in result.untried} == ALL
    assert (result.rules, result.classes_met, result.classes) == (len(result.untried), 0, 3)


def test_a_case_tries_the_rules_that_are_true_for_it():
    result = covered(STUDENT)
    tried = ALL - {
        rule.place.path for rule in result.untried if not rule.place.file.endswith("82.yaml")
    }
    tried -= {path for path in ALL if path.startswith("overrides")}
    assert tried == ALWAYS_ASKED | STUDIES | ADULT
    assert (result.classes_met, result.classes) == (1, 3)


def test_the_lines_of_a_departement_are_tried_there_only():
    added = "overrides.etudes.add_documents.bail.when"
    assert added in untried(STUDENT)
    missing = untried({**STUDENT, **LOCAL})
    assert added not in missing
    assert "etudes.documents.passeport.when" in missing  # that département drops it


@pytest.mark.parametrize(
    ("person", "path", "tried"),
    [
        (EMPLOYEE, "travail.documents.contrat.when", True),
        ({**EMPLOYEE, "cdi": False}, "travail.documents.contrat.when", False),
        ({**EMPLOYEE, "cdi": False}, "cdi.when", True),
        (STUDENT, "cdi.when", False),
        (OTHER, "fin.when", False),
        (OTHER, "etudes.when", False),
        ({**STUDENT, "age": 17}, "public.rules.0.when", True),
        ({**STUDENT, "age": 17}, "public.rules.1.when", False),
        ({"statut": "etudiant"}, "public.rules.1.when", False),  # the line before it is open
    ],
)
def test_a_rule_is_tried_by_a_person_for_whom_it_is_true(person, path, tried):
    assert (path not in untried(person)) is tried


def test_orientations_are_tried_by_those_who_get_them():
    result = covered(STUDENT)
    assert "orientations.yaml" in {rule.place.file for rule in result.untried}
    result = covered(OTHER)
    assert "orientations.yaml" not in {rule.place.file for rule in result.untried}


def test_a_beaten_procedure_is_not_tried_nor_its_lines():
    plain = sound()
    plain["procedures"][1]["when"] = {"statut": ["salarie", "etudiant"]}
    missing = untried(STUDENT, rules=rule_set_from_plain(plain))
    assert {"travail.when", "travail.steps.deposer.when"} <= missing


def test_the_local_channel_is_tried_by_those_who_file_there():
    files = {rule.place.file for rule in covered({**EMPLOYEE, **LOCAL}).untried}
    assert "departements/national.yaml" in files
    channels = {rule.place for rule in covered({**EMPLOYEE, **LOCAL}).untried}
    assert not {one for one in channels if str(one) == "departements/82.yaml : channels.0.when"}
    files = {rule.place.file for rule in covered(EMPLOYEE).untried}
    assert "departements/national.yaml" not in files


def test_warnings_are_not_counted():
    kinds = {rule.kind for rule in covered().untried}
    assert "warning" not in kinds
    assert {"question", "choice", "derived", "procedure", "step", "document", "cost"} <= kinds


def test_a_class_is_met_by_complete_answers_of_the_same_day_only():
    assert covered(STUDENT, EMPLOYEE, OTHER).classes_met == 3
    assert covered(STUDENT, {**STUDENT, "age": 40}).classes_met == 1
    assert covered({"statut": "etudiant"}).classes_met == 0
    assert covered(STUDENT, today=TODAY + timedelta(1)).classes_met == 0

"""Parts of conditions that say nothing, planted one at a time."""

from procedures.engine.situation import Situation
from tests.procedures.engine.proofs.faults.planting import FAMILY, fault, like, makes, procedure
from tests.procedures.engine.proofs.sound import TODAY


@fault(
    "always",
    f"{FAMILY} : etudes.when.age",
    subject="etudes",
    others=("age",),
    shows=lambda rules, answers: Situation(rules, answers, TODAY).state("age") >= 0,
)
def a_test_that_everybody_passes(plain):
    procedure(plain, "etudes")["when"] = {"statut": "etudiant", "age": {"gte": 0}}


@fault(
    "always",
    f"{FAMILY} : travail.documents.photo.when",
    subject="photo",
    others=("statut",),
    shows=makes("travail", True),
)
def a_line_repeats_its_procedure(plain):
    line = {"document": "photo", "when": {"statut": "salarie"}}
    procedure(plain, "travail")["documents"].append(line)


@fault(
    "never",
    f"{FAMILY} : travail.when.all",
    subject="travail",
    others=("cdi", "statut"),
    shows=lambda rules, answers: True,
)
def a_branch_that_nobody_takes(plain):
    branches = [{"statut": "salarie"}, {"statut": "etudiant", "cdi": True}]
    procedure(plain, "travail")["when"] = {"any": branches}


@fault(
    "repeated",
    f"{FAMILY} : travail.when.not",
    subject="travail",
    others=("statut",),
    shows=makes("travail", True),
)
def a_part_said_twice_in_other_words(plain):
    when = {"statut": "salarie", "not": {"statut": ["etudiant", "visiteur"]}}
    procedure(plain, "travail")["when"] = when


@fault(
    "repeated",
    f"{FAMILY} : salariat.when",
    subject="salariat",
    others=("travail",),
    shows=lambda rules, answers: (
        makes("salariat", True)(rules, answers) and makes("travail", True)(rules, answers)
    ),
    also=("dead_procedure",),
)
def two_procedures_for_the_same_people(plain):
    when = {"not": {"statut": ["etudiant", "visiteur"]}}
    plain["procedures"].append(like(plain, "travail", "salariat", rank=30, when=when))


@fault(
    "repeated",
    f"{FAMILY} : travail.documents.contrat#2",
    subject="travail",
    others=("contrat",),
    shows=lambda rules, answers: answers["cdi"] and answers["age"] >= 60,
)
def a_line_that_adds_nothing_to_another(plain):
    line = {"document": "contrat", "when": {"cdi": True, "age": {"gte": 60}}}
    procedure(plain, "travail")["documents"].append(line)


@fault("unused_group", "groups.yaml : rares", subject="rares")
def a_group_that_no_condition_names(plain):
    plain["groups"].append({"key": "rares", "fact": "statut", "values": ["visiteur"]})

"""Rules that nobody meets, planted one at a time."""

from procedures.engine.proofs.analysis import Tried
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Missing
from tests.procedures.engine.builders import make_procedure, make_question
from tests.procedures.engine.proofs.faults.planting import FAMILY, fault, like, procedure, question
from tests.procedures.engine.proofs.sound import TODAY


@fault(
    "dead_question",
    "questions.yaml : impot.when",
    subject="impot",
    others=("when",),
    also=("never",),
)
def a_question_that_never_applies(plain):
    never = {"statut": "etudiant", "cdi": True}
    plain["questions"].append(make_question("impot", when=never))


@fault("dead_question", "questions.yaml : impot", subject="impot", others=("useless",))
def a_question_whose_answer_changes_nothing(plain):
    plain["questions"].append(make_question("impot"))


@fault(
    "dead_choice",
    "questions.yaml : statut.choices.refugie.when",
    subject="statut",
    others=("refugie",),
    also=("never",),
)
def a_choice_that_is_never_offered(plain):
    choice = {
        "value": "refugie",
        "text": "refugie",
        "when": {"commune": "34172", "departement": "82"},
    }
    question(plain, "statut")["choices"].append(choice)


@fault(
    "dead_value",
    "derived_facts.yaml : public.rules.1",
    subject="public",
    others=("nourrisson",),
    also=("never",),
)
def a_value_that_an_earlier_line_always_takes(plain):
    derived = plain["derived_facts"][0]
    derived["values"].append("nourrisson")
    derived["rules"].insert(1, {"value": "nourrisson", "when": {"age": {"lt": 3}}})


@fault("dead_procedure", f"{FAMILY} : stage.when", subject="stage", others=("beaten",))
def a_procedure_that_another_always_beats(plain):
    when = {"statut": "etudiant", "age": {"gte": 16}}
    plain["procedures"].append(like(plain, "etudes", "stage", rank=30, when=when))


@fault(
    "dead_procedure", f"{FAMILY} : stage.when", subject="stage", others=("never",), also=("never",)
)
def a_procedure_for_nobody(plain):
    when = {"statut": "etudiant", "cdi": True}
    plain["procedures"].append(like(plain, "etudes", "stage", rank=30, when=when))


NEVER_A_STUDENT = {"cdi": True}
NEVER_AN_EMPLOYEE = {"statut": "etudiant"}


@fault(
    "dead_stance",
    f"{FAMILY} : travail.stances.0",
    subject="travail",
    others=("0",),
)
def a_stance_for_nobody(plain):
    procedure(plain, "travail")["stances"] = [
        {"stance": "facultatif", "when": NEVER_AN_EMPLOYEE},
        {"stance": "en_retard", "moment": "apres"},
        {"stance": "deposer"},
    ]


@fault(
    "dead_document",
    f"{FAMILY} : etudes.documents.photo",
    subject="etudes",
    others=("photo",),
    also=("never",),
)
def a_document_that_nobody_is_asked_for(plain):
    line = {"document": "photo", "when": NEVER_A_STUDENT}
    procedure(plain, "etudes")["documents"].append(line)


@fault(
    "dead_document",
    "departements/82.yaml : overrides.etudes.add_documents.photo",
    subject="etudes",
    others=("photo",),
    also=("never",),
)
def a_document_that_a_departement_asks_nobody_for(plain):
    line = {"document": "photo", "when": {"departement": "34"}}
    plain["departments"]["82"]["overrides"][0]["add_documents"].append(line)


@fault(
    "dead_step",
    f"{FAMILY} : etudes.steps.relancer",
    subject="etudes",
    others=("relancer",),
    also=("never",),
)
def a_step_for_nobody(plain):
    step = {"id": "relancer", "text": "Relancez.", "when": NEVER_A_STUDENT}
    procedure(plain, "etudes")["steps"].append(step)


@fault("dead_cost", f"{FAMILY} : etudes.costs.1", subject="etudes", others=("1",), also=("never",))
def a_cost_that_nobody_pays(plain):
    cost = {"label": "Timbre", "amount": 5, "when": NEVER_A_STUDENT}
    procedure(plain, "etudes")["costs"].append(cost)


@fault(
    "dead_warning",
    f"{FAMILY} : etudes.warnings.0",
    subject="etudes",
    others=("0",),
    also=("never",),
)
def a_warning_that_nobody_sees(plain):
    procedure(plain, "etudes")["warnings"] = [{"text": "Attention.", "when": NEVER_A_STUDENT}]


@fault(
    "dead_warning",
    f"{FAMILY} : etudes.steps.payer.warnings.0",
    subject="etudes",
    others=("0",),
    also=("never",),
)
def a_warning_of_a_step_that_nobody_sees(plain):
    procedure(plain, "etudes")["steps"][1]["warnings"] = [
        {"text": "Attention.", "when": NEVER_A_STUDENT}
    ]


@fault(
    "dead_channel",
    "departements/82.yaml : channels.1",
    subject="82",
    others=("postal", "beaten"),
)
def a_channel_that_another_always_beats(plain):
    plain["departments"]["82"]["channels"].append(
        {"kind": "postal", "for": {"procedures": ["travail"]}}
    )


@fault(
    "dead_channel",
    "departements/82.yaml : channels.1",
    subject="82",
    others=("postal", "never"),
)
def a_channel_that_names_no_procedure(plain):
    plain["departments"]["82"]["channels"].append(
        {"kind": "postal", "for": {"families": ["autre"]}}
    )


@fault(
    "dead_channel",
    "departements/82.yaml : channels.1",
    subject="82",
    others=("postal", "unused"),
)
def a_channel_for_people_who_are_not_there(plain):
    channel = {"kind": "postal", "for": {"procedures": ["etudes"]}, "when": NEVER_A_STUDENT}
    plain["departments"]["82"]["channels"].append(channel)


@fault(
    "dead_override",
    "departements/82.yaml : overrides.etudes.drop_documents",
    subject="etudes",
    others=("photo",),
)
def a_dropped_document_that_nobody_asked_for(plain):
    plain["departments"]["82"]["overrides"][0]["drop_documents"].append("photo")


@fault(
    "dead_override",
    "departements/82.yaml : overrides.stage",
    subject="stage",
    others=("82",),
)
def an_override_of_a_procedure_that_nobody_has_there(plain):
    stage = make_procedure(
        "stage",
        rank=30,
        when={"statut": "visiteur", "departement": "34"},
        steps=[{"id": "aller", "text": "Allez."}],
        documents=[{"document": "photo"}],
    )
    plain["procedures"].append(stage)
    override = {"procedure": "stage", "add_documents": ["bail"]}
    plain["departments"]["82"]["overrides"].append(override)


@fault("dead_orientation", "orientations.yaml : ailleurs.when", subject="ailleurs", also=("never",))
def an_orientation_for_nobody(plain):
    orientation = {"id": "ailleurs", "rank": 2, "title": "Ailleurs", "text": "Ailleurs."}
    plain["orientations"].append({**orientation, "when": {"statut": "etudiant", "cdi": True}})


def is_not_offered_visiteur(rules, answers):
    return Situation(rules, answers, TODAY).state("statut") is Missing.PENDING


@fault(
    "dead_case",
    "cases/cas.yaml : enfant",
    subject="enfant",
    others=("statut", "visiteur"),
    shows=is_not_offered_visiteur,
    cases=[
        ("enfant", "cases/cas.yaml", Tried({"age": 9, "statut": "visiteur"}, TODAY)),
        ("adulte", "cases/cas.yaml", Tried({"age": 30, "statut": "visiteur"}, TODAY)),
    ],
)
def a_case_that_cannot_be(plain):
    plain["questions"] = [
        question(plain, key) for key in ("commune", "age", "statut", "fin", "cdi")
    ]
    question(plain, "statut")["choices"][2]["when"] = {"age": {"gte": 18}}


@fault("ended", f"{FAMILY} : etudes.warnings.0", subject="0", others=("2026-11-23",))
def a_warning_that_was_for_yesterday(plain):
    procedure(plain, "etudes")["warnings"] = [{"text": "Hier.", "until": "2026-11-23"}]

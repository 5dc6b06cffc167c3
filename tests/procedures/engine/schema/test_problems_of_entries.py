"""What is said of an entry of a wrong shape: file, path and message, in full."""

import copy

import pytest

from tests.procedures.engine.builders import problems_of
from tests.procedures.engine.faulty import Faults, carte, tarn
from tests.procedures.engine.whole import PLAIN

FAULTS = Faults()


@FAULTS.register("procedures/famille.yaml : carte : il manque la clé « track »")
def a_key_less(plain):
    del carte(plain)["track"]


@FAULTS.register(
    "procedures/famille.yaml : carte.titel : clé inconnue : « titel » "
    "(vouliez-vous dire « title », « until » ?)"
)
def a_key_too_many(plain):
    carte(plain)["titel"] = "x"


@FAULTS.register(
    "procedures/famille.yaml : carte.steps : une liste est attendue, pas un bloc de clés"
)
def a_block_for_a_list(plain):
    carte(plain)["steps"] = {}


@FAULTS.register("procedures/famille.yaml : carte.steps.0 : un bloc de clés est attendu, pas « x »")
def a_text_for_a_block(plain):
    carte(plain)["steps"] = ["x"]


@FAULTS.register("documents.yaml : [0] : un bloc de clés est attendu, pas une liste")
def a_list_for_a_block(plain):
    plain["documents"][0] = []


@FAULTS.register("questions.yaml : statut.choices : la liste est vide")
def no_choice(plain):
    plain["questions"][0]["choices"] = []


@FAULTS.register("questions.yaml : age : aucune réponse n'est proposée")
def a_choice_without_choices(plain):
    plain["questions"] = [{"key": "age", "kind": "choice", "text": "Âge ?"}]
    for section in ("groups", "derived_facts", "procedures", "orientations", "departments"):
        del plain[section]
    del plain["documents"][0]["notes"]


@FAULTS.register(
    "questions.yaml : age.choices : une question de ce genre ne propose pas de réponses"
)
def choices_of_a_number(plain):
    plain["questions"][1]["choices"] = [{"value": "a", "text": "a"}]


@FAULTS.register(
    "enquetes/avis.yaml : content.choices : une question de ce genre ne propose pas de réponses"
)
def choices_in_an_inquiry(plain):
    plain["inquiries"]["avis"][0]["choices"] = [{"value": "a", "text": "a"}]


@FAULTS.register("questions.yaml : statut.choices.autre : cette valeur est déjà prise")
def a_choice_twice(plain):
    plain["questions"][0]["choices"].append({"value": "autre", "text": "Autre"})


@FAULTS.register("questions.yaml : statut.text : le texte est vide")
def an_empty_text(plain):
    plain["questions"][0]["text"] = "  "


@FAULTS.register("questions.yaml : statut.text : un texte est attendu, pas le nombre 4")
def a_number_for_a_text(plain):
    plain["questions"][0]["text"] = 4


@FAULTS.register("questions.yaml : statut.text : le texte n'a pas de français (« fr »)")
def a_text_without_french(plain):
    plain["questions"][0]["text"] = {"en": "x"}


@FAULTS.register("questions.yaml : statut.text : « Anglais » n'est pas un code de langue")
def a_wrong_language(plain):
    plain["questions"][0]["text"] = {"fr": "x", "Anglais": "y"}


@FAULTS.register("questions.yaml : statut.text : le texte en « en » est vide ou n'est pas un texte")
def an_empty_translation(plain):
    plain["questions"][0]["text"] = {"fr": "x", "en": " "}


@FAULTS.register("documents.yaml : bail.icon : la valeur est vide")
def an_empty_string(plain):
    plain["documents"][0]["icon"] = ""


@FAULTS.register("questions.yaml : statut.picture : clé inconnue : « picture »")
def a_key_of_former_files(plain):
    plain["questions"][0]["picture"] = "vls_ts"


@FAULTS.register(
    "departements/82.yaml : prefecture.phone : un texte est attendu : "
    "écrivez ce nombre entre guillemets (563)"
)
def a_number_for_a_string(plain):
    tarn(plain)["prefecture"]["phone"] = 563


@FAULTS.register("departements/82.yaml : prefecture.phone : un texte est attendu, pas true")
def a_flag_for_a_string(plain):
    tarn(plain)["prefecture"]["phone"] = True


@FAULTS.register(
    "documents.yaml : Bail.id : « Bail » n'est pas un identifiant : une lettre minuscule, "
    "puis des lettres minuscules, des chiffres ou « _ »"
)
def a_capital_in_an_id(plain):
    plain["documents"] = [{"id": "Bail", "title": "x"}]


@FAULTS.register("questions.yaml : statut.sensitive : true ou false est attendu, pas « oui »")
def a_word_for_a_flag(plain):
    plain["questions"][0]["sensitive"] = "oui"


@FAULTS.register("procedures/famille.yaml : carte.rank : un nombre est attendu, pas true")
def a_flag_for_a_rank(plain):
    carte(plain)["rank"] = True


@FAULTS.register("fees.yaml : taxe.amounts.0.amount : un montant n'est pas négatif")
def a_negative_amount(plain):
    plain["fees"][0]["amounts"][0]["amount"] = -1


@FAULTS.register("fees.yaml : taxe.amounts.0.amount : un nombre est attendu, pas « 5 »")
def a_word_for_an_amount(plain):
    plain["fees"][0]["amounts"][0]["amount"] = "5"


@FAULTS.register("fees.yaml : taxe.amounts.0.from : une date AAAA-MM-JJ est attendue, pas « mai »")
def a_word_for_a_day(plain):
    plain["fees"][0]["amounts"][0]["from"] = "mai"


@FAULTS.register(
    "questions.yaml : statut.kind : « choise » n'est pas accepté (vouliez-vous dire « choice » ?) "
    "; valeurs possibles : choice, choices, yes_no, country, date, integer, commune"
)
def an_unknown_kind(plain):
    plain["questions"][0]["kind"] = "choise"


@FAULTS.register(
    "questions.yaml : statut.section : le nombre 3 n'est pas accepté ; valeurs possibles : "
    "vous, demande, titre, situation, precisions"
)
def a_number_for_a_name(plain):
    plain["questions"][0]["section"] = 3


@FAULTS.register(
    "departements/82.yaml : sites.accueil.hours.mon : une liste est attendue, pas « 9 h »"
)
def hours_of_a_day_in_words(plain):
    tarn(plain)["sites"][0]["hours"]["mon"] = "9 h"


@FAULTS.register("cases/cas.yaml : enfant.answers : un bloc de clés est attendu, pas une liste")
def a_list_for_a_map(plain):
    plain["cases"] = [{"id": "enfant", "answers": [], "expect": {}, "file": "cas"}]


@FAULTS.register(
    "enquetes/avis.yaml : content.texte : clé inconnue : « texte » (vouliez-vous dire « text » ?)"
)
def a_key_too_many_in_an_inquiry(plain):
    plain["inquiries"]["avis"][0]["texte"] = "x"


@FAULTS.register("enquetes/avis.yaml : [0] : un bloc de clés est attendu, pas « x »")
def a_text_for_a_question_of_an_inquiry(plain):
    plain["inquiries"]["avis"] = ["x"]


@FAULTS.register("procedures/?.yaml : carte : il manque la clé « track »")
def a_procedure_of_no_family(plain):
    del carte(plain)["track"], carte(plain)["family"]


@FAULTS.register("cases/cases.yaml : enfant : il manque la clé « expect »")
def a_case_of_no_file(plain):
    plain["cases"] = [{"id": "enfant", "answers": {}}]


@pytest.mark.parametrize(("edit", "said"), FAULTS)
def test_a_wrong_entry(edit, said):
    plain = copy.deepcopy(PLAIN)
    edit(plain)
    assert problems_of(plain) == said

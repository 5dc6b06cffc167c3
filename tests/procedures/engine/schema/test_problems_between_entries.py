"""What is said of names that nothing bears or two things bear, of ranks and of circles."""

import copy

import pytest

from tests.procedures.engine.builders import make_question, problems_of
from tests.procedures.engine.faulty import Faults, carte, tarn
from tests.procedures.engine.whole import PLAIN

FAULTS = Faults()


@FAULTS.register("documents.yaml : photo : ce nom est déjà pris")
def a_document_twice(plain):
    plain["documents"].append({"id": "photo", "title": "x"})


@FAULTS.register("cases/cas.yaml : enfant : ce nom est déjà pris")
def a_case_twice(plain):
    plain["cases"] = [{"id": "enfant", "answers": {}, "expect": {}, "file": "cas"}] * 2


@FAULTS.register("questions.yaml : channel : « channel » est un nom réservé")
def a_reserved_name(plain):
    plain["questions"].append(make_question("channel"))


@FAULTS.register("derived_facts.yaml : age : une question porte déjà ce nom")
def a_derived_fact_named_as_a_question(plain):
    plain["derived_facts"].append({"key": "age", "kind": "integer", "rules": [{"value": 3}]})


@FAULTS.register(
    "derived_facts.yaml : regime.rules.1.value : valeur inconnue pour « regime » : « x »"
)
def a_derived_value_that_is_not_listed(plain):
    plain["derived_facts"][0]["rules"][1]["value"] = "x"


@FAULTS.register(
    "groups.yaml : voisins.fact : fait inconnu : « pay » (vouliez-vous dire « pays » ?)"
)
def a_group_of_no_fact(plain):
    plain["groups"][0]["fact"] = "pay"
    del plain["derived_facts"][0]["rules"][0]["when"]


@FAULTS.register(
    "groups.yaml : voisins.values : valeur inconnue pour « pays » : « ITA » "
    "(vouliez-vous dire « IT » ?)"
)
def a_group_with_an_unknown_country(plain):
    plain["groups"][0]["values"] = ["DE", "ITA"]


@FAULTS.register(
    "procedures/famille.yaml : autre_carte.rank : le rang 3 de la série « titre » "
    "est déjà celui de « carte »"
)
def a_rank_twice(plain):
    plain["procedures"][1]["rank"] = 3


@FAULTS.register(
    "procedures/famille.yaml : carte.documents : pièce inconnue : « phot » "
    "(vouliez-vous dire « photo » ?)"
)
def an_unknown_document(plain):
    carte(plain)["documents"][0]["document"] = "phot"


LAST = "la dernière position vaut pour tous les autres : sans condition ni date"


@FAULTS.register(f"procedures/famille.yaml : carte.stances.1 : {LAST}")
def a_last_stance_with_a_day(plain):
    carte(plain)["stances"].pop()


@FAULTS.register(f"procedures/famille.yaml : carte.stances.2 : {LAST}")
def a_last_stance_for_some_only(plain):
    carte(plain)["stances"][2]["when"] = {"age": {"lt": 18}}


@FAULTS.register(
    "procedures/famille.yaml : carte.stances : "
    "une étape a une date de fin : dites la position une fois cette date passée"
)
def a_deadline_without_what_comes_after(plain):
    carte(plain)["stances"].pop(0)


@FAULTS.register(
    "procedures/famille.yaml : carte.stances.0.step : étape inconnue : « depose » "
    "(vouliez-vous dire « deposer » ?)"
)
def a_stance_of_an_unknown_step(plain):
    carte(plain)["stances"][0]["step"] = "depose"


@FAULTS.register("procedures/famille.yaml : carte.stances.1.step : « step » va avec « moment »")
def a_step_without_a_moment(plain):
    carte(plain)["stances"][1]["step"] = "deposer"


@FAULTS.register("procedures/famille.yaml : carte.stances.0.today : « today » va avec « deposer »")
def a_day_of_today_for_who_waits(plain):
    carte(plain)["stances"][0]["today"] = True


@FAULTS.register(
    "procedures/famille.yaml : carte.costs.0.fee : tarif inconnu : « tax » "
    "(vouliez-vous dire « taxe » ?)"
)
def an_unknown_fee(plain):
    carte(plain)["costs"][0]["fee"] = "tax"


@FAULTS.register("procedures/famille.yaml : carte.exclusive_with : démarche inconnue : « zzz »")
def an_unknown_rival(plain):
    carte(plain)["exclusive_with"] = ["zzz"]


@FAULTS.register("procedures/famille.yaml : carte.steps.payer : ce nom est déjà pris")
def a_step_twice(plain):
    carte(plain)["steps"].append({"id": "payer", "text": "x"})


@FAULTS.register(
    "procedures/famille.yaml : carte.steps.payer.window.to.fact : ce fait n'est pas "
    "une date connue : « age »"
)
def a_window_from_no_date(plain):
    carte(plain)["steps"][1]["window"]["to"]["fact"] = "age"


@FAULTS.register(
    "procedures/famille.yaml : carte.documents.0 : il faut « document » ou « one_of "
    "», l'un des deux"
)
def a_line_of_both_kinds(plain):
    carte(plain)["documents"][0]["one_of"] = ["photo"]


@FAULTS.register(
    "procedures/famille.yaml : carte.costs.0 : un coût a « fee », ou « label » et « "
    "amount », pas les deux"
)
def a_cost_of_both_kinds(plain):
    carte(plain)["costs"][0]["amount"] = 3


@FAULTS.register(
    "procedures/famille.yaml : carte.costs.1 : il manque « fee », ou « label » et « amount »"
)
def a_cost_without_a_label(plain):
    del carte(plain)["costs"][1]["label"]


@FAULTS.register("departements/82.yaml : code : le code « 81 » n'est pas celui du fichier")
def another_code(plain):
    tarn(plain)["code"] = "81"


@FAULTS.register(
    "departements/82.yaml : channels.0.for : démarche inconnue : « cart » "
    "(vouliez-vous dire « carte » ?)"
)
def a_channel_for_an_unknown_procedure(plain):
    tarn(plain)["channels"][0]["for"]["procedures"] = ["cart"]


@FAULTS.register(
    "departements/82.yaml : channels.1.for : famille inconnue : « famile » "
    "(vouliez-vous dire « famille » ?)"
)
def a_channel_for_an_unknown_family(plain):
    tarn(plain)["channels"][1]["for"]["families"] = ["famile"]


@FAULTS.register("departements/82.yaml : notices.0.families : famille inconnue : « zzz »")
def a_notice_for_an_unknown_family(plain):
    tarn(plain)["notices"][0]["families"] = ["zzz"]


def closure(plain, **changed):
    days = {"from": "2026-12-24", "until": "2026-12-24"}
    tarn(plain)["notices"].append({"id": "ferme", "closed": "matin", **days, **changed})


@FAULTS.register(
    "departements/82.yaml : notices.ferme.place : lieu inconnu : « acueil » "
    "(vouliez-vous dire « accueil » ?)"
)
def a_closure_of_an_unknown_place(plain):
    closure(plain, place="acueil")


@FAULTS.register(
    "departements/82.yaml : notices.ferme : il faut « text » ou « closed », l'un des deux"
)
def a_closure_with_a_text_of_its_own(plain):
    closure(plain, text="Fermé.")


@FAULTS.register("departements/82.yaml : notices.2 : il faut « text » ou « closed », l'un des deux")
def a_notice_that_says_nothing(plain):
    tarn(plain)["notices"].append({"families": ["famille"]})


@FAULTS.register("departements/82.yaml : notices.ferme : une fermeture a « from » et « until »")
def a_closure_without_a_last_day(plain):
    closure(plain)
    del tarn(plain)["notices"][-1]["until"]


@FAULTS.register(
    "departements/82.yaml : notices.0 : « place » et « reason » vont avec « closed »",
)
def a_reason_for_an_announcement(plain):
    tarn(plain)["notices"][0]["reason"] = "travaux"


@FAULTS.register("departements/82.yaml : sites.accueil.handles : nom inconnu : « zzz »")
def a_site_that_handles_nothing_known(plain):
    tarn(plain)["sites"][0]["handles"] = ["carte", "famille", "zzz"]


@FAULTS.register(
    "departements/82.yaml : waiting_times.titres : un délai publié a sa source, la date de "
    "celle-ci et la période comptée",
)
def a_time_without_its_period(plain):
    source = {"reference": "Site", "dated": "2026-09"}
    wait = {"id": "titres", "name": "Titres", "half": {"days": 60}, "source": source}
    tarn(plain)["waiting_times"] = [wait]


@FAULTS.register(
    "departements/82.yaml : waiting_times.silence : un délai de la loi a son article, et aucun "
    "délai compté",
)
def a_delay_of_the_law_without_its_article(plain):
    tarn(plain)["waiting_times"] = [{"id": "silence", "name": "Réponse", "law": "4 mois."}]


@FAULTS.register("departements/82.yaml : overrides.carte : cette démarche a déjà une adaptation")
def an_override_twice(plain):
    tarn(plain)["overrides"].append({"procedure": "carte"})


@FAULTS.register("departements/82.yaml : overrides.zzz : démarche inconnue : « zzz »")
def an_override_of_nothing(plain):
    tarn(plain)["overrides"].append({"procedure": "zzz"})


@FAULTS.register("departements/82.yaml : overrides.carte.drop_documents : pièce inconnue : « zzz »")
def an_unknown_document_dropped(plain):
    tarn(plain)["overrides"][0]["drop_documents"] = ["zzz"]


@FAULTS.register("departements/82.yaml : overrides.carte.add_documents : pièce inconnue : « zzz »")
def an_unknown_document_added(plain):
    tarn(plain)["overrides"][0]["add_documents"][0] = "zzz"


@FAULTS.register("questions.yaml : age.when : cercle de conditions : age → pays → age")
def a_circle_of_questions(plain):
    plain["questions"][2]["when"] = {"age": 3}


@FAULTS.register("derived_facts.yaml : regime : cercle de conditions : regime → regime")
def a_circle_of_a_derived_fact(plain):
    plain["derived_facts"][0]["rules"][0]["when"] = {"regime": "libre"}


@FAULTS.register(
    "enquetes/avis.yaml : content.when : cercle de conditions : content → raison → content"
)
def a_circle_in_an_inquiry(plain):
    plain["inquiries"]["avis"][0]["when"] = {"raison": True}


@FAULTS.register(
    "enquetes/avis.yaml : fin : une question ou un fait du catalogue porte déjà ce nom"
)
def a_taken_name_in_an_inquiry(plain):
    plain["inquiries"]["avis"].append(make_question("fin"))


@FAULTS.register("enquetes/avis.yaml : content : ce nom est déjà pris")
def a_question_twice_in_an_inquiry(plain):
    plain["inquiries"]["avis"].append(make_question("content"))


@FAULTS.register("questions.yaml : il n'y a aucune question")
def no_question(plain):
    plain.clear()


@pytest.mark.parametrize(("edit", "said"), FAULTS)
def test_a_wrong_entry(edit, said):
    plain = copy.deepcopy(PLAIN)
    edit(plain)
    assert problems_of(plain) == said


def test_a_procedure_has_a_family():
    plain = copy.deepcopy(PLAIN)
    del plain["departments"]
    for one in plain["procedures"]:
        del one["family"]
    assert problems_of(plain) == [
        "procedures/.yaml : carte : il manque la clé « family »",
        "procedures/.yaml : autre_carte : il manque la clé « family »",
    ]

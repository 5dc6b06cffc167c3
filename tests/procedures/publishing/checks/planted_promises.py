"""A fault against each promise of the shipped catalogue, each planted in its own place."""

from collections.abc import Callable
from typing import Any

Plain = dict[str, Any]
PLANTED: dict[str, Callable[[Plain], tuple[str, str]]] = {}


def against(promise: str):
    """Keep what plants a fault against a promise and returns where it must be found."""

    def keep(plant: Callable[[Plain], str]) -> Callable[[Plain], str]:
        PLANTED[promise] = lambda plain: (promise, plant(plain))
        return plant

    return keep


def sheet_of(plain: Plain, name: str) -> Plain:
    return next(one for one in plain["procedures"] if one["id"] == name)


def orientation_of(plain: Plain, name: str) -> Plain:
    return next(one for one in plain["orientations"] if one["id"] == name)


def warn(plain: Plain, name: str, text: str, **more: Any) -> str:
    """Add a warning to a sheet; return its place."""
    warnings = sheet_of(plain, name)["warnings"]
    warnings.append({"text": text, **more})
    return f"{name}.warnings.{len(warnings) - 1}"


def unsay(plain: Plain, name: str, words: str) -> str:
    """Take the one warning that says some words out of a sheet; return the sheet's place."""
    sheet = sheet_of(plain, name)
    left = [one for one in sheet["warnings"] if words not in one["text"]]
    assert len(left) == len(sheet["warnings"]) - 1
    sheet["warnings"] = left
    return name


@against("protege_jamais_vers_son_pays")
def a_refugee_sent_to_the_consulate(plain):
    text = "Demandez un nouveau passeport au consulat de votre pays."
    return warn(plain, "perte_passeport_protege", text)


@against("decision_jamais_vers_son_consulat")
def a_letter_answered_at_the_embassy(plain):
    return warn(plain, "silence_prefecture", "Demandez une preuve à l'ambassade.")


@against("violences_jamais_vers_l_auteur")
def a_paper_asked_of_who_is_violent(plain):
    text = "Votre mari vous donne une copie de sa carte."
    return warn(plain, "victimes_violences_ordonnance_protection", text)


@against("asile_autre_titre_dans_les_deux_mois")
def another_date_before_the_two_months(plain):
    window = {"to": {"fact": "asylum_registered_on", "months": 6}}
    step = {"id": "plus_tard", "text": "Déposez.", "window": window}
    sheet_of(plain, "parent_enfant_francais")["steps"].insert(0, step)
    return "parent_enfant_francais.steps.plus_tard"


@against("algeriens_jamais_un_titre_que_l_accord_exclut")
def a_card_of_the_code_for_an_algerian(plain):
    sheet_of(plain, "rece")["when"] = {"nationality": "DZ", "goal": "premiere_demande"}
    return "rece"


@against("sans_titre_jamais_seul_devant_la_police")
def alone_at_the_police(plain):
    return warn(plain, "pas_de_rendez_vous", "Allez le dire au commissariat.")


@against("sans_titre_jamais_seul_au_guichet")
def a_risk_for_some_only(plain):
    advice = orientation_of(plain, "sans_titre_pas_seul")
    advice["when"]["goal"] = [one for one in advice["when"]["goal"] if one != "retrait_suivi"]
    return "retrait_titre_remise"


@against("titre_fini_jamais_seul_au_guichet")
def an_expired_title_told_nothing(plain):
    advice = orientation_of(plain, "sans_titre_pas_seul")
    advice["when"]["any"] = [one for one in advice["when"]["any"] if "expiry_date" not in one]
    return "dz_etudiant"


@against("mineur_seul_jamais_sans_adulte")
def a_minor_told_of_no_adult(plain):
    orientation_of(plain, "mineur_avec_un_adulte")["when"]["age"] = {"lt": 16}
    return "attestation_accueil"


@against("mineur_peut_etre_seul")
def nothing_said_of_minors(plain):
    advice = orientation_of(plain, "sans_titre_pas_seul")
    advice["text"] = advice["text"].replace("moins de 18 ans", "peur")
    return "talent_chercheur"


@against("mineur_jamais_oblige_de_partir")
def an_obligation_that_minors_believe(plain):
    return unsay(plain, "refus_titre_oqtf", "avant 18 ans")


@against("mineur_demande_l_asile_avec_un_adulte")
def a_minor_who_asks_for_asylum_alone(plain):
    return unsay(plain, "demande_asile", "un adulte est nommé pour vous aider")


@against("mineur_jamais_naturalise_par_decret")
def a_decree_that_minors_ask_for(plain):
    return unsay(plain, "naturalisation_decret", "Il faut avoir 18 ans")


@against("delai_en_heures_en_premier")
def a_longer_delay_first(plain):
    """The month of who is free, above the 48 hours of who is locked up."""
    steps = sheet_of(plain, "refus_titre_oqtf")["steps"]
    names = [one["id"] for one in steps]
    step = steps.pop(names.index("recours_libre"))
    steps.insert(names.index("recours_retention"), step)
    return "refus_titre_oqtf.steps.recours_libre"


@against("delai_en_heures_avec_une_aide")
def hours_without_help(plain):
    sheet_of(plain, "duplicata_perte")["summary"] = "Vous avez 48 heures."
    return "duplicata_perte"


@against("algeriens_violences_jamais_un_droit_du_code")
def a_right_that_the_agreement_excludes(plain):
    text = "La loi protège votre titre."
    return warn(plain, "restitution_perte_droits", text, when={"ground": "violences_traite"})

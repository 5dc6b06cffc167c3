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


# {promise: (sheet, the warning that breaks it)}
WARNED = {
    "protege_jamais_vers_son_pays":
        ("perte_passeport_protege", "Demandez un nouveau passeport au consulat de votre pays."),
    "decision_jamais_vers_son_consulat":
        ("silence_prefecture", "Demandez une preuve à l'ambassade."),
    "hors_de_france_jamais_un_guichet_de_france":
        ("titre_valable_hors_de_france", "En attendant, ne sortez pas de France."),
    "protege_hors_de_france_jamais_un_passeport":
        ("titre_valable_hors_de_france", "Gardez la carte et le passeport ensemble."),
    "violences_jamais_vers_l_auteur":
        ("victimes_violences_ordonnance_protection",
         "Votre mari vous donne une copie de sa carte."),
    "violences_la_police_et_les_papiers":
        ("victimes_violences_ordonnance_protection", "Prouvez que votre situation n'a pas changé."),
    "carte_accordee_jamais_un_risque":
        ("retrait_titre_remise", "Sans titre de séjour valable, n'allez pas seul à la préfecture."),
    "un_mineur_ne_lit_pas_qu_on_peut_l_obliger_a_partir":
        ("ase_avant_16_ans", "La préfecture peut vous ordonner de quitter la France."),
    "jamais_les_papiers_de_l_europeen_apres_la_rupture":
        ("ue_droits_gardes", "La personne européenne donne sa carte d'identité."),
    "partenaire_d_europeen_jamais_une_carte_promise":
        ("ue_liens_durables", "Après 1 an ensemble, vous avez droit à la carte."),
    "jamais_renouvelable_de_plein_droit":
        ("salarie_renouvellement", "Cette carte est renouvelée de plein droit."),
    "la_veille_de_dix_huit_ans_rien_ne_s_attend":
        ("declaration_enfant_confie", "Envoyez la demande au tribunal cette semaine."),
    "accord_sans_attendre_jamais_encore_attendre":
        ("carte_resident_regroupement", "Il faut encore attendre pour la carte de résident."),
    "silence_jamais_attendez_seulement":
        ("duplicata_perte",
         "Pour cette demande, nous ne savons pas quand le silence devient un refus."),
    "attestation_asile_perdue_jamais_une_impasse":
        ("renouvellement_attestation_asile", "Indiquez cette carte comme votre document."),
    "rien_n_est_decide_jamais_des_heures":
        ("convocation_commission", "Vous avez 48 heures pour écrire au tribunal."),
    "document_fini_dit_d_abord":
        ("perte_passeport_etranger",
         "La perte du passeport ne change rien à votre droit au séjour."),
    "refus_au_guichet_le_jour_du_refus":
        ("refus_guichet_recours", "Comptez depuis le jour de votre dépôt."),
    "titre_de_mayotte_qui_ne_demenage_pas":
        ("etudiant_renouvellement", "Ce n'est pas un simple changement d'adresse."),
    "europeen_parti_jamais_un_droit_garde":
        ("ue_droits_gardes", "Votre droit de vivre en France ne dépend pas de la carte."),
    "titre_de_mayotte_jamais_declarer_d_abord":
        ("duplicata_perte", "Déclarez d'abord votre nouvelle adresse."),
    "autorisation_de_travail_jamais_attendue":
        ("salarie_premiere", "Attendez l'autorisation de travail."),
    "titre_perdu_jamais_demande": ("salarie_renouvellement", "Apportez votre carte."),
    "carte_longue_finie_garde_ses_droits":
        ("titre_expire_depasse", "Vos droits (travail, aides) peuvent s'arrêter."),
    "veuf_jamais_une_carte_retiree":
        ("conjoint_francais_vls", "La carte peut être retirée si la vie commune s'arrête."),
    "papier_provisoire_jamais_le_60e_jour":
        ("changement_statut", "Sur l'ANEF, c'est entre le 120e et le 60e jour avant la fin."),
    "papier_provisoire_jamais_les_deux_mois":
        ("changement_statut", "Déposez dans les 2 mois avant la fin de votre titre."),
}  # fmt: skip
# {promise: (sheet, words of its one warning that keeps it)}
UNSAID = {
    "un_jeune_confie_lit_la_nationalite_avant_18_ans":
        ("ase_avant_16_ans", "Elle se signe au tribunal"),
    "mineur_jamais_oblige_de_partir": ("refus_titre_oqtf", "avant 18 ans"),
    "mineur_demande_l_asile_avec_un_adulte":
        ("demande_asile", "un adulte est nommé pour vous aider"),
    "mineur_jamais_naturalise_par_decret": ("naturalisation_decret", "Il faut avoir 18 ans"),
    "accord_tunisien_quel_que_soit_le_but": ("parent_enfant_francais", "Vous êtes tunisien"),
    "accord_tunisien_ni_test_ni_examen":
        ("carte_resident_accord_tunisien", "L'accord ne prévoit ni test"),
    "accord_tunisien_le_doute_est_le_notre":
        ("carte_resident_accord_tunisien", "Ce doute vient de nous"),
    "accord_algerien_dix_ans_dits_au_renouvellement":
        ("dz_vpf_parent_french_child", "demandez celui de 10 ans"),
    "accord_algerien_le_doute_est_le_notre":
        ("dz_10y_parent_french_child", "Ce doute vient de nous"),
    "silence_le_recepisse_n_arrete_pas_le_temps":
        ("renouvellement_recepisse_aps", "n'arrête pas le temps"),
}  # fmt: skip


@against("algeriens_violences_jamais_un_droit_du_code")
def a_right_that_the_agreement_excludes(plain):
    text, who = "La loi protège votre titre.", {"ground": "violences_traite"}
    return warn(plain, "restitution_perte_droits", text, when=who)


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
    step = {"id": "signer", "text": "Allez le dire.", "place": "police"}
    sheet_of(plain, "pas_de_rendez_vous")["steps"].append(step)
    return "pas_de_rendez_vous.steps.signer"


@against("sans_titre_jamais_seul_au_guichet")
def a_risk_for_some_only(plain):
    advice = orientation_of(plain, "sans_titre_pas_seul")
    advice["when"]["goal"] = [one for one in advice["when"]["goal"] if one != "retrait_suivi"]
    return "silence_prefecture"


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


@against("accord_tunisien_sans_attendre")
def three_years_asked_of_a_tunisian(plain):
    sheet_of(plain, "carte_resident_conjoint_francais")["when"]["not"] = {"nationality": "DZ"}
    return "carte_resident_conjoint_francais"


@against("condamnation_definitive_sans_attendre")
def a_wait_after_a_final_judgment(plain):
    sheet = sheet_of(plain, "carte_resident_autres_fondements")
    for step in sheet["steps"]:
        step["text"] = step["text"].replace("Déposez maintenant", "Déposez plus tard")
    return "carte_resident_autres_fondements"


@against("titre_de_mayotte_ni_adresse_ni_renouvellement")
def a_title_of_mayotte_that_only_moves(plain):
    del sheet_of(plain, "changement_adresse")["when"]["not"]
    return "changement_adresse"


@against("titre_de_mayotte_dans_le_doute")
def a_doubt_about_mayotte_told_nothing(plain):
    sure = {"known": True, "eq": True}
    orientation_of(plain, "titre_de_mayotte_inconnu")["when"]["issued_in_mayotte"] = sure
    return "renouvellement_general"


@against("titre_de_mayotte_jamais_seule_a_la_police")
def a_doubt_about_mayotte_untold_before_the_police(plain):
    sure = {"known": True, "eq": True}
    orientation_of(plain, "police_et_titre_de_mayotte")["when"]["issued_in_mayotte"] = sure
    return "victimes_violences_ordonnance_protection"


@against("petits_etats_ni_visa_a_valider_ni_carte_d_europeen")
def a_card_of_europeans_for_an_andorran(plain):
    sheet_of(plain, "ue_citoyen")["when"] = {"nationality": "AD", "goal": "premiere_demande"}
    return "ue_citoyen"


@against("algerien_diplome_renouvelle_d_abord")
def a_card_of_graduates_that_algerians_may_hope_for(plain):
    advice = orientation_of(plain, "algerien_diplome")
    advice["text"] = advice["text"].replace("n'est pas pour les Algériens", "est difficile à avoir")
    return "dz_etudiant"


@against("asile_et_depart_deux_tribunaux")
def one_court_for_who_asks_for_asylum(plain):
    orientation_of(plain, "asile_deux_tribunaux")["when"] = {"goal": "asile"}
    return "refus_titre_oqtf"


def unsay_of_the_end(plain: Plain, place: int, words: str) -> str:
    """Take what a body does at the end of a title out of the advice on it."""
    step = orientation_of(plain, "fin_du_titre_qui_prevenir")["steps"][place]
    assert words in step["text"]
    step["text"] = "Prévenez."
    return "renouvellement_general"


# {promise: (the place of the step, the words that it loses)}
UNSAID_OF_THE_END = {
    "fin_du_titre_france_travail": (0, "France Travail"),
    "fin_du_titre_caf": (1, "CAF"),
    "fin_du_titre_assurance_maladie": (2, "Assurance maladie"),
    "fin_du_titre_employeur": (3, "Employeur"),
}


for act, faults in ((warn, WARNED), (unsay, UNSAID), (unsay_of_the_end, UNSAID_OF_THE_END)):
    for promise, fault in faults.items():
        against(promise)(lambda plain, act=act, fault=fault: act(plain, *fault))


@against("trois_mois_pour_les_cartes_que_la_loi_nomme")
def three_months_for_any_card(plain: Plain) -> str:
    orientation_of(plain, "jour_trois_mois")["when"] = {"fin_du_titre_compte": True}
    return "jour_trois_mois"

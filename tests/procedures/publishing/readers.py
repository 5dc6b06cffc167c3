"""Who reads which orientation of the shipped catalogue: two people each, from the law."""

from datetime import timedelta

from tests.drawn_people import DAYS

TODAY = DAYS[0]

ADULT = {
    "residence": "france",
    "commune": "34172",
    "beneficiary": "moi",
    "nationality": "MA",
    "age": 30,
    "current_document": "aucun",
    "goal": "premiere_demande",
    "housing": "locataire",
    "birth_country": "MA",
    "marital_status": "celibataire",
    "minor_children": False,
    "has_passport": True,
}
CHILD = {**ADULT, "beneficiary": "mon_enfant", "goal": "naturalisation"}
DUE = TODAY + timedelta(days=100)
STATELESS = {"nationality": "XXA", "years_in_france": 2, "years_regular_stay": 0}
RESIDENT = {"goal": "carte_resident", "years_in_france": 6}
READERS = {
    # Code civil, art. 21-11, 21-22, 22-1: before 13, and for a child born elsewhere.
    "enfant_nationalite": [
        {**CHILD, "child_age": 8, "citizenship_ground": "decret"},
        {**CHILD, "child_age": 14, "birth_country": "SN", "citizenship_ground": "decret"},
    ],
    # CESEDA L. 521-3: a parent's request for asylum is also that of the children.
    "enfant_asile": [
        {**CHILD, "goal": "asile", "nationality": "AF", "age": 6},
        {**CHILD, "goal": "asile", "nationality": "CD", "age": 16},
    ],
    # CESEDA L. 412-1: no visa, and nobody is sent to the country they fled.
    "visa_long_sejour_protege": [
        {**ADULT, **STATELESS, "ground": "visiteur", "long_stay_visa": False},
        {**ADULT, **STATELESS, "ground": "etudes", "long_stay_visa": False},
    ],
    # CESEDA L. 424-1, L. 424-9, L. 414-10.
    "carte_dit_protege": [
        {
            **ADULT,
            "nationality": "SD",
            "goal": "premiere_demande",
            "current_document": "carte_pluriannuelle",
            "permit_motive": "protection_subsidiaire",
            "expiry_date": DUE,
            "ground": "etudes",
        },
        {
            **ADULT,
            **RESIDENT,
            "nationality": "AF",
            "current_document": "carte_sejour",
            "permit_motive": "refugie",
            "expiry_date": DUE,
            "ground": "travail_salarie",
            "contract": "cdi",
            "years_regular_stay": 2,
        },
    ],
    # CESEDA L. 412-1, L. 423-1, L. 426-21.
    "provisoire_autre_motif": [
        {
            **ADULT,
            "goal": "changement_motif",
            "current_document": "aps",
            "ground": "stage",
            "expiry_date": DUE,
        },
        {
            **ADULT,
            "goal": "changement_motif",
            "current_document": "carte_sejour",
            "permit_motive": "etudiant",
            "expiry_date": DUE,
            "ground": "volontariat",
        },
    ],
    # Accord franco-algérien, art. 7 b and e.
    "algerien_sans_contrat": [
        {
            **ADULT,
            "nationality": "DZ",
            "current_document": "vls_carte_a_solliciter",
            "permit_motive": "autre",
            "entry_date": TODAY - timedelta(days=20),
            "long_stay_visa": True,
            "ground": "travail_salarie",
            "contract": contract,
        }
        for contract in ("aucun", "detachement")
    ],
    "algerien_famille_apatride": [
        {
            **ADULT,
            "nationality": "DZ",
            "goal": goal,
            "ground": "famille_etranger",
            "foreign_family_link": "famille_apatride",
            "life_together": True,
            "marital_status": "marie",
            "long_stay_visa": False,
        }
        for goal in ("premiere_demande", "ne_sais_pas")
    ],
    # CESEDA L. 424-13, L. 424-21.
    "resident_protege_attendre": [
        {
            **ADULT,
            **RESIDENT,
            "nationality": "ML",
            "current_document": "carte_pluriannuelle",
            "permit_motive": "protection_subsidiaire",
            "expiry_date": DUE,
            "ground": "protection_internationale",
            "protection_status": "protection_subsidiaire",
            "years_regular_stay": 2,
        },
        {
            **ADULT,
            **RESIDENT,
            "nationality": "XXA",
            "current_document": "carte_pluriannuelle",
            "permit_motive": "apatride",
            "expiry_date": DUE,
            "ground": "protection_internationale",
            "protection_status": "apatride",
            "years_regular_stay": 3,
        },
    ],
    # CESEDA L. 424-1: the card follows a decision.
    "resident_sans_protection": [
        {
            **ADULT,
            **RESIDENT,
            "nationality": "CD",
            "ground": "protection_internationale",
            "protection_status": status,
            "years_regular_stay": 0,
        }
        for status in ("aucune", "demande_en_cours")
    ],
    # The agreement knows neither the card « ICT (famille) » nor the seasonal worker's.
    "algerien_accord": [
        {
            **ADULT,
            "nationality": "DZ",
            "ground": "famille_etranger",
            "foreign_family_link": "famille_ict",
            "long_stay_visa": True,
        },
        {
            **ADULT,
            "nationality": "DZ",
            "goal": "renouvellement",
            "current_document": "carte_sejour",
            "permit_motive": "saisonnier",
            "expiry_date": DUE,
            "ground": "travail_salarie",
            "contract": "cdd",
        },
    ],
    # Accord franco-algérien, art. 7 bis: the years of a card that it does not know do not count.
    "algerien_10_ans_trop_tot": [
        {
            **ADULT,
            **RESIDENT,
            "nationality": "DZ",
            "current_document": "certificat_algerien_1_an",
            "permit_motive": "autre",
            "expiry_date": DUE,
            "ground": ground,
            "years_regular_stay": 4,
        }
        for ground in ("sante", "regularisation")
    ],
    # CESEDA L. 423-1, L. 423-4: a first request of who lives alone, the widow's too.
    "conjoint_separe": [
        {
            **ADULT,
            "ground": "famille_francais",
            "french_family_link": "conjoint",
            "life_together": False,
            "years_married": 3,
            "marital_status": state,
            "long_stay_visa": True,
            "years_in_france": 1,
            "years_regular_stay": 0,
        }
        for state in ("veuf", "marie")
    ],
    # CESEDA L. 422-14: of the talents only the researcher.
    "recherche_emploi_qui": [
        {
            **ADULT,
            "nationality": "IN",
            "goal": "changement_motif",
            "current_document": "carte_pluriannuelle",
            "permit_motive": "talent",
            "talent_kind": kind,
            "expiry_date": DUE,
            "ground": "recherche_emploi_apres_etudes",
        }
        for kind in ("artiste", "salarie_qualifie")
    ],
    # CESEDA L. 433-2, L. 411-1: a ten-year title is enough.
    "titre_de_dix_ans_suffit": [
        {
            **ADULT,
            "nationality": "DZ",
            "current_document": "certificat_algerien_10_ans",
            "expiry_date": DUE,
            "ground": "protection_internationale",
            "protection_status": "refugie",
        },
        {
            **ADULT,
            **RESIDENT,
            "nationality": "SY",
            "current_document": "carte_resident",
            "expiry_date": DUE,
            "ground": "protection_internationale",
            "protection_status": "refugie",
            "years_regular_stay": 4,
        },
    ],
    # Who is too old for the young's cards is not asked which childhood they had.
    "jeunesse": [
        {**ADULT, "age": 29, "ground": "jeunesse_en_france"},
        {**ADULT, "age": 40, "nationality": "TD", "ground": "jeunesse_en_france"},
    ],
    # CESEDA L. 561-9: without a protection there is no travel document.
    "titre_de_voyage_attendre": [
        {
            **ADULT,
            "nationality": "GB",
            "goal": "titre_voyage",
            "current_document": "carte_resident",
            "permit_motive": "autre",
            "expiry_date": DUE,
            "protection_status": "aucune",
        },
        {**ADULT, "nationality": "CM", "goal": "titre_voyage", "protection_status": "aucune"},
    ],
}

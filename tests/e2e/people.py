"""The people who are walked through the portal to measure it: who they are, and what they answer.

They are those of the design (docs/measures.md). Dates are so many days from today, so that the one
who is late stays late.
"""

from datetime import date, timedelta

LETTER, DANGER = "goal.refus", "ground.violences_traite"


class Answers(dict):
    """Answers of one person; to the papers' page, those of many; « je ne sais pas » to the rest."""

    USUAL = {
        "residence": "france",
        "beneficiary": "moi",
        "housing": "locataire",
        "marital_status": "celibataire",
        "minor_children": False,
        "has_passport": True,
        "age": 35,
    }

    def __missing__(self, key):
        if key == "birth_country":
            return self["nationality"]
        return self.USUAL.get(key)


def in_days(days):
    return date.today() + timedelta(days=days)  # noqa: DTZ011 - the site's day, on this machine.


def _person(**answers):
    return Answers(answers)


PEOPLE = {
    "étudiante marocaine, Montpellier, renouvelle": _person(
        commune="34172", nationality="MA", goal="renouvellement", current_document="carte_sejour",
        permit_motive="etudiant", same_reason=True, expiry_date=in_days(150), age=24,
    ),
    "épouse algérienne d'un Français, Montauban": _person(
        commune="82121", nationality="DZ", goal="premiere_demande",
        current_document="visa_court_sejour", ground="famille_francais",
        french_family_link="conjoint", marital_status="marie", life_together=True,
        long_stay_visa=False, regular_entry=True, years_married=1, years_regular_stay=0,
        years_in_france=1,
    ),
    "sans papiers, 8 ans, deux enfants à l'école, Nîmes": _person(
        commune="30189", nationality="ML", goal="premiere_demande", current_document="aucun",
        ground="regularisation", regularisation_ground="vie_privee_familiale", contract="aucun",
        long_stay_visa=False, regular_entry=False, years_regular_stay=0, years_in_france=8,
        minor_children=True, marital_status="concubin",
    ),
    "réfugié qui vient d'être reconnu, Nîmes": _person(
        commune="30189", nationality="AF", goal="premiere_demande",
        current_document="attestation_demande_asile", ground="protection_internationale",
        protection_status="refugie",
    ),
    "demandeuse d'asile, Toulouse": _person(
        commune="31555", nationality="CD", goal="asile", current_document="aucun",
        ground="protection_internationale",
    ),
    "Espagnol, Cahors": _person(
        commune="46042", nationality="ES", goal="premiere_demande", current_document="aucun",
        ground="travail_salarie", contract="cdi",
    ),
    "OQTF reçue hier": _person(
        way=LETTER, decision_kind="oqtf", placement="libre", decision_date=in_days(-1),
        commune="34172",
    ),
    "victime de violences": _person(way=DANGER),
    "« je ne sais pas » à tout": _person(
        commune="30189", nationality="ML", goal="ne_sais_pas", passes=True
    ),
    "titre fini depuis cinq mois": _person(
        commune="34172", nationality="CI", goal="renouvellement", current_document="carte_sejour",
        permit_motive="salarie", same_reason=True, expiry_date=in_days(-150), contract="cdi",
    ),
    "carte perdue, date inconnue": _person(
        commune="34172", nationality="MA", goal="duplicata", current_document="carte_resident",
        loss_kind="perte", permit_motive="autre",
        expiry_date=None, ground="travail_salarie", contract="cdi",
    ),
    "à l'étranger, carte volée": _person(
        residence="etranger", nationality="SN", goal="retour_en_france",
        current_document="carte_sejour", permit_motive="salarie", expiry_date=in_days(200),
        loss_kind="vol",
    ),
    "salarié, Béziers, renouvelle": _person(
        commune="34032", nationality="TN", goal="renouvellement", current_document="carte_sejour",
        permit_motive="salarie", same_reason=True, expiry_date=in_days(80), contract="cdi",
    ),
    "Britannique de l'accord de retrait": _person(
        commune="46042", nationality="GB", goal="renouvellement",
        current_document="carte_accord_retrait", expiry_date=in_days(60),
    ),
    "Colombienne qui demande la nationalité": _person(
        commune="31555", nationality="CO", goal="naturalisation", citizenship_ground="decret",
        current_document="carte_pluriannuelle", permit_motive="salarie", years_regular_stay=9,
        years_in_france=9, protection_status="aucune",
    ),
    "parent qui fait voyager son enfant": _person(
        beneficiary="mon_enfant", commune="09122", nationality="AL", goal="voyage_mineur",
        minor_situation="parent_titre_sejour", child_age=10,
    ),
    "réfugié qui a perdu son passeport": _person(
        commune="34172", nationality="AF", goal="passeport_perdu",
        current_document="carte_resident", permit_motive="refugie", loss_kind="perte",
        ground="protection_internationale", protection_status="refugie",
    ),
    "salariée tunisienne, carte de 10 ans": _person(
        commune="34172", nationality="TN", goal="carte_resident",
        current_document="carte_pluriannuelle", permit_motive="salarie",
        expiry_date=in_days(300), ground="travail_salarie", contract="cdi", years_regular_stay=3,
        years_in_france=4,
    ),
    "salarié sénégalais, carte de 10 ans": _person(
        commune="34172", nationality="SN", goal="carte_resident",
        current_document="carte_sejour", permit_motive="salarie", expiry_date=in_days(300),
        ground="travail_salarie", contract="cdi", years_regular_stay=3, years_in_france=4,
    ),
}  # fmt: skip

# Who is walked in Arabic and in English too.
IN_THREE_LANGUAGES = (
    "étudiante marocaine, Montpellier, renouvelle",
    "épouse algérienne d'un Français, Montauban",
    "sans papiers, 8 ans, deux enfants à l'école, Nîmes",
    "OQTF reçue hier",
    "« je ne sais pas » à tout",
)

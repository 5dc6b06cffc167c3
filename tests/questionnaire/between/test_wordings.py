"""The words of sites are found as people type them, in their language."""

import pytest

from procedures.publishing.spelling import bare
from questionnaire.between.wordings import find
from questionnaire.sheets.listing import words_wanted
from tests.languages import LANGUAGES


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("CSS_MANUELS_A_AFFECTER", "css_manuels_a_affecter"),
        ("css manuel a afecter", "css_manuels_a_affecter"),
        ("demande en cour d'instruction", "demande_en_cours_d_instruction"),
        ("passeport pret", "passeport_disponible"),
        ("في قيد الدراسة", "demande_en_cours_d_instruction"),
        ("البطاقة جاهزة", "titre_disponible"),
        ("card ready", "titre_disponible"),
        ("my passport is ready", "passeport_disponible"),
        ("refus de naturalisation", "decision_negative_en_delais_recours"),
        ("je n'ai pas de réponse depuis 4 mois", "sans_reponse"),
        ("لا جواب", "sans_reponse"),
        # What has the shortest time limit, of two sites that use the same words.
        ("décision défavorable", "decision_defavorable_sejour"),
        ("DECISION_DEFAVORABLE", "decision_defavorable"),
        ("j'ai reçu une lettre de refus", "decision_defavorable_sejour"),
        ("décision d'irrecevabilité", "asile_refuse"),
        ("OQTF", "obligation_de_quitter"),
        ("تم رفض طلبي", "decision_defavorable_sejour"),
        ("dossier classé sans suite", "classe_sans_suite"),
        ("on me demande un complément", "complement_demande"),
        # What people type for what happens to them: no refusal, no good news.
        ("Mon titre de séjour a fini hier", "titre_fini"),
        ("انتهت بطاقتي", "titre_fini"),
        ("mon patron veut me suspendre", "employeur_veut_un_papier"),
        ("France Travail va fermer mon compte", "france_travail_ferme"),
        ("je ne trouve pas de rendez-vous", "aucun_creneau"),
        ("loyer", "location_papier"),
        ("landlord", "location_papier"),
        ("CAF", "caf_arretee"),
        ("la cpam m'écrit", "soins_fin_de_droits"),
        ("banque", "banque_refuse"),
        ("le site affiche une erreur au code photo", "code_photo_refuse"),
        ("رمز الصورة", "code_photo_refuse"),
        ("radié", "france_travail_ferme"),
        ("no appointment is ever free", "aucun_creneau"),
        ("il n'y a jamais de rendez-vous", "aucun_creneau"),
        ("pas de rdv", "aucun_creneau"),
        ("dossier fermé", "demande_cloturee"),
        ("ils ne répondent pas", "sans_reponse"),
        # The code of a « compte rendu » has a word of it.
        ("compte bloqué", "compte_bloque"),
        ("account blocked", "compte_bloque"),
        ("حساب محظور", "compte_bloque"),
    ],
)
def test_words_are_found_as_people_type_them(shipped, query, expected):
    assert find(shipped, query, "fr")[0].id == expected


TROUBLES = {
    "employeur_veut_un_papier": {
        "fr": "employeur demande papier",
        "en": "employer asks for a paper",
        "ar": "صاحب العمل يطلب ورقة",
    },
    "france_travail_ferme": {
        "fr": "france travail compte bloqué",
        "en": "france travail account blocked",
        "ar": "حساب فرانس ترافاي مغلق",
    },
    "sans_reponse": {
        "fr": "pas de réponse 4 mois",
        "en": "no answer for 4 months",
        "ar": "لا جواب منذ 4 أشهر",
    },
    "titre_fini": {"fr": "carte finie hier", "en": "my card expired", "ar": "انتهت بطاقتي أمس"},
    "recepisse_finit": {
        "fr": "mon recepise se termine dans 10 jours",
        "en": "my receipt expires soon",
        "ar": "الوصل ينتهي",
    },
    "compte_d_un_autre": {
        "fr": "un intermédiaire a mon compte",
        "en": "someone else has my account",
        "ar": "شخص آخر فتح حسابي",
    },
    "adresse_electronique": {"fr": "pas d'email", "en": "no email", "ar": "ليس لدي بريد إلكتروني"},
    "caf_arretee": {"fr": "loyer CAF", "en": "rent CAF", "ar": "الإيجار CAF"},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_eight_troubles_are_found_first_in_each_language(shipped, language):
    first = {
        code: find(shipped, typed[language], language)[0].id for code, typed in TROUBLES.items()
    }
    assert first == {code: code for code in TROUBLES}


def test_every_wording_is_found_by_its_own_words(shipped):
    for one in shipped.wordings.values():
        # Two sites may use the same words.
        assert bare(find(shipped, one.words, "fr")[0].words) == bare(one.words)


def test_a_word_of_good_news_and_of_what_cannot_wait_is_no_good_news(shipped):
    def words(urgency):
        listed = [one for one in shipped.wordings.values() if one.urgency == urgency]
        return {word for one in listed for word in words_wanted(" ".join((one.words, *one.typed)))}

    shared = words("bien") & words("aujourdhui")
    assert "decision" in shared
    assert not [word for word in shared if find(shipped, word, "fr")[0].urgency == "bien"]


@pytest.mark.parametrize("query", ["", "tralala", "مرحبا", "12345", "pas d’internet", "x" * 100])
def test_unknown_words_find_nothing(shipped, query):
    assert find(shipped, query, "fr") == []

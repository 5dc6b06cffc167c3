"""The everyday words of the counter are found, and mean what people mean by them."""

import pytest

from procedures.drafting.conditions.meanings import meanings
from procedures.drafting.words.conditions import DraftWording
from procedures.drafting.words.names import Names
from procedures.exchange import load_into_database
from procedures.models import Choice, Question
from tests.kept_rows import KeptRows
from tests.shipped import shipped_plain

pytestmark = pytest.mark.one_database


def load():
    sections = ("questions", "derived_facts", "groups")
    load_into_database({name: shipped_plain()[name] for name in sections})


QUESTIONS = KeptRows(load)

# Each word, and the lines that it may mean: one is taken, several are asked.
EVERYDAY = {
    "locataire": {"housing is locataire"},
    "loyer": {"housing is locataire"},
    "propriétaire": {"housing is proprietaire"},
    "hébergé": {"housing is heberge"},
    "sdf": {"housing is domicilie"},
    "marié": {"marital_status is marie"},
    "mariée": {"marital_status is marie"},
    "pacsé": {"marital_status is pacse"},
    "divorcée": {"marital_status is divorce"},
    "veuf": {"marital_status is veuf"},
    "veuves": {"marital_status is veuf"},
    "mineur": {"age lt 18", "beneficiary is mon_enfant"},
    "majeur": {"age gte 18"},
    "étudiant": {"ground is etudes", "permit_motive is etudiant"},
    "étudiantes": {"ground is etudes", "permit_motive is etudiant"},
    "salarié": {"ground is travail_salarie", "permit_motive is salarie"},
    "CDI": {"contract is cdi"},
    "cdd": {"contract is cdd"},
    "intérim": {"contract is cdd"},
    "chômage": {"contract is aucun"},
    "patron": {"ground is travail_independant"},
    "auto-entrepreneur": {"ground is travail_independant"},
    "retraité": {"ground is retraite", "permit_motive is retraite"},
    "sans papiers": {"ground is regularisation", "current_document is aucun"},
    "expiré": {"expiry_date past"},
    "périmée": {"expiry_date past"},
    "perdu": {"loss_kind is perte"},
    "volée": {"loss_kind is vol"},
    "visa long séjour": {
        "long_stay_visa is True",
        "current_document is vls_ts",
        "current_document is vls_carte_a_solliciter",
    },
    "récépissé": {"current_document is recepisse", "goal is recepisse"},
    "Algérien": {"nationality is DZ", "birth_country is DZ"},
    "marocaine": {"nationality is MA", "birth_country is MA"},
    "Européen": {"nationality in_group ue_eee_suisse"},
    "réfugié": {"protection_status is refugie", "permit_motive is refugie"},
    "demandeur d'asile": {
        "protection_status is demande_en_cours",
        "current_document is attestation_demande_asile",
        "goal is asile",
    },
    "enfant français": {"french_family_link is parent_enfant_francais"},
    "parent d'enfant français": {"french_family_link is parent_enfant_francais"},
    "conjoint de Français": {"french_family_link is conjoint"},
    "regroupement familial": {
        "foreign_family_link is regroupement_familial",
        "goal is regroupement_familial",
    },
    "malade": {"ground is sante"},
    "soins": {"ground is sante"},
    "handicapé": {"ground is sante", "ground is accident_travail"},
    "violences": {"ground is violences_traite", "violence_kind is violences_conjugales"},
    "passeport": {"has_passport is True"},
    "salaire": {"ground is travail_salarie"},
    "smic": {"ground is travail_salarie"},
    "impôts": {"years_in_france"},
    "Hérault": {"departement is 34"},
}


@pytest.fixture
def mean(db):
    """A function: what a word means in the shipped questions, and whether it is sure."""
    QUESTIONS.put()
    names = Names()
    words = DraftWording(names)
    return lambda word: meanings(word, names, words)


def line(meaning):
    return " ".join([meaning.fact, meaning.test, *map(str, meaning.values)]).strip()


def test_everyday_words_are_found_first_and_mean_what_people_mean(mean):
    names = Names()
    wrong = {}
    for word, expected in EVERYDAY.items():
        found = mean(word)
        first = {line(one) for one in found.found[: len(expected)]}
        refused = [one for one in found.found if names.condition_problems(one.condition() or {})]
        if refused or first != expected or found.sure != (len(expected) == 1):
            wrong[word] = ([line(one) for one in found.found], found.sure)
    assert wrong == {}


def test_a_meaning_is_said_in_words(mean):
    (first, *_) = mean("loyers").found
    assert (first.title, first.detail) == ("Je loue mon logement", "réponse à « Où logez-vous ? »")
    assert first.word == "loyer"
    (minor, *_) = mean("majeurs").found
    assert minor.title == "Quel âge avez-vous ? est au moins 18"


def test_a_word_with_several_meanings_takes_none(mean):
    found = mean("carte")
    assert not found.sure
    assert len(found.found) > 3


def test_nothing_is_made_up(mean):
    assert mean("caution").found == ()
    assert mean("  ").found == ()


def test_a_town_is_found_by_its_name(mean):
    assert [line(one) for one in mean("Béziers").found] == ["commune is 34032"]


def test_a_word_that_an_agent_adds_is_found(mean):
    assert mean("pantoufle").found == ()
    Choice.objects.filter(question__key="housing", value="hotel").update(synonyms=["pantoufle"])
    Question.objects.filter(key="age").update(synonyms=["centenaire (plus de 99)"])
    names = Names()
    words = DraftWording(names)
    assert [line(one) for one in meanings("pantoufles", names, words).found] == ["housing is hotel"]
    assert [line(one) for one in meanings("centenaires", names, words).found] == ["age gt 99"]

"""Nobody tells what they are never asked: what a case is asked gives the answer of the case."""

from datetime import date
from functools import cache

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation, listed, procedure_result
from procedures.engine.relevance import needs_of
from procedures.engine.situation import Situation
from procedures.engine.values.facts import parse_date
from questionnaire.result.others import sort_orientations
from tests.shipped import shipped_plain, shipped_rules

TODAY = date(2026, 11, 24)
# Cases that say two things of one person: the words on the card are what is asked.
CONTRADICTED = {("apatride_titre", "Vous craignez vous-même d'être en danger")}


@cache
def walked_cases():
    """Return {id of a case: (its answers, the situation of whoever answers what is asked)}."""
    rules, found = shipped_rules(), {}
    for case in shipped_plain()["cases"]:
        answers = read_answers(rules, case["answers"])
        today = parse_date(case.get("today")) or TODAY
        found[case["id"]] = answers, walk(rules, answers, today)
    return found


def whole_of(answers, walked):
    """Return the situation of whoever answers that, and all that the case says."""
    return Situation(shipped_rules(), walked.answers | answers, walked.today)


def test_what_is_asked_gives_the_answer_of_each_case():
    found = {name: differences(*one) for name, one in walked_cases().items()}
    assert found
    assert {name: told for name, told in found.items() if told} == {}


def differences(answers, walked):
    """Return {what the answers to questions that are not asked change: [those questions]}."""
    untold = [key for key in answers if key not in walked.answers]
    if not untold:
        return {}
    whole, asked = told(whole_of(answers, walked)), told(walked)
    changed = [name for name in whole if whole[name] != asked[name]]
    if not changed:
        return {}
    alone = [key for key in untold if told(walked.with_answer(key, answers[key])) != asked]
    return {name: (asked[name], whole[name], alone or untold) for name in changed}


def test_no_warning_of_a_card_rests_on_an_answer_that_is_not_asked():
    """It is told in the words of a question instead: whoever is concerned knows."""
    found = {name: unread(*one) for name, one in walked_cases().items()}
    assert {name: told for name, told in found.items() if told} == {}


def unread(answers, walked):
    """Return the warnings that are lost to whoever answers only what is asked."""
    if not set(answers) - set(walked.answers):
        return []
    return sorted(warnings(whole_of(answers, walked)) - warnings(walked) - CONTRADICTED)


def warnings(situation):
    return {
        (one.id, text["fr"][:40])
        for one, certain, recommended in listed(situation)
        if certain and recommended
        for text in procedure_result(situation, one, certain=True, recommended=True).warnings
    }


def walk(rules, answers, today):
    """Return the situation of whoever answers only what is asked.

    What a case does not answer is « je ne sais pas », or passed: it tells nothing of it.
    """
    situation, passed = Situation(rules, {}, today), set()
    while asked := [key for key in needs_of(situation).askable() if key not in passed]:
        if asked[0] in answers or rules.questions[asked[0]].allow_unknown:
            situation = situation.with_answer(asked[0], answers.get(asked[0]))
        passed.add(asked[0])
    return situation


def told(situation):
    """Return what the cards of a person say first: their procedures, verdicts and days."""
    best = [one for one, certain, recommended in listed(situation) if certain and recommended]
    cards = [procedure_result(situation, one, certain=True, recommended=True) for one in best]
    risks = [one.stance.orientation if one.stance else None for one in cards]
    return {
        "démarches": [one.id for one in best],
        "verdicts": [
            (one.stance_name, one.stance and one.stance.last_day, risk and risk.id)
            for one, risk in zip(cards, risks, strict=True)
        ],
        "jours": [
            (step.step.id, step.opens, step.closes)
            for one in cards
            for step in one.steps
            if step.certain and (step.opens or step.closes)
        ],
    }


# {what stands beside an answer: the fact that it needs, and that is not asked of everybody}
NEEDS_A_FACT = {
    "algerien_10_ans_trop_tot": "the years of stay, asked where a card depends on them",
    "carte_de_resident": "the years of stay",
    "faire_venir_sa_famille": "the years of stay",
    "ne_en_france_deja_francais": "the age",
    "mineur_avec_un_adulte": "the age, where the day of the 18th birthday is asked instead",
    "mineur_seul": "the age",
    "enfant_adopte_ou_recueilli": "the age",
    "enfant_nationalite": "the age of the child",
    "famille_sans_titre": "the document: in doubt, the line of everybody's family stands there",
    "famille_de_protege_subsidiaire": "the reason, where the words on the card are asked instead",
    "famille_de_refugie": "the reason",
    "famille_d_apatride": "the reason",
    "raison_inconnue": "the reason",
    "reponse_asile": "the reason",
    "reponse_a_la_demande_de_titre": "the reason",
    "reponse_a_une_autre_demande": "the words on the card",
}


def test_what_stands_beside_an_answer_rests_on_what_is_asked():
    """Else it is written for nobody. A careful one is also read in doubt: none of it is lost."""
    lost = set()
    for answers, walked in walked_cases().values():
        if set(answers) - set(walked.answers):
            lost |= beside(whole_of(answers, walked)) - beside(walked)
    assert lost - set(NEEDS_A_FACT) == set()
    assert set(NEEDS_A_FACT) - lost == set(), "no longer lost: take it out"


def beside(situation):
    """Return the orientations that a page shows: those in doubt too, where they are careful."""
    shown = sort_orientations(evaluate_situation(situation).orientations)
    return {one.id for one in (*shown.urgent, *shown.beside, *shown.household)}

"""A broken invariant blocks: nobody can publish what the catalogue promises never to show."""

from copy import deepcopy
from datetime import date

import pytest

from procedures.engine.evaluation import evaluate_situation
from procedures.engine.proofs.diagrams import FALSE, NOT_FALSE
from procedures.engine.proofs.invariants import broken_invariants
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.publishing import communes
from procedures.publishing.checks.proofs import findings
from tests.shipped import shipped_plain

from .planted_promises import PLANTED, sheet_of

TODAY = date(2026, 11, 26)
# The days after two rules end (« métiers en tension », temporary protection), and a year ahead.
LATER = (date(2027, 1, 1), date(2027, 3, 5), date(2027, 11, 26))
DAYS = (TODAY, *LATER)


def shipped():
    """The plain shipped catalogue, to plant a fault in."""
    return deepcopy(shipped_plain())


def promises():
    return [one["id"] for one in shipped_plain()["invariants"]]


def rules_of(plain):
    return rule_set_from_plain(plain, communes.arrondissements())


def broken(plain, day=TODAY):
    rules = rules_of(plain)
    return {one.place.path for one in broken_invariants(Meaning(Space([rules], day), rules))}


@pytest.mark.whole  # On the first day, the check of test_shipped_catalogue.py proves it too.
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_shipped_catalogue_keeps_its_promises(day):
    assert broken(shipped(), day) == set()


@pytest.mark.whole  # test_proofs.py slips one into a small catalogue.
def test_a_consulate_slipped_into_a_safe_sheet_blocks():
    plain = shipped()
    (sheet,) = (one for one in plain["procedures"] if one["id"] == "perte_passeport_protege")
    sheet["steps"][0]["text"] += " Demandez un nouveau passeport au consulat de votre pays."
    (problem,) = (one for one in findings(plain, rules_of(plain), TODAY) if one.blocking)
    assert problem.path == f"perte_passeport_protege.steps.{sheet['steps'][0]['id']}"
    assert "garantie non tenue" in problem.message
    assert "Par exemple" in problem.message


@pytest.mark.whole  # The engine's own tests plant the same fault in a small catalogue.
def test_a_new_paper_from_home_is_found():
    plain = shipped()
    (sheet,) = (one for one in plain["procedures"] if one["id"] == "demande_asile")
    sheet["documents"].append({"document": "legalisation_apostille"})
    assert "legalisation_apostille" in broken(plain)


# test_proofs.py and the engine's test_days.py plant the same in small catalogues.
@pytest.mark.whole
def test_what_goes_wrong_on_a_later_day_is_told_today_with_that_day():
    """Two faults at once, as each proof of the whole catalogue takes seconds."""
    plain = shipped()
    sheet = sheet_of(plain, "perte_passeport_protege")
    text = "Demandez un nouveau passeport au consulat de votre pays."
    sheet["warnings"].append({"text": text, "from": "2027-06-01"})
    for step in sheet_of(plain, "dcem")["steps"]:
        step["until"] = TODAY.isoformat()
    # Each is the only one of its kind: nothing is to say of the catalogue as it is.
    found = [one for one in findings(plain, rules_of(plain), TODAY) if one.blocking or one.fault]
    (named,) = (one for one in found if one.blocking)
    (gap,) = (one for one in found if not one.blocking)
    assert named.path == f"perte_passeport_protege.warnings.{len(sheet['warnings']) - 1}"
    assert named.message.startswith("à partir du 01/06/2027 : garantie non tenue")
    assert gap.path == "dcem"
    assert gap.message.startswith("à partir du 27/11/2026 : ")
    assert "peut n'avoir aucune étape certaine" in gap.message
    assert named.witness
    assert gap.witness


@pytest.fixture(scope="module")
def planted():
    """All faults at once, as each proof of the whole catalogue takes seconds."""
    plain = shipped()
    # In the order of the catalogue: a warning that is added to a sheet is named by its place there.
    places = {one: PLANTED[one](plain) for one in promises()}
    rules = rules_of(plain)
    found = list(broken_invariants(Meaning(Space([rules], TODAY), rules)))
    return places, rules, found


def test_every_promise_has_a_planted_fault():
    assert sorted(PLANTED) == sorted(promises())


@pytest.mark.parametrize("promise", PLANTED)
def test_a_fault_against_each_promise_is_found_with_somebody_who_shows_it(planted, promise):
    places, rules, findings = planted
    (found,) = (one for one in findings if (one.subject, one.place.path) == places[promise])
    situation = Situation(rules, found.witness, TODAY)
    assert situation.truth(rules.invariants[promise].when) is not False
    shown = {one.procedure.id for one in evaluate_situation(situation).procedures}
    shown |= {
        one.id
        for one, clause in situation.compiled.milestones
        if situation.settled.truth(clause) is not False
    }
    assert found.place.path.partition(".")[0] in shown


# What renews the provisional paper itself counts from its end.
OWN_RENEWALS = {
    "renouvellement_recepisse_aps.demander",
    "protection_temporaire_renouvellement.demander",
}


def test_no_sixtieth_day_is_counted_from_the_end_of_a_receipt():
    """The promise hears words: a window that says nothing of its days is a date on the card too."""
    found, counted = counted_from_the_end(
        "papier_provisoire_jamais_le_60e_jour",
        lambda step: step.closes and (step.closes.fact, step.closes.shift.days) == EXPIRY_60,
    )
    assert counted > 50
    assert found == set()


def test_no_filing_waits_for_the_end_of_a_provisional_paper():
    """Whatever the days: who holds no title has no end of a title to wait for."""
    found, counted = counted_from_the_end(
        "papier_provisoire_jamais_les_deux_mois",
        lambda step: step.opens and step.opens.fact == "expiry_date",
    )
    assert counted > 100
    assert found == OWN_RENEWALS


EXPIRY_60 = ("expiry_date", -60)


def counted_from_the_end(promise, is_counted):
    """Return the steps with such a window that somebody of a promise gets, and how many have it."""
    rules = rules_of(shipped_plain())
    meaning = Meaning(Space([rules], TODAY), rules)
    store = meaning.store
    receipt = meaning.truth(rules.invariants[promise].when)
    found, counted = set(), 0
    for procedure in rules.procedures.values():
        kind = meaning.channel_kind(procedure)
        for step in filter(is_counted, procedure.steps):
            counted += 1
            care = store.restrict(meaning.valid, meaning.listed(procedure), NOT_FALSE)
            for truth in (meaning.truth(step.when, kind), receipt):
                care = store.restrict(care, truth, NOT_FALSE)
            found |= {f"{procedure.id}.{step.id}"} if care != FALSE else set()
    return found, counted

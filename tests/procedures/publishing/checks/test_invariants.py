"""A broken invariant blocks: nobody can publish what the catalogue promises never to show."""

from copy import deepcopy
from datetime import date

import pytest

from procedures.engine.proofs.invariants import broken_invariants
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.publishing import communes
from procedures.publishing.checks.proofs import findings
from tests.shipped import shipped_plain

TODAY = date(2026, 11, 26)
# The days after two rules end (« métiers en tension », temporary protection), and a year ahead.
LATER = (date(2027, 1, 1), date(2027, 3, 5), date(2027, 11, 26))
DAYS = (TODAY, *LATER)


def shipped():
    """The plain shipped catalogue, to plant a fault in."""
    return deepcopy(shipped_plain())


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


def sheet_of(plain, name):
    return next(one for one in plain["procedures"] if one["id"] == name)


def a_longer_delay_first(plain):
    """The month of who is free, above the 48 hours of who is locked up."""
    steps = sheet_of(plain, "refus_titre_oqtf")["steps"]
    names = [one["id"] for one in steps]
    step = steps.pop(names.index("recours_libre"))
    steps.insert(names.index("recours_retention"), step)
    return "refus_titre_oqtf.steps.recours_libre"


def hours_without_help(plain):
    sheet = sheet_of(plain, "duplicata_perte")
    sheet["summary"] = "Vous avez 48 heures."
    return "duplicata_perte"


def a_risk_for_some_only(plain):
    (advice,) = (one for one in plain["orientations"] if one["id"] == "sans_titre_pas_seul")
    advice["when"]["goal"] = [one for one in advice["when"]["goal"] if one != "retrait_suivi"]
    return "retrait_titre_remise"


def an_expired_title_told_nothing(plain):
    (advice,) = (one for one in plain["orientations"] if one["id"] == "sans_titre_pas_seul")
    advice["when"]["any"] = [one for one in advice["when"]["any"] if "expiry_date" not in one]
    return "dz_etudiant"


def a_minor_told_of_no_adult(plain):
    (advice,) = (one for one in plain["orientations"] if one["id"] == "mineur_avec_un_adulte")
    advice["when"]["age"] = {"lt": 16}
    return "attestation_accueil"


def a_right_that_the_agreement_excludes(plain):
    warning = {"text": "La loi protège votre titre.", "when": {"ground": "violences_traite"}}
    sheet_of(plain, "restitution_perte_droits")["warnings"].append(warning)
    place = len(sheet_of(plain, "restitution_perte_droits")["warnings"]) - 1
    return f"restitution_perte_droits.warnings.{place}"


# These show in one sheet each, in its own place: they are proved at once.
TOGETHER = (a_longer_delay_first, hours_without_help, a_right_that_the_agreement_excludes)
# What is planted in an orientation shows in many sheets. The engine's own tests plant the same in
# small catalogues.
ALONE = (a_risk_for_some_only, an_expired_title_told_nothing, a_minor_told_of_no_adult)


@pytest.mark.parametrize(
    "plants",
    [
        pytest.param(TOGETHER, id="sheets"),
        *(pytest.param((one,), id=one.__name__, marks=pytest.mark.whole) for one in ALONE),
    ],
)
def test_a_fault_against_each_promise_is_found(plants):
    plain = shipped()
    places = {plant(plain) for plant in plants}
    assert places <= broken(plain)

"""The shipped catalogue: it passes its own check, and every case is met."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from procedures.engine.conditions.tree import facts_of
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.schema.serialization import check_plain, rule_set_from_plain
from procedures.exchange import check_storable
from procedures.models import NATIONAL
from procedures.publishing import communes, hosts, links
from procedures.publishing.cases import run_case, situation_of
from procedures.publishing.checks import checker
from procedures.publishing.local_cases import place_of
from procedures.publishing.parts import preparing
from tests.languages import TRANSLATED
from tests.shipped import shipped_plain, shipped_rules

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"
TODAY = date(2026, 11, 24)
OF_THE_HOST = {
    "attestation_hebergement",
    "piece_identite_hebergeant",
    "justificatif_domicile_hebergeant",
}


def shipped():
    return shipped_plain(), shipped_rules()


def test_nothing_blocks():
    plain, _ = shipped()
    assert [str(one) for one in check_plain(plain) if one.blocking] == []
    assert [str(one) for one in check_storable(plain) if one.blocking] == []


def test_cases_are_met():
    plain, rules = shipped()
    failures = {case["id"]: run_case(rules, case, TODAY) for case in plain["cases"]}
    assert failures
    assert {name: found for name, found in failures.items() if found} == {}


def national_cases_where_somebody_decides():
    """Return the national cases that lead to a département which has a part of its own."""
    plain, rules = shipped()
    own = set(plain["departments"]) - {NATIONAL}
    national = [case for case in plain["cases"] if not case.get("department")]
    return [case for case in national if place_of(rules, case, TODAY) in own]


def test_no_national_case_expects_what_a_departement_decides():
    """How one files, and the papers that depend on it, are expected by the département's cases."""
    _, rules = shipped()
    cases = national_cases_where_somebody_decides()
    assert cases
    assert [case["id"] for case in cases if "channel" in case["expect"]] == []
    found = {case["id"]: papers_named(case) & papers_by_channel(rules, case) for case in cases}
    assert {name: papers for name, papers in found.items() if papers} == {}


def papers_named(case):
    lists = (case["expect"].get("documents") or {}).values()
    lines = [line for one in lists for line in one]
    return {name for line in lines for name in (line if isinstance(line, list) else [line])}


def papers_by_channel(rules, case):
    """Return the papers of which a line depends on the channel, in what the case is about."""
    expect = case["expect"]
    several = [name for one in expect.get("procedures_any_of", ()) for name in one]
    named = [expect["of"]] if "of" in expect else [*expect.get("procedures", ()), *several]
    lines = [line for name in named for line in rules.procedures[name].documents]
    return {name for line in lines if "channel" in facts_of(line.when) for name in line.documents}


# The structure is read above; here everybody files otherwise, and dates are looked at too.
@pytest.mark.whole
@pytest.mark.parametrize("channels", [[], [{"kind": "anef"}], [{"kind": "postal"}]])
def test_no_national_case_fails_because_a_departement_receives_otherwise(channels):
    plain, _ = shipped()
    departments = {
        code: {**one, "channels": channels, "overrides": []}
        for code, one in plain["departments"].items()
    }
    otherwise = rule_set_from_plain(
        {**plain, "departments": departments}, communes.arrondissements()
    )
    cases = national_cases_where_somebody_decides()
    failures = {case["id"]: run_case(otherwise, case, TODAY) for case in cases}
    assert {name: found for name, found in failures.items() if found} == {}


def test_every_procedure_has_somebody_it_applies_to_and_somebody_undecided():
    plain, rules = shipped()
    expected, undecided = set(), set()
    for case in plain["cases"]:
        expected |= set(case["expect"].get("procedures", ()))
        expected |= set().union(*case["expect"].get("procedures_any_of", ()))
        undecided |= set(case["expect"].get("possible", ()))
    assert set(rules.procedures) - expected == set()
    assert len(undecided) >= len(rules.procedures) // 2


def test_no_victim_is_told_to_wait_for_the_day_on_which_a_window_opens():
    """A protection order gives the card « dans les plus brefs délais » (L. 425-6)."""
    plain, rules = shipped()
    sheets = [one for one in plain["procedures"] if one["family"] == "violences"]
    opening = [
        (one["id"], step["id"])
        for one in sheets
        for step in one["steps"]
        if step.get("window", {}).get("from")
    ]
    cases = [one for one in plain["cases"] if one["answers"].get("ground") == "violences_traite"]
    assert sheets
    assert cases
    waiting = [
        (case["id"], one.procedure.id)
        for case in cases
        for one in evaluate_situation(situation_of(rules, case, TODAY)).procedures
        if one.recommended and one.stance and one.stance.stance.stance == "attendre"
    ]
    assert (opening, waiting) == ([], [])


def test_every_statement_of_law_says_where_it_comes_from_and_when_it_was_checked():
    _, rules = shipped()
    entries = [*rules.procedures.values(), *rules.documents.values(), *rules.fees.values()]
    missing = [one.id for one in entries if not one.source.reference or not one.source.checked_on]
    assert missing == []


def test_nothing_but_unknown_channels_is_left_to_say_of_the_rules():
    """Among others, every promise of ``invariants.yaml`` is kept."""
    plain, _ = shipped()
    assert len(plain["invariants"]) >= 8
    assert [str(one) for one in checker.check(plain, TODAY) if one.fault] == []


def test_only_sources_have_old_addresses_without_encryption():
    plain, _ = shipped()
    old = [link for link in links.links_of(plain) if not links.is_secure(link.url)]
    assert {link.role for link in old} == {links.SOURCE}


@pytest.mark.django_db
def test_it_leads_to_sites_of_the_approved_list_only():
    """A new installation publishes it at once, with nobody there to confirm a site."""
    plain, _ = shipped()
    assert [link.url for link in hosts.unapproved({}, preparing.split(plain))] == []


def test_no_two_documents_share_an_explanation_and_each_says_where_to_get_it():
    _, rules = shipped()
    explanations = Counter(one.explanation["fr"] for one in rules.documents.values())
    assert [text for text, count in explanations.items() if count > 1] == []
    assert [one.id for one in rules.documents.values() if not one.how_to_get] == []


def test_who_flees_a_violent_person_is_told_before_a_paper_of_whoever_houses_them():
    """The one who hits may be the one who houses: the risk is read on the line, and not inside."""
    rules = shipped()[1]
    lines = [
        (procedure.id, one)
        for procedure in rules.procedures.values()
        if procedure.family == "violences"
        for one in procedure.documents
        if OF_THE_HOST & {*one.documents}
    ]
    assert len(lines) >= len(OF_THE_HOST)
    untold = [
        (name, one.documents)
        for name, one in lines
        if not (
            one.for_some
            and "Seulement si cette personne ne vous fait pas de mal." in one.note["fr"]
        )
    ]
    assert untold == []
    asked = [one.note["fr"] for _, one in lines if "attestation_hebergement" in one.documents]
    assert all("ne lui demandez rien" in note for note in asked)


def test_every_question_of_the_vocabulary_explains_itself():
    _, rules = shipped()
    assert [key for key, one in rules.questions.items() if not one.why] == []
    unknown = [one for one in rules.questions.values() if one.allow_unknown]
    assert [one.key for one in unknown if not one.unknown_help] == []


def test_no_question_asks_whether_a_law_applies():
    """The doubt of the catalogue is told in an answer: nobody is asked to do a lawyer's work."""
    _, rules = shipped()
    of_a_lawyer = re.compile(r"\b(accord|loi|convention|traité|article|s'applique|confirm\w+)\b")
    texts = {
        (one.key, text["fr"])
        for one in rules.questions.values()
        for text in (one.text, one.assisted)
        if text
    }
    assert sorted(found for found in texts if of_a_lawyer.search(found[1])) == []


def test_everybody_ends_with_a_useful_answer():
    _, rules = shipped()
    last = list(rules.orientations.values())[-1]
    assert not getattr(last.when, "parts", True)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_from_todays_french(language):
    plain, rules = shipped()
    folder = f"translations/{language}/"
    assert [str(one) for one in check_plain(plain) if one.file.startswith(folder)] == []
    assert all(language in one.title for one in rules.procedures.values())


def ends_with_the_card(end):
    return bool(end) and end["fact"] == "expiry_date" and len(end) == 1


def test_no_request_of_a_resident_card_may_wait_for_the_end_of_the_card():
    """The last day that is safe to file is that of the renewal (R. 431-5), or there is none.

    Only a renewal that is not filed on the ANEF may be filed until the title ends.
    """
    plain, _ = shipped()
    asked = [
        one
        for one in plain["procedures"]
        if one["family"] == "carte_resident"
        and one["when"].get("demande") != "renouvellement"
        # These are cards of another kind, and are renewed.
        and one["id"] not in ("carte_resident_retraite", "rente_at_mp")
    ]
    assert asked
    steps = [
        (one["id"], step["id"])
        for one in asked
        for step in one["steps"]
        if step.get("place") == "canal"
        and ends_with_the_card(step.get("window", {}).get("to"))
        and step.get("when", {}).get("not") != {"channel": "anef"}
    ]
    stances = [
        (one["id"], stance["stance"])
        for one in asked
        for stance in one["stances"]
        if ends_with_the_card(stance.get("last_day")) and stance["stance"] != "en_retard"
    ]
    assert (steps, stances) == ([], [])


# A paper that may not come, or may not say it: the right to work is told with the paper alone.
ANOTHER_PAPER = re.compile(r"prouve seulement|preuve d|récépissé|si votre carte|à temps|guichet")


def test_nobody_reads_that_they_may_work_while_the_paper_that_permits_it_is_unknown():
    told = {
        one["id"]: one["meanwhile"]["text"]
        for one in shipped_plain()["procedures"]
        if one.get("meanwhile", {}).get("may_work")
    }
    assert "refugie_carte_resident" in told
    assert {name for name, text in told.items() if ANOTHER_PAPER.search(text)} == set()

"""The shipped catalogue carries all that annexe 10 asks for, and its page says so."""

import copy

import pytest
from django.conf import settings
from django.utils import timezone

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange import read_folder
from procedures.publishing import communes
from scripts import law_claims as claims
from scripts import law_coverage, law_page
from scripts import law_table as table

FOLDER = settings.ROOT / "catalogue"
FILE = "law/annexe10.yaml"


@pytest.fixture(scope="module")
def plain():
    return read_folder(FOLDER)


def unexplained(plain):
    rule_set = rule_set_from_plain(plain, communes.arrondissements())
    law = table.read_law("annexe10", rule_set)
    return claims.unexplained(law, FILE, rule_set, timezone.localdate())


def test_nothing_of_annexe_10_is_unexplained(plain):
    assert [str(problem) for problem in unexplained(plain)] == []


def test_annexe_10_has_its_69_titles_and_1055_items(plain):
    law = table.read_law("annexe10", rule_set_from_plain(plain, communes.arrondissements()))
    assert (len(law.titles), law.count) == (69, 1055)


def test_a_document_that_a_procedure_asks_for_no_more_is_noticed(plain):
    changed = copy.deepcopy(plain)
    (card,) = (one for one in changed["procedures"] if one["id"] == "jeune_au_pair")
    card["documents"] = [
        line for line in card["documents"] if line.get("document") != "convention_au_pair"
    ]
    (problem,) = unexplained(changed)
    assert (problem.file, problem.path) == (FILE, "61.0.61-0-07")
    assert problem.message.startswith("« jeune_au_pair » ne demande pas « convention_au_pair »")


@pytest.mark.whole  # One that is asked for no more is noticed, above.
def test_a_document_that_is_asked_at_another_stage_is_noticed(plain):
    changed = copy.deepcopy(plain)
    (card,) = (one for one in changed["procedures"] if one["id"] == "saisonnier")
    (line,) = (
        one for one in card["documents"] if one.get("document") == "respect_duree_saisonnier"
    )
    line["when"] = {"demande": "premiere"}
    assert [problem.path for problem in unexplained(changed)] == ["24.3.24-3-03"]


def test_the_script_counts_and_the_page_is_up_to_date(plain, capsys):
    law_coverage.main(["annexe10"])
    assert capsys.readouterr().out.endswith("\n0 à expliquer.\n")
    law = table.read_law("annexe10", rule_set_from_plain(plain, communes.arrondissements()))
    shown = (settings.ROOT / "docs" / "law-annexe10.md").read_text(encoding="utf-8")
    assert law_page.page(law, "annexe10") == shown


def test_the_script_fails_and_says_what_nothing_carries(monkeypatch, capsys):
    problem = claims.Problem(FILE, "1.1.1-1-01", "rien ne porte « le visa »")
    monkeypatch.setattr(claims, "unexplained", lambda *_: [problem])
    with pytest.raises(SystemExit, match=r"^1 à expliquer\.$"):
        law_coverage.main(["annexe10"])
    said = capsys.readouterr().out
    assert said.startswith("law/annexe10.yaml : 1.1.1-1-01 : rien ne porte « le visa »\n")

"""« Rien à prévoir »: an amount to come is published now, and « Publier » says so in words."""

from datetime import date

import pytest

from procedures.drafting.comparing.before_publishing import dated_amounts
from procedures.publishing.parts.changes import changed_lines

TODAY = date(2026, 11, 26)
FEE = {
    "id": "timbre",
    "label": "Droit de timbre",
    "amounts": [{"from": "2026-01-01", "amount": 350}],
}
NEXT = {"from": "2027-01-01", "amount": 370}
SAID = (
    "« Droit de timbre » : le montant change de lui-même le 1er janvier 2027. Publiez maintenant : "
    "rien à prévoir."
)


def said(after, before=FEE):
    return dated_amounts(changed_lines({"fees": [before]}, {"fees": [after]}), TODAY)


def with_amounts(*amounts, **more):
    return {**FEE, "amounts": [*FEE["amounts"], *amounts], **more}


def test_an_amount_to_come_has_nothing_to_plan():
    assert said(with_amounts(NEXT)) == [SAID]


def test_its_source_may_come_with_it():
    assert said(with_amounts(NEXT, source={"reference": "Loi de finances"})) == [SAID]


def test_an_amount_to_come_that_is_corrected_or_taken_away_says_the_same():
    assert said(with_amounts({**NEXT, "amount": 380}), with_amounts(NEXT)) == [SAID]
    assert said(FEE, with_amounts(NEXT)) == [SAID]


def test_the_first_day_is_said_of_several():
    later = {"from": "2028-07-14", "amount": 400}
    assert said(with_amounts(NEXT, later)) == [SAID]
    (other,) = said(with_amounts(later))
    assert "le 14 juillet 2028" in other


@pytest.mark.parametrize(
    "after",
    [
        with_amounts({"from": "2026-11-26", "amount": 370}),
        with_amounts({"from": "2026-06-01", "amount": 370}, NEXT),
        with_amounts(NEXT, label="Autre nom"),
        {**FEE, "label": "Autre nom"},
        {**FEE, "amounts": [{"from": "2026-01-01", "amount": 360}]},
    ],
)
def test_what_the_public_reads_today_is_no_amount_to_come(after):
    assert said(after) == []


def test_a_new_tariff_is_not_said_to_change():
    assert dated_amounts(changed_lines({"fees": []}, {"fees": [FEE]}), TODAY) == []

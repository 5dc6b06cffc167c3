"""What a change makes untrue in texts: amounts that end, what was unknown."""

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest

from procedures import models
from procedures.drafting.comparing.before_publishing import made_untrue
from procedures.drafting.searching.amounts import prices_making
from procedures.exchange import load_into_database
from procedures.publishing.parts.changes import changed_lines
from procedures.publishing.parts.preparing import split
from tests.shipped import shipped_plain

TODAY = date(2026, 12, 2)
A, B = Decimal(250), Decimal(1500)


@pytest.mark.parametrize(
    ("amount", "text", "found"),
    [
        (A, "Payez 250 €.", ["250 €"]),
        (A, "Pay €250.", ["€250"]),
        (A, "ادفع 250 يورو", ["250 يورو"]),
        (A, "Payez 250 euros, et non 350 €.", ["250 euros"]),
        (
            B,
            "1 500 €, 1\u202f500 €, €1,500, 1500,00 €",
            ["1 500 €", "1\u202f500 €", "€1,500", "1500,00 €"],
        ),
        (A, "Taxe de 200 € et timbre de 50 €", ["200 € et timbre de 50 €"]),
        (A, "€200 tax and €50 stamp", ["€200 tax and €50"]),
        (A, "ضريبة 200 € وطابع 50 €", ["200 € وطابع 50 €"]),
        (A, "Carte (200 + 50 €)", ["200 + 50 €"]),
        (A, "De 150 € pour un étudiant, ou de 100 € pour un enfant.", []),
        (A, "200 € et non de 50 €", []),
        (A, "250 jours, article 250, 250 000 €, 12 250 €, 2,250 €, F250.", []),
        (Decimal(150), "Des rendez-vous sont revendus de 20 à 150 €.", []),
        (Decimal(300), "At least €300,000", []),
    ],
)
def test_a_price_is_told_from_a_number(amount, text, found):
    ranges = prices_making(amount, text, parts=True)
    assert [text[start:end] for start, end in ranges] == found


def test_parts_are_looked_for_only_where_they_may_be_those_of_this_price():
    assert prices_making(A, "Taxe de 200 € et timbre de 50 €", parts=False) == []


def untrue(part, change, before=None):
    """Return {what is no longer true: [(file place, words found)]} once a part is changed."""
    contents = split(shipped_plain())
    if before:
        contents[part] = deepcopy(contents[part])
        before(contents[part])
    changed = deepcopy(contents[part])
    change(changed)
    found = made_untrue(
        changed_lines(contents[part], changed),
        part,
        {**contents, part: changed},
        TODAY,
        lambda _: True,
    )
    return {
        words: [(one.where, one.text[slice(*one.ranges[0])]) for one in listed]
        for words, listed in found
    }


def priced(name, amount):
    def change(part):
        (fee,) = (one for one in part["fees"] if one["id"] == name)
        fee["amounts"] = [{"from": "2026-05-01", "amount": amount}]

    return change


@pytest.fixture
def shipped(db):
    load_into_database(shipped_plain())


def test_the_shipped_catalogue(shipped, subtests):
    """Read with the eyes: what each of these amounts leaves behind, and nothing else."""
    with subtests.test("the price of a renewal"):
        ((words, found),) = untrue("national", priced("renouvellement_normal", 275)).items()
        assert words.startswith("L'ancien montant de « Renouvellement de la carte de séjour")
        said = {words for _, words in found}
        assert said == {"250 €", "200 € et timbre de 50 €"}
        labels = [where for where, _ in found if where.startswith("Tarif")]
        # Its own label, and the one that says what one pays « en tout ».
        assert len(labels) == 2
        assert any("Renouveler un titre de séjour (règle générale)" in where for where, _ in found)
        # The duplicata has this price of its own, which has not changed.
        assert not [where for where, _ in found if "uplicata" in where]
    with subtests.test("a number that is no price, or another price"):
        for name in ("vls_ts_normale", "vls_ts_minoree", "titre_voyage_5_ans"):
            assert untrue("national", priced(name, 999)) == {}
        (found,) = untrue("national", priced("prolongation_visa", 40)).values()
        # Neither « 30 000 € » in English nor the 30 € of the town hall.
        assert [where for where, _ in found if "court séjour" not in where] == []
        (found,) = untrue("national", priced("premiere_minoree", 175)).values()
        assert not [where for where, _ in found if "revendus" in where or "34" in where]
    with subtests.test("nothing of what is said changes"):
        assert untrue("national", priced("renouvellement_normal", 250)) == {}
        assert untrue("national", lambda part: part["fees"][1].update(label="Autre nom")) == {}
    with subtests.test("an amount to come"):

        def later(part):
            part["fees"][1]["amounts"].append({"from": "2027-01-01", "amount": 275})

        ((words, _),) = untrue("national", later).items()
        assert words.endswith("(250 €, jusqu'au 1er janvier 2027)")
    with subtests.test("a translation whose French says nothing of it"):
        models.Fee.objects.filter(key="attestation_accueil").update(label_en="Pay €30 first")
        (found,) = untrue("national", priced("attestation_accueil", 40)).values()
        assert [words for where, words in found if where.endswith("(anglais)")] == ["€30"]
    with subtests.test("hours that become known"):

        def opened(part):
            part["department"]["sites"][0]["hours"] = {"mon": ["09:00-12:00"]}

        ((words, found),) = untrue("30", opened).items()
        assert words == "« Nous ne connaissons pas les horaires »"
        assert [where.split(" «")[0] for where, _ in found] == ["Département"]
        assert "annonce" in found[0][0]
    with subtests.test("a telephone that becomes known"):

        def unknown(part):
            del part["department"]["prefecture"]["phone"]

        models.Department.objects.filter(code="30").update(
            prefecture_address_fr="Nîmes. Nous ne connaissons pas de numéro de téléphone sûr."
        )

        def called(part):
            part["department"]["prefecture"]["phone"] = "04 66 36 40 40"

        (words,) = untrue("30", called, unknown)
        assert words == "« Nous ne connaissons pas le téléphone »"
    with subtests.test("the address of one association says nothing of another's"):
        contents = split(shipped_plain())["30"]["department"]["helpers"]
        unknown = [
            n for n, one in enumerate(contents) if "ne connaissons pas son" in one["address"]
        ]
        assert len(unknown) > 1

        def found_at(part):
            part["department"]["helpers"][unknown[0]]["phone"] = "04 66 00 00 00"

        assert untrue("30", found_at) == {}

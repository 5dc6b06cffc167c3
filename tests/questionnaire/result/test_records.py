"""What changes between two records of a result, as sentences."""

import pytest

from questionnaire.result.records import as_record, differences

ASK = "Présentez-vous à la préfecture."


def record(told=None, **dates):
    """Return the record of one procedure whose steps have these dates: [title, opens, closes]."""
    procedure = {
        "title": "Changer de motif",
        "channel": ["", "", ""],
        "price": "",
        "papers": {},
        "possible": {},
        "dates": dates,
    }
    return as_record({"procedures": {"a": procedure | (told or {})}})


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (
            ["2026-10-10", "2027-01-26"],
            ["2026-10-10", "2026-12-10"],
            ["Dernier jour : 10 décembre 2026 (avant : 26 janvier 2027)."],
        ),
        (
            ["", "2027-01-26"],
            ["2026-10-10", ""],
            [
                "Premier jour : 10 octobre 2026 (avant : aucun).",
                "Dernier jour : aucun (avant : 26 janvier 2027).",
            ],
        ),
        (["", "2027-01-26"], ["", "2027-01-26"], []),
    ],
)
def test_day_that_changes_reads_as_a_sentence(before, after, sentences):
    said = differences(record(ask=[ASK, *before]), record(ask=[ASK, *after]))
    assert [one.replace("\xa0", " ") for one in said] == sentences


def test_day_of_one_step_among_several_names_the_step():
    other = ["Payez la taxe.", "", "2027-02-01"]
    before = record(ask=[ASK, "", "2027-01-26"], pay=other)
    after = record(ask=[ASK, "", "2026-12-10"], pay=other)
    assert [one.replace("\xa0", " ") for one in differences(before, after)] == [
        (
            "Dernier jour pour « Présentez-vous à la préfecture » : 10 décembre 2026 "
            "(avant : 26 janvier 2027)."
        )
    ]


def test_procedure_that_takes_the_place_of_another_is_compared_with_it():
    other = {"title": "Renouveler", "price": "200 €", "papers": {"lease": "Bail"}}
    paid, tax = ["Payez.", "", "2027-02-01"], ["Payez.", "", "2027-03-01"]
    before = record({"papers": {"photo": "Photo"}}, ask=[ASK, "", "2027-01-26"], pay=paid)
    after = record(other, tax=tax)
    after["procedures"] = {"b": after["procedures"].pop("a")}
    assert [one.replace("\xa0", " ") for one in differences(before, after)] == [
        "Nouvelle démarche proposée : Renouveler.",
        "Cette démarche n’est plus proposée : Changer de motif.",
        "Papier ajouté : Bail.",
        "Papier retiré : Photo.",
        "Prix : 200 € (avant : inconnu).",
        "Dernier jour pour « Payez » : 1er mars 2027 (avant : 1er février 2027).",
        f"Plus de date pour : {ASK}",
    ]


ANEF = ["En ligne, sur le site de l’ANEF", "online", "https://anef.example/"]


@pytest.mark.parametrize(
    ("name", "before", "after", "sentence"),
    [
        ("price", "225 €", "200 €", "Prix : 200 € (avant : 225 €)."),
        ("price", "", "200 €", "Prix : 200 € (avant : inconnu)."),
        (
            "channel",
            ["Par courrier", "post", ""],
            ANEF,
            "Où : En ligne, sur le site de l’ANEF (avant : Par courrier).",
        ),
        (
            "channel",
            ANEF,
            [*ANEF[:2], "https://anef.example/2"],
            "L’adresse du site a changé : https://anef.example/2.",
        ),
        ("papers", {}, {"photo": "Photo"}, "Papier ajouté : Photo."),
        ("possible", {"photo": "Photo"}, {}, "Ce papier n’est plus peut-être demandé : Photo."),
    ],
)
def test_price_place_or_paper_that_changes_reads_as_a_sentence(name, before, after, sentence):
    assert differences(record({name: before}), record({name: after})) == [sentence]
    assert differences(record({name: after}), record({name: after})) == []

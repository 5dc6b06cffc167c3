"""A claim of a table of law is proved: what it names exists, and somebody is asked for it."""

import re
from datetime import date

import pytest
import yaml

from procedures.engine.errors import InvalidCatalogue
from procedures.engine.schema.serialization import rule_set_from_plain
from scripts.law_claims import unexplained
from scripts.law_table import law_from

TODAY = date(2026, 11, 24)
PLAIN = {
    "questions": [
        {"key": "renewal", "kind": "yes_no", "text": "Renouvellement ?"},
        {"key": "job", "kind": "yes_no", "text": "Travail ?"},
    ],
    "documents": [
        {"id": "passport", "title": "Passeport"},
        {"id": "contract", "title": "Contrat", "explanation": "Signé par l'employeur."},
        {"id": "payslip", "title": "Fiche de paie"},
        {"id": "diploma", "title": "Diplôme"},
    ],
    "procedures": [
        {
            "id": "card",
            "family": "f",
            "track": "t",
            "rank": 1,
            "title": "Carte",
            "warnings": [{"text": "Gardez votre ancienne carte."}],
            "documents": [
                {"document": "passport"},
                {"one_of": ["contract", "payslip"], "when": {"renewal": True, "job": True}},
            ],
        }
    ],
    "orientations": [
        {"id": "islands", "rank": 1, "title": "Îles", "text": "Là-bas.", "when": {"job": True}}
    ],
}
LAW = {
    "title": "La loi",
    "reference": "Loi, article 1",
    "read_on": date(2026, 11, 24),
    "count": 1,
    "reasons": [],
    "pieces": [{"id": "identity", "label": "identité", "documents": ["passport"]}],
}


def table(*items, when=None, **more):
    point = {"id": "1", "label": "tous", "procedures": ["card"], "items": list(items)}
    if when:
        point["when"] = when
    titles = [{"id": "1", "label": "Carte", "articles": ["L. 1"], "points": [point]}]
    return {**LAW, "count": len(items), "titles": titles, **more}


def item(name="1-1-01", **more):
    return {"id": name, "label": "une pièce", **more}


def problems(law, plain=PLAIN):
    rule_set = rule_set_from_plain(plain)
    source = yaml.safe_dump(law, allow_unicode=True).encode()
    found = law_from(source, "law/small.yaml", rule_set)
    return [
        str(one).removeprefix("law/small.yaml : ")
        for one in unexplained(found, "law/small.yaml", rule_set, TODAY)
    ]


HELD = [
    item(documents=["passport"]),
    item(documents=[["contract", "diploma"]], when={"renewal": True}),
    item(piece="identity"),
    item(words=["Gardez votre ancienne carte"]),
    item(documents=["contract"], words=["Signé par l'employeur"]),
    item(orientations=["islands"]),
]


@pytest.mark.parametrize("held", HELD)
def test_a_claim_that_holds_is_no_problem(held):
    assert problems(table(held)) == []


BROKEN = [
    (item(), "rien ne porte « une pièce »"),
    (item(documents=["diploma"]), "« card » ne demande pas « diploma » (« une pièce »)"),
    (
        item(documents=["contract"], when={"renewal": False}),
        "« card » ne demande « contract » à personne de ce point (« une pièce »)",
    ),
    (
        item(words=["Jetez-la"]),
        "« Jetez-la » n'est dit ni par « card », ni par ces pièces (« une pièce »)",
    ),
    (
        item(orientations=["islands"], when={"job": False}),
        "l'orientation « islands » n'est montrée à personne de ce point (« une pièce »)",
    ),
    (
        item(documents=["passeport"]),
        "pièce inconnue : « passeport » (vouliez-vous dire « passport » ?)",
    ),
    (
        item(documents=["passport"], procedures=["cart"]),
        "démarche inconnue : « cart » (vouliez-vous dire « card » ?)",
    ),
    (
        item(orientations=["island"]),
        "orientation inconnue : « island » (vouliez-vous dire « islands » ?)",
    ),
    (
        item(piece="identite"),
        "pièce courante inconnue : « identite » (vouliez-vous dire « identity » ?)",
    ),
    (item(points=["9"]), "point inconnu : « 9 »"),
    (item(reason="old"), "motif inconnu : « old »"),
]


@pytest.mark.parametrize(("broken", "message"), BROKEN)
def test_a_claim_that_does_not_hold_is_told_with_its_place(broken, message):
    assert problems(table(broken)) == [f"1.1.1-1-01 : {message}"]


def test_the_people_of_a_point_are_asked_unless_an_item_has_its_own():
    for_nobody = {"renewal": False}
    assert problems(table(item(documents=["contract"]), when=for_nobody)) == [
        "1.1.1-1-01 : « card » ne demande « contract » à personne de ce point (« une pièce »)"
    ]
    own = item(documents=["contract"], when={"renewal": True})
    assert problems(table(own, when=for_nobody)) == []


def test_a_point_that_is_referred_to_must_hold_for_these_people_too():
    law = table(item(documents=["contract"], when={"renewal": True}))
    law["titles"][0]["points"].append(
        {
            "id": "2",
            "label": "première demande",
            "procedures": ["card"],
            "when": {"renewal": False},
            "items": [item("1-2-01", points=["1"])],
        }
    )
    law["count"] = 2
    assert problems(law) == [
        "1.2.1-2-01 : « card » ne demande « contract » à personne de ce point (« une pièce »)"
    ]
    law["titles"][0]["points"][1]["when"] = {"renewal": True}
    assert problems(law) == []


def test_a_reason_is_enough_and_must_serve():
    reasons = [{"id": "old", "text": "Cette règle n'existe plus."}]
    assert problems(table(item(reason="old"), reasons=reasons)) == []
    assert problems(table(item(documents=["passport"]), reasons=reasons)) == [
        "reasons.old : aucune pièce n'a ce motif"
    ]
    assert problems(table(item(reason="old", documents=["passport"]), reasons=reasons)) == [
        "1.1.1-1-01 : il faut une preuve ou un motif, pas les deux"
    ]


def test_an_item_that_is_lost_from_the_table_is_noticed():
    assert problems(table(item(documents=["passport"]), count=2)) == [
        "count : la loi a 2 pièces et règles, la table en a 1"
    ]


@pytest.mark.parametrize(
    ("law", "message"),
    [
        (table(item(), item()), "items.1-1-01 : ce nom est donné deux fois"),
        (table(item(document="passport")), "clé inconnue : « document »"),
        (table(item(documents=["Passport"])), "« Passport » n'est pas un identifiant"),
        (table(item(when={"jobs": True})), "fait inconnu : « jobs » (vouliez-vous dire « job » ?)"),
    ],
)
def test_a_faulty_table_is_refused(law, message):
    with pytest.raises(InvalidCatalogue, match=re.escape(message)):
        problems(law)

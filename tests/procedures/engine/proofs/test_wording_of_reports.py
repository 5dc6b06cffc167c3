"""Sentences about findings and changes: texts where there are, keys where there are none."""

import pytest

from procedures.engine.proofs.behaviour import Change
from procedures.engine.proofs.findings import Finding
from procedures.engine.proofs.readings import Alternative
from procedures.engine.proofs.rules_of import Place
from procedures.engine.proofs.words import KINDS
from tests.procedures.engine.conditions.wording_rules import WORDS

PLACE = Place("procedures/famille.yaml", "carte.when")
FINDINGS = [
    ("gap_nothing", "", (), "ces réponses ne mènent à aucune démarche ni orientation"),
    ("gap_only_fallback", "", (), "ces réponses ne mènent qu'à une orientation « faute de mieux »"),
    ("gap_no_choice", "statut", (), "à « statut ? », certains n'ont aucune réponse possible"),
    ("gap_no_channel", "carte", ("82",), "aucun canal connu (82)"),
    (
        "gap_no_channel",
        "carte",
        ("30", "autre"),
        "aucun canal connu (30, les autres départements)",
    ),
    (
        "invariant",
        "mineurs",
        ("Un mineur n'a pas de contrat", "documents", "contrat"),
        (
            "garantie non tenue (« Un mineur n'a pas de contrat ») : "
            "on peut demander la pièce « contrat »"
        ),
    ),
    (
        "invariant",
        "mineurs",
        ("Un mineur vient avec un adulte", "told", "avec un adulte"),
        (
            "garantie non tenue (« Un mineur vient avec un adulte ») : "
            "on peut ne pas lire « avec un adulte »"
        ),
    ),
    (
        "invariant",
        "heures",
        ("Les heures d'abord", "first", "48 heures"),
        (
            "garantie non tenue (« Les heures d'abord ») : "
            "cette étape datée peut passer avant celle qui dit « 48 heures »"
        ),
    ),
    ("gap_no_step", "carte", (), "« Carte de séjour » peut n'avoir aucune étape certaine"),
    ("gap_no_document", "carte", (), "« Carte de séjour » peut n'avoir aucune pièce certaine"),
    (
        "dead_question",
        "age",
        ("when",),
        "cette question n'est jamais posée : sa condition n'est jamais vraie",
    ),
    (
        "dead_question",
        "age",
        ("useless",),
        "la réponse à cette question ne change rien pour personne",
    ),
    ("dead_choice", "statut", ("etu",), "cette réponse n'est jamais proposée : Étudiant"),
    ("dead_value", "regime", ("general",), "cette ligne ne donne jamais sa valeur : general"),
    (
        "dead_procedure",
        "carte",
        ("beaten",),
        "cette démarche n'est jamais recommandée : une autre passe toujours avant",
    ),
    (
        "dead_procedure",
        "carte",
        ("never",),
        "cette démarche n'est pour personne : sa condition n'est jamais vraie",
    ),
    ("dead_document", "carte", ("bail",), "cette pièce n'est demandée à personne : « Bail »"),
    ("dead_document", "carte", ("bail#2",), "cette pièce n'est demandée à personne : « Bail »"),
    (
        "dead_document",
        "carte",
        ("bail+photo",),
        "cette pièce n'est demandée à personne : « Bail ou Photo »",
    ),
    ("dead_step", "carte", ("payer",), "cette étape n'est pour personne : payer"),
    ("dead_cost", "carte", ("taxe",), "personne ne paie ce coût"),
    ("dead_warning", "carte", ("0",), "personne ne voit cet avertissement"),
    ("dead_stance", "carte", ("0",), "cette position n'est pour personne"),
    (
        "card_place",
        "carte",
        ("aide", "canal"),
        "la carte envoie d'abord vers « aide », mais la première étape envoie vers « canal »",
    ),
    (
        "card_place",
        "carte",
        ("aide", ""),
        "la carte envoie d'abord vers « aide », mais la première étape ne dit aucun lieu",
    ),
    (
        "too_early",
        "visa",
        ("carte",),
        (
            "« Visa » peut être conseillée trop tôt : « Carte de séjour », qui passe devant, "
            "dépend encore d'une question que l'on peut passer. Cochez « à défaut d'une autre »"
        ),
    ),
    ("dead_channel", "82", ("anef", "never"), "ce canal (anef) ne sert à personne"),
    (
        "dead_channel",
        "82",
        ("anef", "beaten"),
        "ce canal (anef) ne sert à personne : un autre passe toujours avant",
    ),
    (
        "dead_override",
        "carte",
        ("82",),
        "cette adaptation ne change rien pour « Carte de séjour » : « 82 »",
    ),
    (
        "dead_override",
        "carte",
        ("photo",),
        "cette adaptation ne change rien pour « Carte de séjour » : « Photo »",
    ),
    ("dead_orientation", "fin", (), "cette orientation n'est montrée à personne avec certitude"),
    (
        "dead_case",
        "enfant",
        ("statut", "sal"),
        "ce cas ne peut pas exister : « Salarié » n'est pas proposé à « statut ? »",
    ),
    ("always", "carte", ("age", "marie"), "toujours vrai ici : « age ? », « marie ? »"),
    ("never", "carte", ("age",), "jamais vrai ici : « age ? »"),
    ("repeated", "carte", ("visa",), "répète une autre condition : « Visa »"),
    ("repeated", "carte", ("age",), "répète une autre condition : « age ? »"),
    ("repeated", "carte", ("bail", "photo"), "répète une autre condition : « Bail », « Photo »"),
    ("unused_group", "actifs", (), "aucune condition n'utilise ce groupe"),
    (
        "overlap",
        "carte",
        ("visa",),
        "« Carte de séjour » et « Visa », qui s'excluent, peuvent être vraies ensemble",
    ),
    ("added_and_dropped", "carte", ("bail",), "« Bail » est à la fois ajoutée et retirée"),
    (
        "window_inverted",
        "carte",
        ("payer",),
        "l'étape « payer » peut finir avant de commencer",
    ),
    (
        "windows_apart",
        "carte",
        ("payer", "retirer"),
        "l'étape « retirer » peut finir avant que l'étape « payer » ne commence",
    ),
    (
        "circle",
        "age",
        ("age", "fin", "age"),
        "cercle de conditions : « age ? » → « fin ? » → « age ? »",
    ),
    (
        "ended",
        "0",
        ("2026-12-31",),
        "cette règle ne vaut plus : son dernier jour était le 31/12/2026. Vous pouvez la retirer",
    ),
]


@pytest.mark.parametrize(("kind", "subject", "others", "words"), FINDINGS)
def test_a_finding_in_words(kind, subject, others, words):
    assert WORDS.finding(Finding(kind, PLACE, subject, others)) == words
    shown = Finding(kind, PLACE, subject, others, {"marie": True})
    assert WORDS.finding(shown) == f"{words}. Par exemple : « marie ? » oui"


def test_every_kind_of_finding_has_its_sentence():
    assert {kind for kind, *_ in FINDINGS} == set(KINDS)


CHANGES = [
    ("status", "carte", "", "« Carte de séjour », place dans la liste"),
    ("order", "carte", "", "« Carte de séjour », rang"),
    ("documents", "carte", "bail", "« Carte de séjour », pièce « Bail »"),
    ("documents", "carte", "bail | photo", "« Carte de séjour », pièce « Bail ou Photo »"),
    ("steps", "carte", "payer", "« Carte de séjour », étape payer"),
    ("dates", "carte", "payer", "« Carte de séjour », dates de l'étape payer"),
    ("costs", "carte", "0", "« Carte de séjour », coût 0"),
    ("warnings", "carte", "Gardez.", "« Carte de séjour », avertissement « Gardez. »"),
    ("channel", "carte", "", "« Carte de séjour », façon de déposer"),
    ("orientation", "fin", "", "« Rien trouvé », orientation montrée"),
    ("order", "fin", "", "« Rien trouvé », rang"),
    ("status", "ancienne", "", "« ancienne », place dans la liste"),
    ("notices", "82", "", "« 82 », annonces"),
]


@pytest.mark.parametrize(("decision", "subject", "item", "words"), CHANGES)
def test_a_change_in_words(decision, subject, item, words):
    change = Change(decision, subject, item, "oui", "non", 0)
    assert WORDS.change(change) == f"{words} : oui → non"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("recommended", "recommandée"),
        ("certain", "certaine, non recommandée"),
        ("possible", "possible"),
        ("", "non"),
        ("anef", "anef"),
    ],
)
def test_a_status_in_words(status, words):
    change = Change("status", "carte", "", status, "certain", 0)
    assert WORDS.change(change).endswith(f": {words} → certaine, non recommandée")
    change = Change("status", "carte", "", "certain", status, 0)
    assert WORDS.change(change).endswith(f": certaine, non recommandée → {words}")


def test_a_change_says_for_how_many_and_where():
    change = Change("channel", "carte", "", "anef", "counter", 3, departments=("30", "82"))
    assert WORDS.change(change) == (
        "« Carte de séjour », façon de déposer : anef → counter ; 3 combinaisons de réponses"
        " ; départements : 30, 82"
    )


def test_an_alternative_is_a_sentence():
    changed = Alternative({"marie": None}, "carte")
    assert WORDS.alternative(changed) == "Au plus près : « marie ? » je ne sais pas."
    assert WORDS.alternative(Alternative({}, "carte")) == ""
    assert WORDS.alternative(None) == "Personne ne peut l'obtenir."

"""Plain French: sentences, acronyms and office words, counted as an editor would."""

import doctest

import pytest

from procedures.engine.schema.serialization import check_plain
from procedures.publishing.checks import plain_language as subject
from procedures.publishing.checks.plain_language import count_words, plain_language, sentences

TWENTY = " ".join(["mot"] * 20)


def said(**texts):
    """What is said of one question with these texts: (path, message)."""
    question = {"key": "age", "kind": "integer", "text": "Âge ?", **texts}
    return [(one.path, one.message) for one in plain_language({"questions": [question]})]


def test_examples_hold():
    assert doctest.testmod(subject).failed == 0


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("", 0),
        ("« Oui » : non ?", 2),
        ("l'enfant d’un Français", 3),
        ("Appelez le 0 806 001 620.", 3),
        ("vice-président", 1),
        ("https://www.legifrance.gouv.fr/codes/id", 1),
        ("2 800,53 € brut", 3),
    ],
)
def test_words_are_counted(words, count):
    assert count_words(words) == count


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Un. Deux ! Trois ? Quatre… Cinq", ["Un.", "Deux !", "Trois ?", "Quatre…", "Cinq"]),
        ("L'article L. 422-1 et R. 431-5.", ["L'article L. 422-1 et R. 431-5."]),
        ("Dites « Oui. » Puis venez.", ["Dites « Oui.", "Puis venez."]),
        ("Une ligne\nUne autre", ["Une ligne", "Une autre"]),
        ("Deux choses : ceci ; cela.", ["Deux choses : ceci ; cela."]),
        ("Voir https://exemple.fr/a.b maintenant.", ["Voir https://exemple.fr/a.b maintenant."]),
    ],
)
def test_sentences_end_where_a_reader_stops(words, expected):
    assert [sentence for sentence, _ in sentences(words)] == expected


def test_a_sentence_of_twenty_words_is_plain_and_one_of_twenty_one_is_not():
    assert said(help=f"{TWENTY}.") == []
    ((path, message),) = said(help=f"{TWENTY} mot.")
    assert path == "age.help"
    assert "21 mots" in message


def test_a_mean_over_twelve_words_is_said_of_a_long_entry_only():
    long = " ".join(["mot"] * 16) + ". "
    assert said(help=long * 3) == []
    ((path, message),) = said(help=long * 6)
    assert path == "age"
    assert "en moyenne" in message


@pytest.mark.parametrize(
    "help",
    [
        "L'Office français de protection des réfugiés (OFPRA) répond. Puis l'OFPRA écrit.",
        "L'OFPRA (Office français de protection des réfugiés) répond.",
        "Écrivez à l'office (l'OFPRA).",
        "La liste XIV, le QR code et le PDF.",
        "La carte longue durée-UE.",
    ],
)
def test_an_acronym_explained_once_is_plain(help):
    assert said(help=help) == []


def test_an_acronym_explained_in_another_text_of_the_entry_is_plain():
    assert said(help="L'OFPRA répond.", why="L'office de protection (OFPRA).") == []


def test_an_acronym_that_nothing_explains_is_said_once():
    found = said(help="L'OFPRA répond. L'OFPRA écrit.", why="Demandez à l'OFPRA.")
    assert [path for path, _ in found] == ["age.help"]
    assert "« OFPRA »" in found[0][1]


def test_a_card_is_named_by_its_own_words():
    assert said(help="Choisissez « carte à solliciter ».") == []
    ((path, message),) = said(help="Il faut solliciter la carte.")
    assert path == "age.help"
    assert "« solliciter »" in message
    assert "demander" in message


def test_the_parts_of_a_departement_are_each_on_their_own():
    office = "L'Office français de l'immigration (OFII) répond."
    department = {
        "code": "82",
        "prefecture": {"name": "SGAMI", "address": "BP 3, CEDEX"},
        "channels": [
            {"kind": "ofii", "instructions": office},
            {"kind": "ofii", "instructions": "Écrivez à l'OFII."},
        ],
    }
    (problem,) = plain_language({"departments": {"82": department}})
    assert (problem.file, problem.path) == ("departements/82.yaml", "channels.1.instructions")


def test_only_french_is_looked_at_and_nothing_blocks():
    text = {"fr": "Au préalable.", "en": f"{TWENTY} {TWENTY}"}
    question = {"key": "age", "kind": "integer", "text": text}
    assert not [one for one in check_plain({"questions": [question]}) if one.blocking]
    (problem,) = plain_language({"questions": [question]})
    assert not problem.blocking

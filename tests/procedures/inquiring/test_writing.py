"""A kit is written without identifiers, and what stays in it keeps those that it had."""

import pytest
from django.conf import settings

from procedures.engine.errors import InvalidCatalogue
from procedures.inquiring import compiled
from procedures.inquiring.content import load_kits, read_kits
from procedures.inquiring.writing import LANGUAGES, content_of, written_of
from procedures.models import Kit
from tests.questionnaire.inquiries.conftest import CONTENT

KITS = settings.ROOT / "catalogue" / "kits"


def rewritten(content, *, change=lambda questions: questions):
    """Return a content that the form read, and wrote again with a change."""
    questions = change([written_of(one) for one in content["questions"]])
    return content_of(content["title"], content.get("intro") or {}, questions, content)


def test_what_is_saved_unchanged_stays_as_it_is():
    for content in (CONTENT, *read_kits(KITS).values()):
        assert rewritten(content) == content


def test_identifiers_are_made_from_words_and_survive_a_correction():
    def change(questions):
        first, second, *_ = questions
        text = {"fr": "Avez-vous déjà cherché ?"}
        lines = {"fr": ["Oui, j’ai tout", "Non, rien"]}
        new = type(first)(
            key="",
            kind="choice",
            text={"fr": "Qui vient ?"},
            help={},
            choices={"fr": ["Moi", "Été", "Ete"]},
            when="cherche=non",
        )
        written = type(second)(
            key="trouve", kind="choice", text=second.text, help={}, choices=lines
        )
        return [type(first)(key="cherche", kind="yes_no", text=text, help={}), written, new]

    first, second, new = rewritten(CONTENT, change=change)["questions"]
    assert first["key"] == "cherche"
    assert [one["value"] for one in second["choices"]] == ["oui", "non"]
    assert "when" not in second
    assert new["key"] == "qui_vient"
    assert [one["value"] for one in new["choices"]] == ["moi", "ete", "ete_2"]
    assert new["when"] == {"cherche": False}


@pytest.mark.parametrize(
    "change",
    [
        {"questions": []},
        {"title": {}},
        {"questions": [{"key": "a", "kind": "date", "text": {"fr": "Quand ?"}}]},
        {"questions": [{"key": "a", "kind": "scale", "text": {"fr": "?"}, "choices": []}]},
        {"questions": [{"key": "a", "kind": "yes_no", "text": {"fr": "?"}, "when": {"b": True}}]},
    ],
)
def test_what_cannot_be_filled_is_refused(change):
    with pytest.raises(InvalidCatalogue):
        compiled({**CONTENT, **change})


def texts(value):
    """Yield the texts of a content: what has a French sentence."""
    if isinstance(value, dict) and "fr" in value:
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def test_the_kit_of_usagers_is_in_every_language_and_in_short_sentences():
    kits = read_kits(KITS)
    assert set(kits) == {"usagers", "agents_et_intermediaires", "observer_un_accueil"}
    assert [one for one in texts(kits["usagers"]) if set(one) != set(LANGUAGES)] == []
    words = [one["fr"] for content in kits.values() for one in texts(content)]
    sentences = [part for one in words for part in one.split(". ")]
    assert [one for one in sentences if len(one.split()) > 20] == []


# What the study of 2019 wants to know, and the questions that ask it, in each kit that may.
AIMS = {
    "who comes": {"usagers": {"pour_qui", "langue_lue", "en_france"},
                  "agents_et_intermediaires": {"role"},
                  "observer_un_accueil": {"attendent", "repartent"}},
    "why": {"usagers": {"motif", "rendez_vous", "fois"},
            "agents_et_intermediaires": {"motifs", "evitables"}},
    "what they had tried": {"usagers": {"cherche", "trouve", "obstacle"},
                            "agents_et_intermediaires": {"sources"}},
    "what they understood": {"usagers": {"papiers", "suite"},
                             "agents_et_intermediaires": {"manque", "langue"},
                             "observer_un_accueil": {"clair"}},
    "who helped": {"usagers": {"aide"}, "agents_et_intermediaires": {"temps"}},
    "how the hall informs": {"usagers": {"accueil"},
                             "agents_et_intermediaires": {"prevenu", "accord", "a_jour"},
                             "observer_un_accueil": {"lieu", "moment", "horaires_dehors",
                                                     "orientation", "listes", "langues",
                                                     "perimees", "materiel", "entendu"}},
}  # fmt: skip


def test_every_aim_of_the_study_is_asked_and_no_question_is_without_an_aim():
    kits = read_kits(KITS)
    for name, content in kits.items():
        asked = {one["key"] for one in content["questions"]}
        wanted = [key for of_kits in AIMS.values() for key in of_kits.get(name, ())]
        assert sorted(wanted) == sorted(asked), name
    asked_of_usagers = [aim for aim, of_kits in AIMS.items() if of_kits.get("usagers")]
    assert asked_of_usagers == [*AIMS]


@pytest.mark.django_db
def test_shipped_kits_are_loaded_once_and_never_over_what_agents_wrote():
    assert load_kits(KITS) == 3
    Kit.objects.filter(key="usagers").update(title="Le nôtre")
    assert load_kits(KITS) == 0
    assert Kit.objects.get(key="usagers").title == "Le nôtre"

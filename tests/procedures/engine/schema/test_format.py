"""A catalogue with a fault is refused, and the message says where and names the nearest."""

import pytest

from procedures.engine.errors import InvalidCatalogue
from procedures.engine.schema.serialization import check_plain, rule_set_from_plain
from procedures.engine.schema.texts import text_hash
from tests.procedures.engine.builders import (
    make_plain,
    make_procedure,
    make_question,
    problems_of,
)

BASE = make_plain(
    make_question("situation", "choice", "etudiant", "salarie"),
    make_question("fin", "date"),
    make_question("nationality", "country"),
    make_question("liens", "choices", "x", "y"),
    groups=[{"key": "europe", "fact": "nationality", "values": ["DE", "NO"]}],
    fees=[{"id": "timbre", "label": "Timbre", "amounts": [{"from": "2026-05-01", "amount": 50}]}],
    documents=[{"id": "passeport", "title": "Passeport"}],
)


def with_procedure(**more):
    return {**BASE, "procedures": [make_procedure("carte", **more)]}


@pytest.mark.parametrize(
    ("when", "path", "hint"),
    [
        ({"situatoin": "etudiant"}, "carte.when.situatoin", "« situation »"),
        ({"situation": "etudiante"}, "carte.when.situation", "« etudiant »"),
        ({"situation": ["salarie", "etudiante"]}, "carte.when.situation.1", "« etudiant »"),
        ({"nationality": {"in_group": "europ"}}, "carte.when.nationality.in_group", "« europe »"),
        ({"fin": {"withn": {"months": 4}}}, "carte.when.fin.withn", "« within »"),
        ({"fin": {"within": {"month": 4}}}, "carte.when.fin.within.month", "« months »"),
        ({"fin": {"within": {}}}, "carte.when.fin.within", "durée"),
        ({"fin": {"within": {"months": "4"}}}, "carte.when.fin.within.months", "entier"),
        ({"situation": {"gte": 3}}, "carte.when.situation.gte", "opérateur"),
        ({"liens": {"eq": "x"}}, "carte.when.liens.eq", "includes"),
        ({"any": []}, "carte.when.any", "au moins une"),
        ({"all": []}, "carte.when.all", "au moins une"),
        ({"situation": []}, "carte.when.situation", "au moins une"),
        ({"situation": {}}, "carte.when.situation", "opérateur"),
        ({"fin": "demain"}, "carte.when.fin", "AAAA-MM-JJ"),
        ({"nationality": False}, "carte.when.nationality", "code"),
        ({"fin": {"past": "oui"}}, "carte.when.fin.past", "true ou false"),
        ({"channel": "anef"}, "carte.when.channel", "fait inconnu"),
        ({"any": [{"situation": "x"}]}, "carte.when.any.0.situation", "« x »"),
        (["situation"], "carte.when", "bloc"),
    ],
)
def test_a_wrong_condition_is_refused_at_its_place(when, path, hint):
    (problem,) = check_plain(with_procedure(when=when) if when else BASE)
    assert (problem.file, problem.path) == ("procedures/famille.yaml", path)
    assert hint in str(problem)


@pytest.mark.parametrize(
    ("more", "path", "hint"),
    [
        ({"tittle": "x"}, "carte.tittle", "« title »"),
        ({"rank": "1"}, "carte.rank", "un nombre"),
        ({"documents": [{"document": "passport"}]}, "carte.documents", "« passeport »"),
        ({"documents": [{"document": "passeport", "one_of": ["passeport"]}]}, "documents", "l'un"),
        ({"documents": [{"note": "x"}]}, "carte.documents", "one_of"),
        ({"costs": [{"fee": "timbres"}]}, "carte.costs.0.fee", "« timbre »"),
        ({"costs": [{"label": "Taxe"}]}, "carte.costs.0", "amount"),
        ({"steps": [{"id": "a"}]}, "carte.steps.a", "« text »"),
        (
            {"steps": [{"id": "a", "text": "x", "window": {"to": {"fact": "fn"}}}]},
            "fact",
            "« fin »",
        ),
        ({"exclusive_with": ["cartes"]}, "carte.exclusive_with", "« carte »"),
        ({"title": {"en": "Card"}}, "carte.title", "français"),
        ({"meanwhile": {"may_work": "yes"}}, "carte.meanwhile.may_work", "true ou false"),
    ],
)
def test_a_wrong_procedure_is_refused_at_its_place(more, path, hint):
    found = problems_of(with_procedure(**more))
    assert any(path in problem and hint in problem for problem in found), found


@pytest.mark.parametrize(
    ("note", "path", "hint"),
    [
        ({"when": {"nationality": "DE"}}, "passeport.notes.0", "« text »"),
        (
            {"text": "x", "when": {"nationality": {"in_group": "europ"}}},
            "passeport.notes.0.when.nationality.in_group",
            "« europe »",
        ),
        ({"text": "x", "when": {"channel": "anef"}}, "passeport.notes.0.when", "fait inconnu"),
    ],
)
def test_a_wrong_note_of_a_document_is_refused_at_its_place(note, path, hint):
    document = {"id": "passeport", "title": "Passeport", "notes": [note]}
    (found,) = problems_of({**BASE, "documents": [document]})
    assert path in found
    assert hint in found


def test_a_code_written_as_a_number_is_refused():
    plain = {**BASE, "departments": {"82": {"code": 82}}}
    assert any("guillemets" in problem for problem in problems_of(plain))


def test_equal_ranks_in_a_track_are_refused():
    plain = {**BASE, "procedures": [make_procedure("a"), make_procedure("b")]}
    assert any("b.rank" in problem for problem in problems_of(plain))


def test_a_name_taken_twice_is_refused():
    plain = make_plain(make_question("un"), make_question("un"))
    assert any("déjà pris" in problem for problem in problems_of(plain))


@pytest.mark.parametrize(
    "plain",
    [
        make_plain(make_question("a", when={"a": True})),
        make_plain(make_question("a", when={"b": True}), make_question("b", when={"a": True})),
        make_plain(
            make_question("a", when={"d": "x"}),
            derived_facts=[
                {"key": "d", "kind": "choice", "rules": [{"value": "x", "when": {"a": True}}]}
            ],
        ),
        make_plain(
            make_question("a", "choice", {"value": "x", "text": "x", "when": {"b": True}}),
            make_question("b", when={"a": "x"}),
        ),
        make_plain(
            make_question("commune", "commune", when={"departement": "82"}),
        ),
    ],
)
def test_a_circle_is_refused(plain):
    assert any("cercle" in problem for problem in problems_of(plain))


def test_a_circle_or_a_taken_name_in_an_inquiry_is_refused():
    circle = [make_question("y", when={"z": True}), make_question("z", when={"y": True})]
    taken = [make_question("fin", "date")]
    found = problems_of({**BASE, "inquiries": {"une": circle, "deux": taken}})
    assert any(one.startswith("enquetes/une.yaml") and "cercle" in one for one in found)
    assert any(one.startswith("enquetes/deux.yaml") and "déjà" in one for one in found)
    assert len(found) == 2


def test_the_nearest_name_is_found_whatever_its_case():
    found = problems_of(with_procedure(when={"nationality": "no"}))
    assert any("« NO »" in one for one in found)


def test_every_problem_is_found_at_once():
    plain = with_procedure(when={"situatoin": "x"}, costs=[{"fee": "rien"}])
    with pytest.raises(InvalidCatalogue) as caught:
        rule_set_from_plain(plain)
    assert len(caught.value.problems) == 2


def test_a_stale_translation_gives_way_to_the_french_and_is_reported():
    question = make_question("un", text="Êtes-vous marié ?")
    fresh = {"text": "Are you married?", "status": "reviewed", "of": text_hash("Êtes-vous marié ?")}
    stale = {"text": "هل", "status": "reviewed", "of": text_hash("Un autre texte")}
    translations = {
        "en": {"questions.yaml": {"un.text": fresh}},
        "ar": {"questions.yaml": {"un.text": stale}},
    }
    plain = make_plain(question, translations=translations)
    text = rule_set_from_plain(plain).questions["un"].text
    assert text == {"fr": "Êtes-vous marié ?", "en": "Are you married?"}
    (problem,) = check_plain(plain)
    assert not problem.blocking
    assert (problem.file, problem.path) == ("translations/ar/questions.yaml", "un.text")


def test_texts_without_a_translation_are_counted_by_file():
    translations = {"en": {"questions.yaml": {}}}
    plain = make_plain(make_question("un"), make_question("deux"), translations=translations)
    (problem,) = check_plain(plain)
    assert not problem.blocking
    assert problem.message == "2 textes sans traduction"
    (problem,) = check_plain(make_plain(make_question("un"), translations=translations))
    assert problem.message == "1 texte sans traduction"

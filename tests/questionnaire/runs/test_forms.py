"""Forms accept answers, and explain what is no answer."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation

from questionnaire.runs.forms import FORMS
from questionnaire.runs.prepared import PreparedEdition
from tests.procedures.engine.builders import make_question
from tests.procedures.engine.builders import make_rules as engine_rules

from ..samples import TODAY, make_rule_set

PREPARED = PreparedEdition(make_rule_set())


def make_form(key, *, language="fr", given=(("age", 24),), stored=..., **sent):
    question = PREPARED.rule_set.questions[key]
    data = QueryDict(mutable=True)
    for name, value in sent.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return FORMS[question.kind](
        data=data if sent else None,
        initial={} if stored is ... else {"value": stored},
        question=question,
        texts=PREPARED.question(key, language, False),
        offered=PREPARED.offered(key, given, TODAY),
    )


@pytest.mark.parametrize(
    ("key", "sent", "value"),
    [
        ("residence", {"reponse": "france"}, "france"),
        ("document", {"reponse": "?"}, None),
        ("passport", {"reponse": "oui"}, True),
        ("passport", {"reponse": "non"}, False),
        ("family", {"reponse": ["enfant", "conjoint"]}, ("conjoint", "enfant")),
        ("family", {"reponse": "-"}, ()),
        ("age", {"reponse": " 24 "}, 24),
        ("age", {"reponse": "1 2"}, 12),
        ("age", {"reponse": "٢٤"}, 24),
        ("age", {"reponse": "۲۴"}, 24),
        ("age", {"reponse": "24 ans"}, 24),
        ("age", {"reponse": "0"}, 0),
        ("years", {"inconnu": "1"}, None),
        ("expiry", {"inconnu": "1"}, None),
        (
            "expiry",
            {"reponse_day": "٥", "reponse_month": "02", "reponse_year": "۲۰۲۷"},
            date(2027, 2, 5),
        ),
        ("nationality", {"recherche": "Maroc"}, "MA"),
        ("nationality", {"recherche": "MA"}, "MA"),
        ("nationality", {"recherche": "cote d'ivoire"}, "CI"),
        ("nationality", {"recherche": "المغرب"}, None),
        ("nationality", {"recherche": "kosovo"}, "XK"),
        ("nationality", {"reponse": "XXA"}, "XXA"),
        ("commune", {"recherche": "montpellier"}, "34172"),
        ("commune", {"recherche": "Montauban (82000)"}, "82121"),
        ("commune", {"recherche": "saint denis 93200"}, "93066"),
    ],
)
def test_these_are_answers(key, sent, value):
    language = "ar" if sent.get("recherche") == "المغرب" else "fr"
    with translation.override(language):
        form = make_form(key, language=language, **sent)
        assert form.answered, form.problems()
    expected = "MA" if language == "ar" else value
    assert form.cleaned_data["value"] == expected
    assert form.problems() == []


@pytest.mark.parametrize(
    ("key", "sent", "target"),
    [
        ("residence", {"autre": "1"}, "id_reponse_0"),
        ("residence", {"reponse": "lune"}, "id_reponse_0"),
        ("residence", {"reponse": "?"}, "id_reponse_0"),
        ("family", {"reponse": ["enfant", "-"]}, "id_reponse_0"),
        ("family", {"autre": "1"}, "id_reponse_0"),
        ("age", {"reponse": ""}, "id_reponse"),
        ("age", {"reponse": "-5"}, "id_reponse"),
        ("age", {"reponse": "3,5"}, "id_reponse"),
        ("age", {"reponse": "999"}, "id_reponse"),
        ("age", {"reponse": "9" * 100_000}, "id_reponse"),
        ("nationality", {"recherche": "zq" * 100_000}, "id_reponse"),
        ("commune", {"recherche": "zq" * 100_000}, "id_reponse"),
        ("age", {"inconnu": "1"}, "id_reponse"),
        ("years", {"reponse": "3", "inconnu": "1"}, "id_reponse"),
        ("nationality", {"recherche": "Xyzabc"}, "id_reponse"),
        ("nationality", {"recherche": ""}, "id_reponse"),
        ("nationality", {"reponse": "ZZ"}, "id_reponse"),
        ("nationality", {"recherche": "guinée é"}, "id_choix_0"),
        ("commune", {"recherche": "saint-denis"}, "id_choix_0"),
        ("commune", {"recherche": "82"}, "id_choix_0"),
        ("commune", {"recherche": "Xyzabc"}, "id_reponse"),
    ],
)
def test_these_are_not_answers(key, sent, target):
    form = make_form(key, **sent)
    assert not form.answered
    (problem,) = form.problems()
    assert problem["target"] == target
    assert problem["text"]


@pytest.mark.parametrize(
    ("day", "month", "year", "target", "said"),
    [
        ("", "", "", "day", "jour"),
        ("15", "", "2027", "month", "mois"),
        ("15", "5", "", "year", "année"),
        ("15", "5", "27", "year", "2027"),
        ("15", "13", "2027", "month", "12"),
        ("32", "5", "2027", "day", "31"),
        ("31", "2", "2027", "day", "31"),
        ("29", "2", "2027", "day", "29"),
        ("15", "mai", "2027", "month", "chiffres"),
        ("15", "5", "3027", "year", "année"),
        ("15", "5", "20277", "year", "chiffres"),
    ],
)
def test_a_wrong_date_says_what_to_mend_and_keeps_what_was_typed(day, month, year, target, said):
    typed = {"day": day, "month": month, "year": year}
    form = make_form("expiry", **{f"reponse_{name}": value for name, value in typed.items()})
    assert not form.answered
    (problem,) = form.problems()
    assert problem["target"] == f"id_reponse_{target}"
    assert said in problem["text"]
    assert form.shown_parts() == typed


def test_a_choice_that_is_not_for_this_person_is_not_offered():
    assert [one["value"] for one in make_form("document").cards()] == ["aucun", "carte", "?"]
    child = make_form("document", given=(("age", 12),), reponse="carte")
    assert [one["value"] for one in child.cards()] == ["aucun", "?"]
    assert not child.answered


def test_several_matches_are_offered_as_cards_and_one_of_them_is_an_answer():
    with translation.override("fr"):
        search = make_form("nationality", recherche="congo", chercher="1")
        assert not search.answered
        assert search.problems() == []  # A search is no mistake.
        assert {one["value"] for one in search.matches} == {"CD", "CG"}
        assert search.shown_text() == search.listed_text() == "congo"
        picked = make_form("nationality", recherche="congo", cherche="congo", reponse="CD")
        assert picked.answered
        assert picked.cleaned_data["value"] == "CD"


def test_a_name_typed_after_the_cards_wins_over_them():
    form = make_form("nationality", recherche="Maroc", cherche="congo", reponse="CD")
    assert form.answered
    assert form.cleaned_data["value"] == "MA"


def test_a_card_beside_the_field_wins_over_the_name_left_in_it():
    before = {"recherche": "Maroc", "cherche": "Maroc"}
    form = make_form("nationality", stored="MA", reponse="XXA", **before)
    assert form.answered
    assert form.cleaned_data["value"] == "XXA"
    again = make_form("nationality", stored="XXA", reponse="XXA", recherche="Mali", cherche="")
    assert again.answered
    assert again.cleaned_data["value"] == "ML"


def test_what_is_shown_of_an_answer_is_read_back_as_the_same_answer():
    for key, value in [("nationality", "MA"), ("commune", "93066"), ("commune", "82121")]:
        shown = make_form(key, stored=value)
        sent = {"recherche": shown.shown_text(), "cherche": shown.listed_text()}
        again = make_form(key, stored=value, **sent)
        assert again.answered
        assert again.cleaned_data["value"] == value


def test_a_single_near_match_is_already_chosen():
    form = make_form("nationality", recherche="maroccain")
    assert not form.answered
    assert [(one["value"], one["checked"]) for one in form.matches] == [("MA", True)]


NONE = {"value": "aucune", "text": "Aucune de ces situations", "exclusive": True}
RESTRICTED = PreparedEdition(
    engine_rules(
        make_question("situations", "choices", "malade", "seul", NONE, at_least=1),
        make_question("pays", "country", only=["DZ", "MA"]),
    )
)


def restricted_form(key, **sent):
    question = RESTRICTED.rule_set.questions[key]
    data = QueryDict(mutable=True)
    for name, value in sent.items():
        data.setlist(name, value)
    offered = RESTRICTED.offered(key, (), TODAY)
    texts = RESTRICTED.question(key, "fr", False)
    return FORMS[question.kind](data=data, question=question, texts=texts, offered=offered)


@pytest.mark.parametrize(
    ("key", "sent", "said"),
    [
        ("situations", {}, "Choisissez au moins une réponse."),
        ("situations", {"reponse": ["-"]}, "Choisissez au moins une réponse."),
        ("situations", {"reponse": ["malade", "aucune"]}, "Vos réponses se contredisent."),
        ("pays", {"recherche": ["France"]}, "« France » n’est pas une réponse possible"),
        ("pays", {"reponse": ["FR"]}, "Écrivez le nom d’un pays."),
    ],
)
def test_what_a_question_does_not_take_is_refused_and_kept(key, sent, said):
    form = restricted_form(key, **sent)
    assert not form.answered
    assert form.problems()[0]["text"].startswith(said)
    if key == "situations":
        ticked = {card["value"] for card in form.cards() if card["checked"]}
        assert ticked == set(sent.get("reponse", ())) - {"-"}
    else:
        assert form.shown_text() == sent.get("recherche", [""])[0]


@pytest.mark.parametrize(
    ("key", "sent", "value"),
    [
        ("situations", {"reponse": ["aucune"]}, ("aucune",)),
        ("situations", {"reponse": ["seul", "malade"]}, ("malade", "seul")),
        ("pays", {"recherche": ["Maroc"]}, "MA"),
    ],
)
def test_what_a_question_takes_is_accepted(key, sent, value):
    form = restricted_form(key, **sent)
    assert form.answered, form.problems()
    assert form.cleaned_data["value"] == value

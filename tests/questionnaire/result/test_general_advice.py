"""The answers made for everybody: a fallback, and a line about the household."""

from .catalogue import (
    ABROAD,
    APPEAL,
    ELSEWHERE,
    FRENCH,
    MAYBE,
    ORIENTATIONS,
    RENEWAL,
    UNMARRIED,
    make_result,
    make_rules,
    titles,
)


def test_the_general_answer_is_given_only_where_there_is_no_other():
    assert make_result(UNMARRIED).verdict.title == "Rien trouvé"
    for answers in (ABROAD, FRENCH, RENEWAL, MAYBE, APPEAL):
        result = make_result(answers)
        assert result.title != "Rien trouvé"
        assert "Rien trouvé" not in titles(result.advice)


def test_a_fallback_gives_way_to_every_answer_and_stands_beside_it():
    rules = make_rules(orientations=[*ORIENTATIONS, ELSEWHERE])
    nothing = make_result(UNMARRIED, rules=rules)
    assert nothing.verdict.title == "Rien trouvé"
    assert titles(nothing.advice) == ["Votre préfecture est ailleurs"]
    for answers in (ABROAD, FRENCH, RENEWAL, MAYBE, APPEAL):
        result = make_result(answers, rules=rules)
        assert result.title == make_result(answers).title
        assert "Votre préfecture est ailleurs" in titles([*result.beside, *result.advice])
        assert "Rien trouvé" not in titles(result.advice)


HOUSEHOLD = {
    "id": "household",
    "rank": 5,
    "when": {"nationality": {"known": True}},
    "title": "Votre famille",
    "text": "Vos enfants ont leurs propres papiers.",
    "household": True,
}


def test_the_household_is_told_of_in_one_line_beside_an_answer_only():
    rules = make_rules(orientations=[*ORIENTATIONS, HOUSEHOLD])
    result = make_result(RENEWAL, rules=rules)
    assert result.household == ["Vos enfants ont leurs propres papiers."]
    assert "Votre famille" not in titles(result.advice)
    for answers in (UNMARRIED, ABROAD, FRENCH, MAYBE):
        without = make_result(answers, rules=rules)
        assert without.household == []
        assert (without.title, titles(without.advice)) == (
            make_result(answers).title,
            titles(make_result(answers).advice),
        )


CAREFUL = {
    "id": "careful",
    "rank": 4,
    "when": {"goal": "renew", "married": True},
    "title": "Marié, ne venez pas seul",
    "text": "Quelqu'un peut venir avec vous.",
}


def test_a_careful_orientation_is_told_to_whoever_was_not_asked():
    """Nobody asks for what an orientation rests on: only a careful one speaks all the same."""
    unasked = {key: value for key, value in RENEWAL.items() if key != "married"}
    married = {**RENEWAL, "married": True}
    for careful in (False, True):
        rules = make_rules(orientations=[*ORIENTATIONS, {**CAREFUL, "careful": careful}])
        results = [
            make_result(answers, rules=rules)
            for answers in (unasked, married, {**RENEWAL, "married": False})
        ]
        assert [CAREFUL["title"] in titles(one.advice) for one in results] == [
            careful,
            not careful,
            False,
        ]
        # Whoever it is certain to concern reads it under the card, before any step.
        assert [CAREFUL["title"] in titles(one.beside) for one in results] == [
            False,
            careful,
            False,
        ]


def test_a_careful_orientation_in_doubt_is_no_answer():
    when = {"goal": "lost", "married": True}
    rules = make_rules(orientations=[*ORIENTATIONS, {**CAREFUL, "when": when, "careful": True}])
    for answers in (UNMARRIED, ABROAD, FRENCH):
        found = make_result({**answers, "married": None}, rules=rules)
        assert CAREFUL["title"] not in titles([*found.advice, *found.beside])

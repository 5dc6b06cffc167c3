"""The numbers of a wave, and two waves side by side: told only as far as they go."""

from datetime import date
from uuid import uuid4

import pytest

from procedures.inquiring.results import compared, margin_of, result_of
from procedures.models import FilledForm, Kit, Wave
from tests.questionnaire.inquiries.conftest import CONTENT

pytestmark = pytest.mark.django_db


def make_wave(*answers, content=CONTENT, name="Avant"):
    kit, _ = Kit.objects.get_or_create(
        part="national", key="visite", defaults={"title": "Votre visite", "content": CONTENT}
    )
    wave = Wave.objects.create(
        kit=kit,
        part="82",
        name=name,
        opens_on=date(2026, 11, 1),
        closes_on=date(2026, 11, 30),
        token=str(uuid4()),
        content=content,
    )
    FilledForm.objects.bulk_create(
        FilledForm(id=uuid4(), wave=wave, day=date(2026, 11, 3), language="fr", answers=one)
        for one in answers
    )
    return wave


def test_nobody_reads_the_answers_of_few_people_nor_of_today(monkeypatch):
    def on(day):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, *day))

    def fill(number, day):
        FilledForm.objects.bulk_create(
            FilledForm(id=uuid4(), wave=wave, day=day, language="fr", answers={"cherche": True})
            for _ in range(number)
        )

    def read():
        found = result_of(wave)
        answered = lines(wave, "cherche")[0]
        assert (found.number, found.waiting) == (
            FilledForm.objects.count(), FilledForm.objects.count() - answered,
        )  # fmt: skip
        return answered

    wave = make_wave()
    fill(4, date(2026, 11, 3))
    on((11, 10))
    assert read() == 0
    # What arrives today is read by nobody who watches it arrive.
    fill(6, date(2026, 11, 10))
    assert read() == 0
    # Nor by whoever says that the wave ended yesterday.
    wave.closes_on = date(2026, 11, 9)
    assert read() == 0
    wave.closes_on = date(2026, 11, 30)
    on((11, 11))
    assert read() == 10
    fill(1, date(2026, 11, 11))
    on((11, 12))
    assert read() == 10
    on((12, 1))
    assert read() == 11
    FilledForm.objects.filter(pk__in=FilledForm.objects.values("pk")[:7]).delete()
    assert read() == 0


def lines(wave, key):
    (question,) = [one for one in result_of(wave).questions if one.key == key]
    return question.answered, {one.label: (one.number, one.share) for one in question.lines}


def test_shares_are_of_those_who_answered_and_from_ten_answers_on():
    nine = make_wave(*[{"cherche": True}] * 9, {"fois": 2})
    assert lines(nine, "cherche") == (9, {"Oui": (9, None), "Non": (0, None)})
    ten = make_wave(*[{"cherche": True}] * 9, {"cherche": False}, {"fois": 2})
    assert lines(ten, "cherche") == (10, {"Oui": (9, 90), "Non": (1, 10)})
    assert result_of(ten).number == 11


def test_each_of_several_answers_counts_and_none_of_them_is_told():
    three = ({"aide": ["proches", "association"]}, {"aide": ["proches"]}, {"aide": []})
    answered, found = lines(make_wave(*three, *three), "aide")
    assert answered == 6
    assert {label: number for label, (number, _share) in found.items()} == {
        "Des proches": 4,
        "Une association": 2,
        "Personne": 0,
        "Aucune de ces réponses": 2,
    }


def test_numbers_are_grouped_alike_in_every_wave():
    wave = make_wave({"fois": 1}, {"fois": 5}, {"fois": 6}, {"fois": 50}, {"fois": 3})
    _answered, found = lines(wave, "fois")
    assert [label for label, (number, _) in found.items() if number] == ["1", "3", "5 à 9", "50"]
    assert found["5 à 9"][0] == 2
    assert [*found] == ["1", "2", "3", "4", "5 à 9", "10 à 19", "20 à 49", "50"]


def test_a_scale_has_a_mean_once_ten_people_answered():
    few = make_wave(*[{"clair": "5"}] * 9)
    many = make_wave(*[{"clair": "5"}] * 6, *[{"clair": "2"}] * 4)
    middle = {one.key: one.middle for one in result_of(many).questions}["clair"]
    assert middle.startswith("Moyenne : 3,8.")
    assert {one.key: one.middle for one in result_of(few).questions}["clair"] == ""


def test_two_waves_are_compared_by_answer_with_what_may_be_chance():
    before = make_wave(*[{"cherche": True}] * 10, *[{"cherche": False}] * 90)
    after = make_wave(*[{"cherche": True}] * 50, *[{"cherche": False}] * 50, name="Après")
    question = compared(result_of(before), result_of(after))[0]
    assert (question.before, question.after, question.margin) == (100, 100, 14)
    assert [(one.points, one.by_chance) for one in question.lines] == [(40, False), (-40, False)]
    near = make_wave(*[{"cherche": True}] * 15, *[{"cherche": False}] * 85)
    (line, _) = compared(result_of(before), result_of(near))[0].lines
    assert (line.points, line.by_chance) == (5, True)
    few = make_wave(*[{"cherche": True}] * 5)
    question = compared(result_of(before), result_of(few))[0]
    assert question.margin is None
    assert question.lines[0].points is None
    assert margin_of(10, 10) == 44


def test_a_question_that_one_wave_has_not_is_left_out_and_a_new_answer_stays():
    changed = {**CONTENT, "questions": [dict(one) for one in CONTENT["questions"][1:]]}
    changed["questions"][0] = {**changed["questions"][0], "when": {}}
    choices = [*changed["questions"][0]["choices"], {"value": "presque", "text": {"fr": "Presque"}}]
    changed["questions"][0]["choices"] = choices
    found = compared(
        result_of(make_wave()), result_of(make_wave(*[{"trouve": "presque"}] * 5, content=changed))
    )
    assert "Avez-vous cherché ?" not in [one.title for one in found]
    assert [(one.label, one.before is None, one.after.number) for one in found[0].lines] == [
        ("Oui, tout", False, 0),
        ("Non, rien", False, 0),
        ("Presque", True, 5),
    ]

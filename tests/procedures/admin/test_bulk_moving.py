"""Procedures get another channel, and the engine then files them through it."""

from datetime import date
from random import Random

import pytest

from procedures import models
from procedures.drafting.changing.moving import move
from procedures.engine.channels import resolve_channel
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.exchange import plain_from_database
from tests import factories

TODAY = date(2026, 11, 24)
COMMUNES = {"82121": "822", "34172": "343"}
MONTAUBAN, MONTPELLIER = "82121", "34172"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def catalogue():
    factories.make_question(key="commune", kind="commune")
    factories.make_question(key="age", kind="integer")
    for key, family in (("a1", "etudes"), ("a2", "etudes"), ("b1", "travail")):
        factories.make_procedure(key=key, family=family, track=key)
    for code in ("82", "34", models.NATIONAL):
        factories.make_department(code)
    make("national", "anef")


def make(code, kind, *names, families=(), when=None):
    row = models.Channel.objects.create(
        department=models.Department.objects.get(code=code),
        kind=kind,
        families=list(families),
        when=when,
        position=models.Channel.objects.filter(department__code=code).count(),
        instructions_fr=f"Par {kind}.",
    )
    for position, key in enumerate(names):
        procedure = models.Procedure.objects.get(key=key)
        models.ChannelProcedure.objects.create(channel=row, procedure=procedure, position=position)
    return row


def filed(commune=MONTAUBAN, **answers):
    """Return the kind of channel that the engine finds for each procedure."""
    rule_set = rule_set_from_plain(plain_from_database(), COMMUNES)
    situation = Situation(rule_set, {"commune": commune, **answers}, TODAY)
    found = {key: resolve_channel(situation, one) for key, one in rule_set.procedures.items()}
    return {key: one.channel and one.channel.kind for key, one in found.items()}


def give(target, *keys, remove=()):
    department = models.Department.objects.get(code="82")
    chosen = list(models.Procedure.objects.filter(key__in=keys))
    return move(department, chosen, target, remove)


def new(kind="counter"):
    return models.Channel(kind=kind)


def test_a_new_channel_takes_what_is_chosen_and_nothing_else():
    make("82", "postal")
    give(new(), "a1", "b1")
    assert filed() == {"a1": "counter", "a2": "postal", "b1": "counter"}
    assert filed(MONTPELLIER) == {"a1": "anef", "a2": "anef", "b1": "anef"}


@pytest.mark.parametrize(
    "others",
    [
        lambda: make("82", "postal", "a1", "a2"),
        lambda: make("82", "postal", families=["etudes"]),
        lambda: make("82", "postal", "a1", families=["etudes"]),
        lambda: make("82", "postal", "a1", "a2", when={"age": {"gte": 18}}),
        lambda: make("82", "postal"),
    ],
)
def test_the_new_channel_comes_first_whatever_filed_the_procedure(others):
    others()
    before = filed(age=20)
    give(new(), "a1")
    assert filed(age=20) == {**before, "a1": "counter"}


@pytest.mark.parametrize(
    "target",
    [
        lambda: make("82", "counter", "b1"),
        lambda: make("82", "counter", families=["travail"]),
        lambda: make("82", "counter", families=["etudes", "travail"]),
        lambda: make("82", "counter"),
    ],
)
def test_an_existing_channel_takes_what_is_chosen_and_keeps_what_it_had(target):
    make("82", "postal", "a1", "a2")
    row = target()
    give(row, "a1")
    assert filed() == {"a1": "counter", "a2": "postal", "b1": "counter"}


def test_the_channel_of_everything_is_copied_where_a_family_comes_before_it():
    make("82", "postal", families=["etudes"])
    everything = make("82", "counter")
    moved = give(everything, "a1")
    assert filed() == {"a1": "counter", "a2": "postal", "b1": "counter"}
    assert moved.copied
    assert not everything.procedures.exists()
    assert moved.target.instructions_fr == "Par counter."


def test_a_channel_that_named_only_what_left_does_not_become_that_of_everything():
    left = make("82", "postal", "a1")
    make("82", "email")
    moved = give(new(), "a1")
    assert filed() == {"a1": "counter", "a2": "email", "b1": "email"}
    assert moved.idle == [left]
    assert [one.procedure.key for one in left.procedures.all()] == ["a1"]


def test_a_channel_that_files_nothing_any_more_is_removed_if_it_is_said():
    left, other = make("82", "postal", "a1"), make("82", "email", "b1")
    moved = give(new(), "a1", remove={left.pk, other.pk})
    assert [row.kind for row in moved.removed] == ["postal"]
    assert not models.Channel.objects.filter(pk=left.pk).exists()
    assert models.Channel.objects.filter(pk=other.pk).exists()
    assert filed() == {"a1": "counter", "a2": "anef", "b1": "email"}


def test_a_family_whose_procedures_all_left_is_told():
    family = make("82", "postal", families=["etudes"])
    moved = give(new(), "a1", "a2")
    assert moved.idle == [family]
    assert filed() == {"a1": "counter", "a2": "counter", "b1": "anef"}


def test_a_channel_with_a_condition_leaves_the_others_what_they_had_behind_it():
    left = make("82", "postal", "a1")
    adults = make("82", "counter", "b1", when={"age": {"gte": 18}})
    moved = give(adults, "a1")
    assert filed(age=20)["a1"] == "counter"
    assert filed(age=10)["a1"] == "postal"
    assert moved.idle == []
    assert models.Channel.objects.filter(pk=left.pk).exists()


def test_a_national_channel_is_changed_for_all_but_local_ones():
    make("82", "postal", "a1")
    department = models.Department.objects.get(code=models.NATIONAL)
    move(department, list(models.Procedure.objects.filter(key="a1")), new("email"))
    assert filed(MONTPELLIER)["a1"] == "email"
    assert filed()["a1"] == "postal"


def said(commune=MONTAUBAN, **answers):
    """Return the instructions that a person reads for each procedure."""
    rule_set = rule_set_from_plain(plain_from_database(), COMMUNES)
    situation = Situation(rule_set, {"commune": commune, **answers}, TODAY)
    found = {key: resolve_channel(situation, one) for key, one in rule_set.procedures.items()}
    return {key: one.channel and one.channel.instructions["fr"] for key, one in found.items()}


@pytest.mark.parametrize(
    "seed",
    [pytest.param(seed, marks=() if seed < 8 else pytest.mark.whole) for seed in range(40)],
)
def test_any_channels_any_choice_gives_the_new_one_to_what_is_chosen_alone(seed):
    dice = Random(seed)  # noqa: S311 - the same choices each time, nothing secret.
    keys, rows = ["a1", "a2", "b1"], []
    for number in range(dice.randint(1, 5)):
        names = dice.sample(keys, dice.choice([0, 0, 1, 2]))
        families = dice.sample(["etudes", "travail"], dice.choice([0, 0, 1]))
        when = {"age": {"gte": 18}} if dice.random() < 0.3 else None
        row = make("82", "postal", *names, families=families, when=when)
        row.instructions_fr = f"Canal {number}."
        row.save()
        rows.append(row)
    target = dice.choice([*(row for row in rows if not row.when), new()])
    target.instructions_fr = target.instructions_fr or "Le nouveau."
    chosen = dice.sample(keys, dice.randint(1, 3))
    everybody = ({"age": 20}, {"age": 10})
    before = [said(**answers) for answers in everybody]
    idle = [row.pk for row in give(target, *chosen).idle]
    expected = [{**one, **dict.fromkeys(chosen, target.instructions_fr)} for one in before]
    assert [said(**answers) for answers in everybody] == expected
    # What is removed because it files nothing changes nothing.
    models.Channel.objects.filter(pk__in=idle).delete()
    assert [said(**answers) for answers in everybody] == expected

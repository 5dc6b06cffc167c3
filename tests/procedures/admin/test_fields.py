"""Structured columns in words: what is shown reads back equal, and faults are explained."""

import pytest
from django.core.exceptions import ValidationError

from procedures.admin import fields
from procedures.engine.errors import Problem


class Names:
    """Knows two facts only."""

    def condition_problems(self, condition):
        unknown = [name for name in condition if name != "goal"]
        return [Problem("", name, "fait inconnu", ("goal",)) for name in unknown]


def field(kind, **options):
    return kind(required=False, names=Names, **options)


ROUND_TRIPS = [
    (fields.ConditionField, None),
    (fields.ConditionField, {}),
    (fields.ConditionField, {"goal": ["renouveler", "NO"]}),
    (fields.ConditionField, {"goal": "non"}),
    (fields.DurationField, {"years": 1, "months": 6}),
    (fields.DurationField, {"days": 90}),
    (fields.CodesField, ["822", "2A"]),
    (fields.MappingField, {"nationality": "NO", "commune": "09122", "minor_children": False}),
    (fields.RuleValueField, "general"),
    (fields.RuleValueField, "09"),
    (fields.RuleValueField, "true"),
    (fields.RuleValueField, False),
    (fields.RuleValueField, 0),
]


@pytest.mark.parametrize(("kind", "value"), ROUND_TRIPS)
def test_what_is_shown_is_read_back_the_same(kind, value):
    one = field(kind)
    shown = one.prepare_value(value).replace("\n", "\r\n")
    assert one.clean(shown) == value
    assert not one.has_changed(value, shown)


REFUSED = [
    (fields.ConditionField, "gaol: renouveler", "gaol"),
    (fields.ConditionField, "goal: [", "YAML"),
    (fields.ConditionField, "goal: 1\ngoal: 2", "deux fois"),
    (fields.DurationField, "six mois", "6 mois"),
    (fields.DurationField, "-6 mois", "6 mois"),
    (fields.DurationField, "6 mois 3 mois", "6 mois"),
    (fields.CodesField, "a, a", "deux fois"),
    (fields.MappingField, "etudes", "nom: valeur"),
]


@pytest.mark.parametrize(("kind", "text", "said"), REFUSED)
def test_what_is_wrong_is_said_and_kept(kind, text, said):
    one = field(kind)
    with pytest.raises(ValidationError) as caught:
        one.clean(text)
    assert said in " ".join(caught.value.messages)
    assert one.prepare_value(one.bound_data(text, None)) == text
    assert one.has_changed(None, text)


def test_text_keeps_the_line_breaks_of_the_catalogue():
    assert fields.TextField().clean("un\r\ndeux") == "un\ndeux"

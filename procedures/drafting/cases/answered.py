"""The answers of a case as fields: only what somebody changed in them is changed."""

from procedures.engine.answers import answers_to_data
from procedures.publishing import communes

from ..trying.answers import Answers


def merged(rule_set, base, data):
    """Return (what the fields say, ``base`` where they say the same; the Answers of the fields).

    Answers that cannot be read any more stay, unless their box « retirer » is ticked.
    """
    fields = Answers(rule_set).read_form(data)
    known = Answers(rule_set).read_data(base)
    given, former = answers_to_data(fields.given), answers_to_data(known.given)
    dropped = set(data.getlist("a-drop"))
    answers = {}
    for key, value in base.items():
        if key in fields.errors:
            answers[key] = value
        elif key in known.errors:
            if key in given:
                answers[key] = given[key]
            elif key not in dropped:
                answers[key] = value
        elif key in given:
            answers[key] = value if _is_same(given[key], former[key]) else given[key]
    return answers | {key: value for key, value in given.items() if key not in base}, fields


def _is_same(given, former):
    """Tell whether two answers are one: an arrondissement of a city is shown as the city."""
    place = communes.commune(former) if isinstance(former, str) else None
    return given == former or (place is not None and given == place.code)


def unreadable(rule_set, answers):
    """Return [(key, what it is, what is wrong)] of the answers that cannot be read any more."""
    errors = Answers(rule_set).read_data(answers).errors
    questions = rule_set.questions
    return [
        (key, questions[key].text.get("fr", key) if key in questions else key, message)
        for key, message in errors.items()
    ]

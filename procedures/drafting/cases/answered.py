"""The answers of a case as form fields: only the answers that somebody changed are changed."""

from procedures.engine.answers import answers_to_data
from procedures.engine.values.plain import Plain, PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.publishing import communes

from ..sent import Sent
from ..trying.answers import Answers


def merged(rule_set: RuleSet, base: Plain, data: Sent) -> tuple[PlainDict, Answers]:
    """Return (the answers of ``base`` as the fields change them, the ``Answers`` of the fields).

    An answer whose field says the same keeps the form it has in ``base``. An answer that can no
    longer be read stays, unless its box « retirer » is ticked.
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


def _is_same(given: object, former: object) -> bool:
    """Tell whether two answers mean the same: a municipal arrondissement is shown as its city."""
    place = communes.commune(former) if isinstance(former, str) else None
    return given == former or (place is not None and given == place.code)


def unreadable(rule_set: RuleSet, answers: Plain) -> list[tuple[str, str, str]]:
    """Return [(key, question, error)] for each answer that can no longer be read."""
    errors = Answers(rule_set).read_data(answers).errors
    questions = rule_set.questions
    return [
        (key, questions[key].text.get("fr", key) if key in questions else key, message)
        for key, message in errors.items()
    ]

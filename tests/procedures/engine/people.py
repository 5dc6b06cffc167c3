"""People drawn at random for any rule set, close to the values at which its tests change."""

from datetime import date, timedelta

from procedures.engine.compiled import conditions_of
from procedures.engine.conditions.tree import edges_of, tests_of

COMMUNES = ("34172", "34003", "82121", "09122", "30189", "46042", "75056")
COUNTRIES = ("MA", "DZ", "TN", "FR", "ES", "US", "NO", "AF", "GB")


def random_answers(rule_set, chance, share, today):
    """Return answers to a share of the questions, « je ne sais pas » at times where allowed."""
    compared = _compared(rule_set, today)
    return {
        key: _answer(question, chance, compared.get(key, []), today)
        for key, question in rule_set.questions.items()
        if chance.random() < share
    }


class People:
    """People of one rule set and day, for those who draw many: the edges are found once."""

    def __init__(self, rule_set, today):
        self._questions = rule_set.questions
        self._today = today
        self._compared = _compared(rule_set, today)

    def complete(self, chance):
        """Return answers to every question, each with a value."""
        return {
            key: _value(question, chance, self._compared.get(key, []), self._today)
            for key, question in self._questions.items()
        }


def _compared(rule_set, today):
    """For each fact, the values at which the outcome of a test may turn."""
    found = {}
    for condition in conditions_of(rule_set):
        for test in tests_of(condition):
            found.setdefault(test.fact, set()).update(edges_of(test, today))
    return {fact: sorted(values, key=str) for fact, values in found.items()}


def _answer(question, chance, compared, today):
    if question.allow_unknown and chance.random() < 0.15:
        return None
    return _value(question, chance, compared, today)


def _value(question, chance, compared, today):
    kind = question.kind
    if kind == "yes_no":
        return chance.random() < 0.5
    if kind == "integer":
        bounds = [one for one in compared if isinstance(one, int)] or [10]
        return max(0, chance.choice(bounds) + chance.randint(-1, 1))
    if kind == "date":
        bounds = [one for one in compared if isinstance(one, date)] or [today]
        return chance.choice(bounds) + timedelta(days=chance.randint(-1, 1))
    values = [choice.value for choice in question.choices]
    if kind == "choices":
        return tuple(one for one in values if chance.random() < 0.4)
    if kind == "commune":
        return chance.choice(COMMUNES)
    if kind == "country":
        values += [one for one in compared if isinstance(one, str) and len(one) == 2]
        values += COUNTRIES
    return chance.choice(values)
